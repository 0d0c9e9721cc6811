"""Mean income from herding.  牧业收入"""

from povsim.rule import Household, Parameters

unit = "yuan a person"


def count(h: Household, s: Parameters) -> float:
    """What this household adds."""
    return h.herd_income


def per(h: Household, s: Parameters) -> float:
    """What it is divided by."""
    return h.members
