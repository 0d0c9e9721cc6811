"""Observation: officials see a household's income with an error.  入户核查收入

Positive incomes are multiplied by a log-normal error; others are seen as they are. Just above the line, where a
little more income would cost more in support than it brings (悬崖效应), some tell less, and some work less.
"""

from povsim.rule import EXITED, Draw, Household, Parameters, exp, flag, normal, parameter, uniform

phase = "information"

columns = (flag("household.holds_back", "1 where members work less so that income stays below the line"),)


class Settings(Parameters):
    """How blurred the look is, and how households near the line answer."""

    error: float = parameter(
        0.2, "s.d. of log", low=0, high=1, plausible=(0.05, 0.4), source="assumed; one visit, self-reported sales and wages",
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
    seen = h.income * exp(s.error * normal(draw, 0)) if h.income > 0.0 else h.income
    tempted = h.status != EXITED and line <= h.income < line + s.notch / h.members
    chance = uniform(draw, 1)
    stays = tempted and chance < s.bunching
    h.recorded_income_before = h.recorded_income
    h.recorded_income = min(seen, 0.98 * line) if stays else seen
    h.holds_back = 1 if stays and chance < s.bunching * s.idling else 0
