"""Mean income from cash of the programmes.  帮扶转移收入"""

from povsim.rule import Household, Parameters

unit = "yuan a person"


def count(h: Household, s: Parameters) -> float:
    """What this household adds."""
    return h.programme_income


def per(h: Household, s: Parameters) -> float:
    """What it is divided by."""
    return h.members
