"""What help does to motivation: earned help raises it, help without a return wears it down.  等靠要与内生动力

S28 of the model, off unless a page switches it on. Help is earned that is paid for work or conduct (a ranger's post, work for
relief, points); dibao, grants and dividends ask for nothing. Both count by their share of the year's income. A room where
people meet helps a little.
"""

from povsim.rule import Draw, Household, Parameters, flow, parameter

phase = "welfare"
switch = "adapts"

columns = (
    flow("household.conditional_income", "float32", "yuan", "part of programme cash that was paid for work or conduct", low=0),
)


class Settings(Parameters):
    """How far a year of help moves motivation."""

    adapts: bool = parameter(False, "switch", source="assumed; whether help changes motivation is disputed; off")
    earned: float = parameter(
        0.02, "a year", low=0, high=0.5, plausible=(0, 0.06), source="assumed; all income is help for work or conduct",
    )
    culture: float = parameter(
        0.003, "a year", low=0, high=0.1, plausible=(0, 0.01), source="assumed; a village with a room for culture, a weak effect",
    )
    given: float = parameter(
        0.02, "a year", low=0, high=0.5, plausible=(0, 0.06),
        source="assumed; all income is help without a return; `wait, rely, demand` is named in three documents",
    )


def step(h: Household, s: Settings, draw: Draw) -> None:
    """Move motivation for the year to come."""
    income = max(h.total_income, 100.0)
    earned = min(1.0, h.conditional_income / income)
    given = min(1.0, max(0.0, h.programme_income + h.dividend_income - h.conditional_income) / income)
    h.effort = h.effort + s.earned * earned + s.culture * h.village.culture - s.given * given
