"""Persons below the statistical line in truth, by registry income.  真实贫困人口"""

from povsim.rule import Household, Parameters

unit = "persons"


def count(h: Household, s: Parameters) -> float:
    """What this household adds."""
    return h.members * h.poor
