"""Credit for those who take poor households along: leaders of villages, and firms of the county.  带贫主体贷款贴息

S10 of the model (Honghe's opinion of 2018). For every household that it takes along a leader may borrow a little with all of
the interest paid, a firm with many households much more with half of it. The household gets an offer of work and a yearly
share while the loan runs and the firm lives; it owes nothing. What a failed firm does not pay back is the bank's loss.
"""

from povsim.rule import EXITED, RE_REGISTERED, REGISTERED, Draw, Household, Parameters, column, flow, parameter

payment = "loan"
columns = (
    column("household.taken_along", "float32", "yuan", "lent to a leader or firm for taking it along", low=0),
    column("household.taken_until", "int16", "year", "of paying that back; 0 = never taken along", low=0, high=9999),
    flow("household.firm_interest_fen", "int32", "fen", "interest of those who take it along", low=0, payer="interest_subsidy"),
)


class Settings(Parameters):
    """How much is lent for a household, and what it gets."""

    leader: float = parameter(
        20_000.0, "yuan a household", low=1_000, high=100_000,
        source="plan; Honghe's opinion 2018: a leader, all of the interest paid",
    )
    firm: float = parameter(
        100_000.0, "yuan a household", low=1_000, high=1_000_000,
        source="plan; Honghe's opinion 2018: a firm that takes 30 households or more along",
    )
    subsidy: float = parameter(
        0.5, "share of the interest", low=0, high=1, plausible=(0.5, 1),
        source="plan; Honghe's opinion 2018: at least half of a firm's interest",
    )
    least: float = parameter(
        30.0, "households a firm", low=1, high=10_000,
        source="plan; Honghe's opinion 2018; here registered ones of four persons each",
    )
    near: float = parameter(
        0.5, "remoteness", low=0, high=1, plausible=(0.3, 0.7),
        source="assumed; firms take along the villages up to here, leaders those beyond",
    )
    rate: float = parameter(
        0.0435, "a year", low=0, high=0.2, plausible=(0.0435, 0.0475), source="People's Bank: base rate from October 2015",
    )
    term: int = parameter(3, "years", low=1, high=10, plausible=(1, 3), source="assumed; as the loans of households")
    share: float = parameter(
        1_500.0, "yuan a household and year", low=0, high=20_000, plausible=(500, 3_000),
        source="assumed; guaranteed dividend or a bonus on what is delivered",
    )


def by_firm(h: Household, s: Settings) -> bool:
    """Whether a firm takes it along: a near village, and a county whose firms have enough registered households each."""
    c = h.village.county
    return h.village.remoteness <= s.near and c.registered >= 4.0 * s.least * c.firms and c.firms > 0


def eligible(h: Household, s: Settings) -> bool:
    """A supported household with an able adult that nobody takes along yet, where banks lend."""
    supported = h.status in (REGISTERED, RE_REGISTERED) or (h.status == EXITED and h.support_until > s.year)
    return supported and h.able >= 1 and h.taken_until == 0 and h.firm_link > 0 and h.village.county.credit_stopped == 0


def need(h: Household, s: Settings) -> float:
    """Those come first who can work most."""
    return min(h.labour, 5.0)


def cost(h: Household, s: Settings) -> float:
    """What is lent for one household."""
    return s.firm if by_firm(h, s) else s.leader


def deliver(h: Household, s: Settings, draw: Draw) -> None:
    """The leader or firm borrows, and offers work."""
    h.taken_along = h.firm_credit_fen / 100.0
    h.taken_until = s.year + s.term
    h.placement += 1


def tend(h: Household, s: Settings, draw: Draw) -> None:
    """A share every year until the loan is paid back or the firm fails; the budget pays its part of the interest."""
    if h.taken_along > 0.0:
        firm = h.taken_along > s.leader
        ends = s.year >= h.taken_until or (firm and h.firm_failed == 1)
        h.dividend_income += 0.0 if ends else s.share
        h.firm_interest_fen = int(100.0 * (s.rate * h.taken_along * (s.subsidy if firm else 1.0)) + 0.5)
        h.taken_along = 0.0 if ends else h.taken_along
