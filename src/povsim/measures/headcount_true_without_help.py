"""Share of persons below the statistical line were the programmes' cash and dividends taken away.  剔除帮扶收入后的贫困发生率

What the programmes pay is not earned growth: exits that rest on it end with it.
"""

from povsim.rule import Household, Parameters

unit = "share of persons"


def count(h: Household, s: Parameters) -> float:
    """What this household adds."""
    own = h.income - (h.programme_income + h.dividend_income) / h.members
    return h.members if own < h.village.county.province.line else 0.0


def per(h: Household, s: Parameters) -> float:
    """What it is divided by."""
    return h.members
