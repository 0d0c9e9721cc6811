"""Savings at the end of the year.  现金结余"""

from povsim.rule import Draw, Household, Parameters

phase = "consumption"


def step(h: Household, s: Parameters, draw: Draw) -> None:
    """Savings before, and every flow of the year."""
    earned = h.total_income + h.sales + h.borrowing + h.loan_flow
    spent = h.consumption + h.out_of_pocket + h.premium + h.school_paid + h.house_paid + h.outlays + h.investment + h.repayment
    h.cash = h.cash_before + earned - spent
