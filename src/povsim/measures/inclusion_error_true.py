"""Share of persons registered and not exited who truly are not poor.  错评率

Poor is who is below the line of registration without the programmes' cash and dividends of the year. In the base year it is the
error of the listing; later it also holds those whom help has lifted and who have not left yet.
"""

from povsim.rule import RE_REGISTERED, REGISTERED, Household, Parameters

unit = "share of persons"


def count(h: Household, s: Parameters) -> float:
    """What this household adds."""
    own = h.income - (h.programme_income + h.dividend_income) / h.members
    listed = h.status == REGISTERED or h.status == RE_REGISTERED
    return h.members if listed and own >= h.village.county.province.exit_line else 0.0


def per(h: Household, s: Parameters) -> float:
    """What it is divided by."""
    listed = h.status == REGISTERED or h.status == RE_REGISTERED
    return h.members if listed else 0.0
