"""Persons struck off the register this year as wrongly included.  剔除人口"""

from povsim.rule import Household, Parameters

unit = "persons"


def count(h: Household, s: Parameters) -> float:
    """What this household adds."""
    return h.members * h.removed_now
