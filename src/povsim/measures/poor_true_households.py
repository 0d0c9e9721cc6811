"""Households below the statistical line in truth, by registry income.  真实贫困户"""

from povsim.rule import Household, Parameters

unit = "households"


def count(h: Household, s: Parameters) -> float:
    """What this household adds."""
    return h.poor
