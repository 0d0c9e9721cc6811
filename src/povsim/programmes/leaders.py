"""Leaders: interest on the loan of a farmer or firm that takes poor households along.  致富带头人与企业带贫贴息

S14 of the model. The leader advises and takes the harvest at no less than a floor price; what it borrows is its own affair.
"""

from povsim.rule import EXITED, RE_REGISTERED, REGISTERED, Draw, Household, Parameters, parameter


class Settings(Parameters):
    """What is paid for each household that is taken along."""

    quota: float = parameter(
        20_000.0, "yuan of loan a household", low=1_000, high=200_000, plausible=(20_000, 100_000),
        source="plan; Honghe 2018: 20,000 for a leader's household, 100,000 for a firm with 30 households and more",
    )
    rate: float = parameter(
        0.0435, "a year", low=0, high=0.2, plausible=(0.0435, 0.0475),
        source="People's Bank 2015, base rate of loans of one year",
    )
    paid: float = parameter(
        1.0, "share of the interest", low=0.01, high=1, plausible=(0.5, 1),
        source="plan; Honghe 2018: all of a leader's interest, half and more of a firm's",
    )
    years: float = parameter(3.0, "years", low=1, high=10, plausible=(1, 3), source="assumed; paid at once for a loan's term")


def eligible(h: Household, s: Settings) -> bool:
    """A supported household that farms and can work, and delivers to nobody yet."""
    supported = h.status in (REGISTERED, RE_REGISTERED) or (h.status == EXITED and h.support_until > s.year)
    return supported and h.able >= 1 and h.land > 0.0 and h.order_contract == 0


def need(h: Household, s: Settings) -> float:
    """How far the recorded income falls short of the line; more where nobody in the house has learnt it."""
    return 1.0 - h.recorded_income / h.village.county.province.exit_line + (0.2 if h.skill == 0 else 0.0)


def cost(h: Household, s: Settings) -> float:
    """The interest of the term."""
    return s.quota * s.rate * s.paid * s.years


def deliver(h: Household, s: Settings, draw: Draw) -> None:
    """Deliver to the leader from this year on."""
    h.order_contract = 1
