"""Check of the money identity: what the year's flows leave unexplained of savings.  现金恒等式"""

from povsim.rule import Draw, Household, Parameters

phase = "accounting"


def step(h: Household, s: Parameters, draw: Draw) -> None:
    """Savings now, less savings before and every flow of the year."""
    into = h.total_income + h.sales + h.borrowing + h.loan_flow
    out = h.consumption + h.investment + h.repayment + h.out_of_pocket + h.premium + h.school_paid + h.house_paid + h.outlays
    h.cash_residual = h.cash - (h.cash_before + into - out)
