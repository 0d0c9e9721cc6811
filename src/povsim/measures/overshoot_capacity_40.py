"""Mean overshoot: how far payments for care exceed 40 % of the capacity to pay, over all households.  灾难性卫生支出平均超出

Wagstaff and van Doorslaer 2003. Payments count up to the whole of the capacity.
"""

from povsim.rule import Household, Parameters

unit = "share of capacity"
THRESHOLD = 0.4


def count(h: Household, s: Parameters) -> float:
    """What this household adds."""
    return max(0.0, min(h.care_share, 1.0) - THRESHOLD)


def per(h: Household, s: Parameters) -> float:
    """What it is divided by."""
    return 1.0
