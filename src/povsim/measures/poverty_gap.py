"""Mean shortfall below the statistical line, as a share of it (FGT 1).  贫困深度指数

Incomes below zero count as zero.
"""

from povsim.rule import Household, Parameters

unit = "share of the line"


def count(h: Household, s: Parameters) -> float:
    """What this household adds."""
    line = h.village.county.province.line
    short = max(0.0, line - max(h.income, 0.0)) / line
    return h.members * short


def per(h: Household, s: Parameters) -> float:
    """What it is divided by."""
    return h.members
