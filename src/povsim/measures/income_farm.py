"""Mean income from farming.  种养收入"""

from povsim.rule import Household, Parameters

unit = "yuan a person"


def count(h: Household, s: Parameters) -> float:
    """What this household adds."""
    return h.farm_income


def per(h: Household, s: Parameters) -> float:
    """What it is divided by."""
    return h.members
