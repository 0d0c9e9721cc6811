"""Share of persons below the statistical line after care, school and debt service.  扣除刚性支出后的贫困发生率"""

from povsim.rule import Household, Parameters

unit = "share of persons"


def count(h: Household, s: Parameters) -> float:
    """What this household adds."""
    paid = h.out_of_pocket + h.school_paid + h.premium + h.repayment + h.loan_paid
    return h.members if h.income - paid / h.members < h.village.county.province.line else 0.0


def per(h: Household, s: Parameters) -> float:
    """What it is divided by."""
    return h.members
