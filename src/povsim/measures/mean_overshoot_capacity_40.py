"""Mean positive overshoot: the same over the households that paid more than 40 %.  灾难性卫生支出平均正超出

Wagstaff and van Doorslaer 2003: the overshoot divided by the share of households above the threshold.
"""

from povsim.rule import Household, Parameters

unit = "share of capacity"
THRESHOLD = 0.4


def count(h: Household, s: Parameters) -> float:
    """What this household adds."""
    return max(0.0, min(h.care_share, 1.0) - THRESHOLD)


def per(h: Household, s: Parameters) -> float:
    """What it is divided by."""
    return 1.0 if h.care_share > THRESHOLD else 0.0
