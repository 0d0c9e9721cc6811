"""Share of persons below the statistical line in truth, by registry income.  真实贫困发生率"""

from povsim.rule import Household, Parameters

unit = "share of persons"


def count(h: Household, s: Parameters) -> float:
    """What this household adds."""
    return h.members * h.poor


def per(h: Household, s: Parameters) -> float:
    """What it is divided by."""
    return h.members
