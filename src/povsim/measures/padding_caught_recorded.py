"""Persons whose padded record was caught and who stay on the register.  核查退回人口"""

from povsim.rule import Household, Parameters

unit = "persons"


def count(h: Household, s: Parameters) -> float:
    """What this household adds."""
    return h.members if h.caught == 1 else 0.0
