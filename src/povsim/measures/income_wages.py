"""Mean income from net wages.  工资性收入"""

from povsim.rule import Household, Parameters

unit = "yuan a person"


def count(h: Household, s: Parameters) -> float:
    """What this household adds."""
    return h.wages


def per(h: Household, s: Parameters) -> float:
    """What it is divided by."""
    return h.members
