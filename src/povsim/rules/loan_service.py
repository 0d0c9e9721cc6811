"""Bank loans at their term: paid by the firm, from savings, from what they bought, extended once, or lost.  贷款偿还

S10 of the model with item 6 of its corrections. Before a term nothing is paid: the interest is the
budget's. A household never eats less than its floor to pay a bank.
"""

from povsim.rule import DEFAULTED, Draw, Household, Parameters, column, flag, flow, parameter, uniform

phase = "loans"

columns = (
    column("household.loan", "float32", "yuan", "owed to the bank", low=0),
    column("household.loan_lent", "float32", "yuan", "of the loan, lent on to a firm of the county", low=0),
    column("household.loan_due", "int16", "year", "year in which it must be paid back; 0 = no loan", low=0, high=9999),
    flag("household.loan_extended", "1 where the term of the loan was extended once"),
    column(
        "household.loan_answer", "int8", "state", "0 not asked, 1 would borrow, 2 would not, 3 defaulted: no bank lends again",
        low=0, high=3,
    ),
    flow("household.loan_drawn", "float32", "yuan", "borrowed from the bank this year", low=0),
    flow("household.interest_fen", "int32", "fen", "interest paid for the household", low=0, payer="interest_subsidy"),
    flow("household.loan_lost", "float32", "yuan", "of the loan, never paid back", low=0),
)


class Settings(Parameters):
    """How a loan ends."""

    discount: float = parameter(
        0.10, "share", low=0, high=0.9, plausible=(0.05, 0.30),
        source="assumed; loss on animals and tools sold to pay a loan, less than in distress because it is foreseen",
    )
    floor: float = parameter(
        0.60, "of the line a person", low=0, high=1, plausible=(0.45, 0.7), source="assumed; least consumption people defend",
    )
    interest: float = parameter(
        0.0435, "a year", low=0, high=0.2, plausible=(0.0435, 0.0475),
        source="People's Bank: base rate from October 2015, without a mark-up",
    )
    extended: float = parameter(
        0.85, "share", low=0, high=1, plausible=(0.5, 1), source="assumed; banks were told to extend once what cannot be paid",
    )
    extension: int = parameter(3, "years", low=1, high=10, plausible=(1, 3), source="assumed; one more term")


def step(h: Household, s: Settings, draw: Draw) -> None:
    """Pay the year's interest from the budget, and settle what is due."""
    h.interest_fen = int(100.0 * (s.interest * h.loan) + 0.5)
    if h.loan > 0.0 and h.loan_due <= s.year:
        paid = h.out_of_pocket + h.premium + h.school_paid + h.house_paid + h.outlays
        hand = h.cash_before + h.total_income + h.loan_flow - paid
        spare = max(0.0, hand - s.floor * h.village.county.province.line * h.members)
        back = min(h.loan, h.loan_lent)
        own = min(h.loan - back, spare)
        raised = min(h.loan - back - own, (1.0 - s.discount) * h.loan_capital)
        rest = max(0.0, h.loan - back - own - raised)
        sold = raised / max(1.0 - s.discount, 0.1)
        waits = rest > 0.0 and h.loan_extended == 0 and uniform(draw, 0) < s.extended
        h.loan_paid += back + own + raised
        h.loan_lent = 0.0
        h.loan_flow -= own
        h.capital += 0.0 if waits else max(0.0, h.loan_capital - sold)
        h.loan_capital = max(0.0, h.loan_capital - sold) if waits else 0.0
        h.loan_lost += 0.0 if waits else rest
        h.loan_answer = DEFAULTED if rest > 0.0 and not waits else h.loan_answer
        h.loan_extended = 1 if waits else 0
        h.loan_due = s.year + s.extension if waits else 0
        h.loan = rest if waits else 0.0
