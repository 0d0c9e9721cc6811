"""How alike counties are in what they bring to market: common share with the others.  产业同质化程度"""

from povsim.rule import Household, Parameters

unit = "index"


def count(h: Household, s: Parameters) -> float:
    """What this household adds."""
    return h.village.county.likeness


def per(h: Household, s: Parameters) -> float:
    """What it is divided by."""
    return 1.0
