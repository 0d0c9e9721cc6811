"""Mean income from basic pensions.  养老金"""

from povsim.rule import Household, Parameters

unit = "yuan a person"


def count(h: Household, s: Parameters) -> float:
    """What this household adds."""
    return h.pension_fen / 100.0


def per(h: Household, s: Parameters) -> float:
    """What it is divided by."""
    return h.members
