"""Mean income from own business.  二三产业经营收入"""

from povsim.rule import Household, Parameters

unit = "yuan a person"


def count(h: Household, s: Parameters) -> float:
    """What this household adds."""
    return h.business_income


def per(h: Household, s: Parameters) -> float:
    """What it is divided by."""
    return h.members
