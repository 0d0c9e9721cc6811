"""Share of hospital bills that insurance and assistance paid.  住院费用实际报销比例"""

from povsim.rule import Household, Parameters

unit = "share of bills"


def count(h: Household, s: Parameters) -> float:
    """What this household adds."""
    return min(h.bills, h.reimbursed_fen / 100.0 + h.aid)


def per(h: Household, s: Parameters) -> float:
    """What it is divided by."""
    return h.bills
