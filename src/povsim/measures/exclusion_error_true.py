"""Share of truly poor persons who are not on the register, with support or without.  漏评率（占贫困人口）

Poor is who is below the line of registration without the programmes' cash and dividends of the year. On the register
is who is registered, or has exited and still has support.
"""

from povsim.rule import EXITED, RE_REGISTERED, REGISTERED, Household, Parameters

unit = "share of persons"


def count(h: Household, s: Parameters) -> float:
    """What this household adds."""
    own = h.income - (h.programme_income + h.dividend_income) / h.members
    on = h.status in (REGISTERED, RE_REGISTERED) or (h.status == EXITED and h.support_until >= s.year)
    return 0.0 if on or own >= h.village.county.province.exit_line else h.members


def per(h: Household, s: Parameters) -> float:
    """What it is divided by."""
    own = h.income - (h.programme_income + h.dividend_income) / h.members
    return h.members if own < h.village.county.province.exit_line else 0.0
