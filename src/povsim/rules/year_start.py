"""What the household keeps in mind of last year: its savings, its income, whether it was poor and why.  年初"""

from povsim.rule import Draw, Household, Parameters

phase = "paths"


def step(h: Household, s: Parameters, draw: Draw) -> None:
    """Remember savings, income and poverty as they stand before the year begins."""
    h.cash_before = h.cash
    h.income_before = h.income / 10.0
    h.poor_before = h.poor
    h.cause_before = h.cause
