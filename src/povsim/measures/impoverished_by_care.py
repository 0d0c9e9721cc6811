"""Share of households whose income is above the statistical line, and below it once care is paid.  因病支出致贫率

Wagstaff and van Doorslaer 2003; registry income.
"""

from povsim.rule import Household, Parameters

unit = "share of households"


def count(h: Household, s: Parameters) -> float:
    """What this household adds."""
    line = h.village.county.province.line
    return 1.0 if h.income >= line and h.income - h.out_of_pocket / h.members < line else 0.0


def per(h: Household, s: Parameters) -> float:
    """What it is divided by."""
    return 1.0
