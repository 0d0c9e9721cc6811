"""Households recorded as out of poverty this year.  登记退出户"""

from povsim.rule import Household, Parameters

unit = "households"


def count(h: Household, s: Parameters) -> float:
    """What this household adds."""
    return h.exits_now
