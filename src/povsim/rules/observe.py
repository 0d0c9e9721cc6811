"""Observation: officials see a household's income with an error.  入户核查收入

Positive incomes are multiplied by a log-normal error; others are seen as they are.
"""

from povsim.rule import Draw, Household, Parameters, exp, normal, parameter

phase = "information"


class Settings(Parameters):
    """How blurred the look is."""

    error: float = parameter(
        0.2, "s.d. of log", low=0, high=1, source="assumed; one visit, self-reported sales and wages, .05-.40",
    )


def step(h: Household, s: Settings, draw: Draw) -> None:
    """Write down this year's income as it looks, and keep last year's."""
    h.recorded_income_before = h.recorded_income
    h.recorded_income = h.income * exp(s.error * normal(draw, 0)) if h.income > 0.0 else h.income
