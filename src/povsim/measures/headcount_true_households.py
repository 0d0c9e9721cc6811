"""Share of households below the statistical line in truth.  真实贫困发生率（户）"""

from povsim.rule import Household, Parameters

unit = "share of households"


def count(h: Household, s: Parameters) -> float:
    """What this household adds."""
    return h.poor


def per(h: Household, s: Parameters) -> float:
    """What it is divided by."""
    return 1.0
