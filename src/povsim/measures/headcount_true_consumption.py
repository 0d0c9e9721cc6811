"""Share of persons whose consumption is below the statistical line.  消费贫困发生率"""

from povsim.rule import Household, Parameters

unit = "share of persons"


def count(h: Household, s: Parameters) -> float:
    """What this household adds."""
    spent = h.consumption + h.out_of_pocket + h.school_paid
    return h.members if spent < h.members * h.village.county.province.line else 0.0


def per(h: Household, s: Parameters) -> float:
    """What it is divided by."""
    return h.members
