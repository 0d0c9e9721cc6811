"""Households whose income fell below the statistical line, relapses after a recorded exit apart.  真实新增户"""

from povsim.rule import Household, Parameters

unit = "households"


def count(h: Household, s: Parameters) -> float:
    """What this household adds."""
    return h.enters_truly
