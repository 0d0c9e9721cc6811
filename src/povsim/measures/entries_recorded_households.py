"""Households that came onto the register this year, for the first time or after removal.  登记新增户"""

from povsim.rule import Household, Parameters

unit = "households"


def count(h: Household, s: Parameters) -> float:
    """What this household adds."""
    return h.enters_now
