"""Use of public works: a lorry needs the road more than a basket does.  基础设施受益程度

S16 of the model with item 28 of its corrections; Park and Wang 2010 found that village investment raised the
incomes of the better off and not of the poor.
"""

from povsim.rule import Draw, Household, Parameters, column, exp, gather, log, parameter

phase = "labour"

columns = (
    column("household.use", "float32", "factor", "use made of public works, by its capital", low=0, high=3, start=1),
    gather("village.mean_use", "mean", "household.use", "use made of public works", unit="factor", low=0),
)
MOST = 3.0


class Settings(Parameters):
    """How benefit grows with capital."""

    capital: float = parameter(
        1.0, "log a log", low=0, high=2, plausible=(0, 1),
        source="fitted; the third with most capital gains several times what the third with least does, Park and Wang 2010",
    )


def step(h: Household, s: Settings, draw: Draw) -> None:
    """Use rises with capital, up to three times that of a household with the mean capital."""
    means = max(h.capital, 1.0) / max(h.village.mean_capital, 100.0)
    h.use = min(MOST, exp(s.capital * log(means)))
