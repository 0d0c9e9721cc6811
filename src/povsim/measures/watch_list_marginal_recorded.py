"""Persons on the watch list who were never on the register, or were struck off.  边缘易致贫人口"""

from povsim.rule import Household, Parameters

unit = "persons"


def count(h: Household, s: Parameters) -> float:
    """What this household adds."""
    return h.members if h.watched == 2 else 0.0
