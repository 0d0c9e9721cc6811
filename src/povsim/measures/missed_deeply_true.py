"""Share of persons truly below seven tenths of the line who are not on the register.  深度贫困漏评率

Poor is who is below the line of registration without the programmes' cash and dividends of the year.
"""

from povsim.rule import EXITED, RE_REGISTERED, REGISTERED, Household, Parameters

unit = "share of persons"


def count(h: Household, s: Parameters) -> float:
    """What this household adds."""
    own = h.income - (h.programme_income + h.dividend_income) / h.members
    on = h.status in (REGISTERED, RE_REGISTERED) or (h.status == EXITED and h.support_until >= s.year)
    return 0.0 if on or own >= 0.7 * h.village.county.province.exit_line else h.members


def per(h: Household, s: Parameters) -> float:
    """What it is divided by."""
    own = h.income - (h.programme_income + h.dividend_income) / h.members
    return h.members if own < 0.7 * h.village.county.province.exit_line else 0.0
