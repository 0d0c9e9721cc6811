"""Work for relief: wages of the poor who build the works of their village.  以工代赈

S08 and S16 of the model. The works themselves are paid by their own programmes; here stand the wages that go to the poor.
"""

from povsim.rule import EXITED, RE_REGISTERED, REGISTERED, Draw, Household, Parameters, parameter

payment = "wage"
ranking = "need"


class Settings(Parameters):
    """Pay of a season's work."""

    pay: float = parameter(
        3_000.0, "yuan a household and year", low=100, high=30_000, plausible=(1_500, 8_000),
        source="assumed; some forty days in the slack season at local day pay",
    )


def eligible(h: Household, s: Settings) -> bool:
    """A supported household with an able adult, where a village lacks a work that somebody must build."""
    supported = h.status in (REGISTERED, RE_REGISTERED) or (h.status == EXITED and h.support_until > s.year)
    v = h.village
    lacking = v.road < 0.5 or v.water < 0.5 or v.irrigation < 0.5 or v.farmland < 0.5
    return supported and h.able >= 1 and h.public_posts == 0 and lacking


def need(h: Household, s: Settings) -> float:
    """How far the recorded income falls short of the line, as a share of it."""
    return 1.0 - h.recorded_income / h.village.county.province.exit_line


def cost(h: Household, s: Settings) -> float:
    """A season's pay."""
    return s.pay


def deliver(h: Household, s: Settings, draw: Draw) -> None:
    """Build for a season."""
    h.programme_income += h.relief_work_fen / 100.0
    h.conditional_income += h.relief_work_fen / 100.0
