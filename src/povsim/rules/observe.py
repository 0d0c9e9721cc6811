"""Observation: officials see a household's income with an error.  入户核查收入

Positive incomes are multiplied by a log-normal error; others are seen as they are. Who is on the register has a helper whose
visits average a part of the error out; others are seen once, at a usual helper's precision.
"""

from povsim.rule import NEVER, REMOVED, Draw, Household, Parameters, exp, normal, parameter, sqrt

phase = "information"


class Settings(Parameters):
    """How blurred the look is."""

    error: float = parameter(
        0.2, "s.d. of log", low=0, high=1, plausible=(0.05, 0.4),
        source="assumed; self-reported sales and wages, at the usual visits",
    )
    visits: float = parameter(
        {2015: 6.0}, "a year", low=0.1, high=365, plausible=(1, 24), source="assumed; helper's visits to a registered household",
    )
    usual: float = parameter(
        6.0, "a year", low=0.1, high=365, plausible=(4, 12), source="assumed; visits at which the error is as stated",
    )
    averaged: float = parameter(
        0.5, "share of the variance", low=0, high=1, plausible=(0, 0.8),
        source="assumed; what more visits average out; the rest is concealed or unknown to the household itself",
    )


def step(h: Household, s: Settings, draw: Draw) -> None:
    """Write down this year's income as it looks, and keep last year's."""
    h.recorded_income_before = h.recorded_income
    visited = h.status != NEVER and h.status != REMOVED
    blur = s.error * (sqrt(1.0 - s.averaged + s.averaged * s.usual / s.visits) if visited else 1.0)
    h.recorded_income = h.income * exp(blur * normal(draw, 0)) if h.income > 0.0 else h.income
