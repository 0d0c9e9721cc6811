"""Mean squared shortfall below the statistical line (FGT 2).  平方贫困距指数

Incomes below zero count as zero.
"""

from povsim.rule import Household, Parameters

unit = "share of the line, squared"


def count(h: Household, s: Parameters) -> float:
    """What this household adds."""
    line = h.village.county.province.line
    short = max(0.0, line - max(h.income, 0.0)) / line
    return h.members * short * short


def per(h: Household, s: Parameters) -> float:
    """What it is divided by."""
    return h.members
