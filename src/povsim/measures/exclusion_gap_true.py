"""Share of the yuan that the poor lack who are not on the register.  漏评缺口占比

Poor is who is below the line of registration without the programmes' cash and dividends of the year. It weighs the
missed by how much they lack.
"""

from povsim.rule import EXITED, RE_REGISTERED, REGISTERED, Household, Parameters

unit = "share of the gap"


def count(h: Household, s: Parameters) -> float:
    """What this household adds."""
    own = h.income - (h.programme_income + h.dividend_income) / h.members
    on = h.status in (REGISTERED, RE_REGISTERED) or (h.status == EXITED and h.support_until >= s.year)
    short = max(0.0, h.village.county.province.exit_line - max(own, 0.0))
    return 0.0 if on else h.members * short


def per(h: Household, s: Parameters) -> float:
    """What it is divided by."""
    own = h.income - (h.programme_income + h.dividend_income) / h.members
    return h.members * max(0.0, h.village.county.province.exit_line - max(own, 0.0))
