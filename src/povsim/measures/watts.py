"""Watts index: mean log distance below the statistical line.  瓦茨指数

Incomes below a twentieth of the line count as that.
"""

from povsim.rule import Household, Parameters, log

unit = "log"


def count(h: Household, s: Parameters) -> float:
    """What this household adds."""
    line = h.village.county.province.line
    return h.members * max(0.0, log(line) - log(max(h.income, 0.05 * line)))


def per(h: Household, s: Parameters) -> float:
    """What it is divided by."""
    return h.members
