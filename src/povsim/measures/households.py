"""Households.  户数"""

from povsim.rule import Household, Parameters

unit = "households"


def count(h: Household, s: Parameters) -> float:
    """What this household adds."""
    return 1.0
