"""Observation: officials see a household's income with an error.  入户核查收入

Positive incomes are multiplied by a log-normal error; others are seen as they are. Who is on the register has a helper whose
visits average a part of the error out; others are seen once, at a usual helper's precision. Just above the line, where a
little more income would cost more in support than it brings (悬崖效应), some tell less, and some work less.
"""

from povsim.rule import EXITED, NEVER, REMOVED, Draw, Household, Parameters, exp, flag, normal, parameter, sqrt, uniform

phase = "information"

columns = (flag("household.holds_back", "1 where members work less so that income stays below the line"),)


class Settings(Parameters):
    """How blurred the look is, and how households near the line answer."""

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
    bunching: float = parameter(
        0.15, "share", low=0, high=1, plausible=(0, 0.5),
        source="assumed; of households in the notch that stay below the line; 0 = nobody",
    )
    notch: float = parameter(
        2_500.0, "yuan a household and year", low=0, high=50_000, plausible=(500, 6_000),
        source="assumed; support beside cash that hangs on the register: bills, stipends, interest, housing",
    )
    idling: float = parameter(
        0.3, "share", low=0, high=1, plausible=(0, 0.6),
        source="assumed; of those that stay below, who work less and do not only tell less",
    )


def step(h: Household, s: Settings, draw: Draw) -> None:
    """Write down this year's income as it looks, and keep last year's."""
    line = h.village.county.province.exit_line
    visited = h.status != NEVER and h.status != REMOVED
    blur = s.error * (sqrt(1.0 - s.averaged + s.averaged * s.usual / s.visits) if visited else 1.0)
    seen = h.income * exp(blur * normal(draw, 0)) if h.income > 0.0 else h.income
    tempted = h.status != EXITED and line <= h.income < line + s.notch / h.members
    chance = uniform(draw, 1)
    stays = tempted and chance < s.bunching
    h.recorded_income_before = h.recorded_income
    h.recorded_income = min(seen, 0.98 * line) if stays else seen
    h.holds_back = 1 if stays and chance < s.bunching * s.idling else 0
