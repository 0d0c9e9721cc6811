"""Mean own payment for medical care.  人均自付医疗支出"""

from povsim.rule import Household, Parameters

unit = "yuan a person"


def count(h: Household, s: Parameters) -> float:
    """What this household adds."""
    return h.out_of_pocket


def per(h: Household, s: Parameters) -> float:
    """What it is divided by."""
    return h.members
