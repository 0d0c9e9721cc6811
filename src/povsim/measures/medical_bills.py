"""Mean cost of medical care before any reimbursement.  人均医疗费用"""

from povsim.rule import Household, Parameters

unit = "yuan a person"


def count(h: Household, s: Parameters) -> float:
    """What this household adds."""
    return h.bills + h.outpatient


def per(h: Household, s: Parameters) -> float:
    """What it is divided by."""
    return h.members
