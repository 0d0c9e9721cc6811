"""Persons who live in a county whose debt and guarantees are above the limit.  隐性债务超限县人口比重"""

from povsim.rule import Household, Parameters

unit = "share"


def count(h: Household, s: Parameters) -> float:
    """Its members, where the county is above the limit."""
    return h.members * h.village.county.hidden_debt


def per(h: Household, s: Parameters) -> float:
    """All its members."""
    return h.members
