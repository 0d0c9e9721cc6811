"""Households whose income rose above the statistical line this year.  真实退出户"""

from povsim.rule import Household, Parameters

unit = "households"


def count(h: Household, s: Parameters) -> float:
    """What this household adds."""
    return h.exits_truly
