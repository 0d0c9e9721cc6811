"""Motivation: points for conduct and work for relief instead of a gift.  激发内生动力

S28 of the model; minimal. Who takes part is paid for it, and thinks better of work afterwards.
"""

from povsim.rule import EXITED, RE_REGISTERED, REGISTERED, Draw, Household, Parameters, parameter

payment = "wage"
retention = "yearly"


class Settings(Parameters):
    """What taking part brings."""

    reward: float = parameter(
        1_500.0, "yuan a household and year", low=100, high=20_000, plausible=(500, 4_000),
        source="assumed; points shop and some weeks of public work",
    )
    raised: float = parameter(
        0.03, "a year", low=0, high=0.3, plausible=(0, 0.06), source="assumed; gain of motivation by a year of taking part",
    )


def eligible(h: Household, s: Settings) -> bool:
    """A supported household with an able adult."""
    supported = h.status in (REGISTERED, RE_REGISTERED) or (h.status == EXITED and h.support_until > s.year)
    return supported and h.able >= 1


def need(h: Household, s: Settings) -> float:
    """How far the recorded income falls short of the line, as a share of it."""
    return 1.0 - h.recorded_income / h.village.county.province.exit_line


def cost(h: Household, s: Settings) -> float:
    """A year's reward."""
    return s.reward


def deliver(h: Household, s: Settings, draw: Draw) -> None:
    """Take part for a year."""
    h.programme_income += h.motivation_fen / 100.0
    h.conditional_income += h.motivation_fen / 100.0
    h.effort += s.raised
