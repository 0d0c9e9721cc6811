"""Share of persons who truly are not poor and are on the register.  非贫困人口在册率

Poor is who is below the line of registration without the programmes' cash and dividends of the year. The coverage
of the poor less this one is the targeting differential (Ravallion 2009).
"""

from povsim.rule import EXITED, RE_REGISTERED, REGISTERED, Household, Parameters

unit = "share of persons"


def count(h: Household, s: Parameters) -> float:
    """What this household adds."""
    own = h.income - (h.programme_income + h.dividend_income) / h.members
    on = h.status in (REGISTERED, RE_REGISTERED) or (h.status == EXITED and h.support_until >= s.year)
    return h.members if on and own >= h.village.county.province.exit_line else 0.0


def per(h: Household, s: Parameters) -> float:
    """What it is divided by."""
    own = h.income - (h.programme_income + h.dividend_income) / h.members
    return h.members if own >= h.village.county.province.exit_line else 0.0
