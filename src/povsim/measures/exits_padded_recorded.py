"""Persons whose recorded exit of the year rests on a padded record.  虚报脱贫人口"""

from povsim.rule import Household, Parameters

unit = "persons"


def count(h: Household, s: Parameters) -> float:
    """What this household adds."""
    return h.members if h.exits_now == 1 and h.padding > 0 else 0.0
