"""How few industries a county lives from: the Herfindahl index of its supply.  产业集中度"""

from povsim.rule import Household, Parameters

unit = "index"


def count(h: Household, s: Parameters) -> float:
    """What this household adds."""
    return h.village.county.concentration


def per(h: Household, s: Parameters) -> float:
    """What it is divided by."""
    return 1.0
