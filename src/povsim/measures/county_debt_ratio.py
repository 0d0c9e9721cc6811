"""Debt and guarantees of counties, of their own revenue.  县级债务率"""

from povsim.rule import Household, Parameters

unit = "of own revenue"


def count(h: Household, s: Parameters) -> float:
    """A household's part of what its county owes and has guaranteed."""
    c = h.village.county
    return h.members * c.debt_ratio * c.revenue / max(c.persons, 1.0)


def per(h: Household, s: Parameters) -> float:
    """Its part of the county's own revenue."""
    c = h.village.county
    return h.members * c.revenue / max(c.persons, 1.0)
