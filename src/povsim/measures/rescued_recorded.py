"""Persons off the register, or exited, whom temporary aid reached within the year.  及时救助人口"""

from povsim.rule import RE_REGISTERED, REGISTERED, Household, Parameters

unit = "persons"


def count(h: Household, s: Parameters) -> float:
    """What this household adds."""
    return h.members if h.alert == 3 and h.status not in (REGISTERED, RE_REGISTERED) else 0.0
