"""How recorded incomes grew in a county: what officials expect of next year.  农民人均收入增速

Item 49 of the corrections of the model: the exit check carries a household's income forward by the growth of its county's mean.
"""

from povsim.rule import County, Draw, Parameters, column, gather, parameter

phase = "information"

columns = (
    gather("village.mean_recorded", "mean", "household.recorded_income", "recorded income", dtype="float32", unit="yuan"),
    gather("county.mean_recorded", "mean", "village.mean_recorded", "recorded income of its villages", unit="yuan"),
    column("county.mean_recorded_before", "float64", "yuan a person", "the same of the year before; 0 = not known"),
    column("county.recorded_growth", "float64", "a year", "growth of mean recorded income, if credible", low=-0.5, high=1),
)


class Settings(Parameters):
    """What is credible."""

    most: float = parameter(
        0.15, "a year", low=0, high=1, plausible=(0.05, 0.3), source="assumed; nobody is let out on the hope of faster growth",
    )
    least: float = parameter(
        -0.15, "a year", low=-0.5, high=0, plausible=(-0.3, 0), source="assumed; one bad year is not taken for a trend",
    )


def step(c: County, s: Settings, draw: Draw) -> None:
    """Compare with last year."""
    before = c.mean_recorded_before
    growth = c.mean_recorded / max(before, 1.0) - 1.0 if before > 0.0 else 0.0
    c.recorded_growth = min(s.most, max(s.least, growth))
    c.mean_recorded_before = c.mean_recorded
