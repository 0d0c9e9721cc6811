"""Mean own payment for school.  人均自付教育支出"""

from povsim.rule import Household, Parameters

unit = "yuan a person"


def count(h: Household, s: Parameters) -> float:
    """What this household adds."""
    return h.school_paid


def per(h: Household, s: Parameters) -> float:
    """What it is divided by."""
    return h.members
