"""Share of persons whose registry income is below the line for exit.  低于脱贫标准的比例"""

from povsim.rule import Household, Parameters

unit = "share of persons"


def count(h: Household, s: Parameters) -> float:
    """What this household adds."""
    return h.members if h.income < h.village.county.province.exit_line else 0.0


def per(h: Household, s: Parameters) -> float:
    """What it is divided by."""
    return h.members
