"""Microloans: credit without security for a household that can work, its interest paid by the budget.  扶贫小额信贷

S10 of the model with items 6 and 39 of its corrections. A loan becomes productive capital of the
household, is lent on to a firm of the county (户贷企用), or is eaten; how it is paid back is the rule
`loan_service`. Whose firm fails still owes the bank.
"""

from povsim.rule import (
    EXITED,
    RE_REGISTERED,
    REGISTERED,
    UNASKED,
    UNWILLING,
    WILLING,
    Draw,
    Household,
    Parameters,
    parameter,
    uniform,
)

payment = "loan"


class Settings(Parameters):
    """Size, term and use of a loan."""

    size: float = parameter(
        45_000.0, "yuan a household", low=1_000, high=50_000, plausible=(20_000, 50_000),
        source="Gansu report 2016: 21.3 bn to 470,000 households; at most 50,000",
    )
    term: int = parameter(3, "years", low=1, high=10, plausible=(1, 3), source="Gansu report 2016: up to three years")
    take_up: float = parameter(
        0.35, "share", low=0, high=1, plausible=(0.1, 0.6),
        source="State Council office 2020: more than a third of registered households borrowed",
    )
    nearby: float = parameter(
        0.3, "share", low=0, high=2, plausible=(0, 0.6),
        source="assumed; more apply where a bank has opened a service point in the village",
    )
    eaten: float = parameter(
        0.1, "share of loans", low=0, high=1, plausible=(0, 0.3),
        source="assumed; some loans are spent on living, weddings and care",
    )
    lent_on: float = parameter(
        0.4, "share of loans", low=0, high=1, plausible=(0, 0.8),
        source="assumed; named in the Honghe opinion of 2018 without a number: the household borrows, a firm uses",
    )
    dividend: float = parameter(
        0.07, "a year", low=0, high=0.2, plausible=(0.05, 0.10), source="assumed; what firms pay for loans lent on",
    )
    recovered: float = parameter(
        0.4, "share", low=0, high=1, plausible=(0, 0.8), source="assumed; what is left of a claim after a failure",
    )
    able: float = parameter(
        0.5, "able adults", low=0, high=3, plausible=(0.5, 1), source="assumed; banks lend where somebody can work",
    )


def apply(h: Household, s: Settings, draw: Draw) -> None:
    """Ask a household on the register once whether it would borrow."""
    if h.loan_answer == UNASKED and h.status in (REGISTERED, RE_REGISTERED):
        h.loan_answer = WILLING if uniform(draw, 0) < s.take_up * (1.0 + s.nearby * h.village.bank) else UNWILLING


def eligible(h: Household, s: Settings) -> bool:
    """A supported household with labour and credit and no open loan, in a county whose bad loans are not too many."""
    supported = h.status in (REGISTERED, RE_REGISTERED) or (h.status == EXITED and h.support_until > s.year)
    free = h.loan <= 0.0 and h.village.county.credit_stopped == 0
    return supported and h.loan_answer == WILLING and h.labour >= s.able and free


def need(h: Household, s: Settings) -> float:
    """Banks pick who is likely to pay back: effort and labour first."""
    return h.effort + 0.1 * min(h.labour, 5.0)


def cost(h: Household, s: Settings) -> float:
    """One loan."""
    return s.size


def deliver(h: Household, s: Settings, draw: Draw) -> None:
    """Draw the loan and put it to use."""
    drawn = h.microloan_fen / 100.0
    h.loan += drawn
    h.loan_drawn += drawn
    h.loan_due = s.year + s.term
    use = uniform(draw, 0)
    if use < s.eaten:
        h.loan_flow += drawn
    elif use < s.eaten + s.lent_on and h.firm_link > 0:
        h.loan_lent += drawn
    else:
        h.loan_capital += drawn


def tend(h: Household, s: Settings, draw: Draw) -> None:
    """The firm pays from the year after, until it pays back at the term or fails."""
    if h.loan_lent > 0.0:
        lost = h.firm_failed == 1
        pays = s.year > h.loan_due - s.term and not lost
        h.dividend_income += s.dividend * h.loan_lent if pays else 0.0
        h.ending_income += 0.1 * s.dividend * h.loan_lent if pays and s.year >= h.loan_due else 0.0
        h.loan_flow += s.recovered * h.loan_lent if lost else 0.0
        h.loan_lent = 0.0 if lost else h.loan_lent
