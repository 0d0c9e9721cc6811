"""Share of households without a safe house.  无安全住房户比例"""

from povsim.rule import Household, Parameters

unit = "share of households"


def count(h: Household, s: Parameters) -> float:
    """What this household adds."""
    return 1.0 - h.house_safe


def per(h: Household, s: Parameters) -> float:
    """What it is divided by."""
    return 1.0
