"""Mean consumption with care and school.  人均消费支出"""

from povsim.rule import Household, Parameters

unit = "yuan a person"


def count(h: Household, s: Parameters) -> float:
    """What this household adds."""
    return h.consumption + h.out_of_pocket + h.school_paid


def per(h: Household, s: Parameters) -> float:
    """What it is divided by."""
    return h.members
