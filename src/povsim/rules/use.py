"""Use of public works: a lorry needs the road more than a basket does.  基础设施受益程度

S16 of the model with item 28 of its corrections; Park and Wang 2010 found that village investment raised the
incomes of the better off and not of the poor.
"""

from povsim.rule import Draw, Household, Parameters, column, gather, parameter

phase = "labour"

columns = (
    column("household.use", "float32", "factor", "use made of public works, by its capital", low=0, high=3, start=1),
    gather("village.mean_use", "mean", "household.use", "use made of public works", unit="factor", low=0),
)
MOST = 3.0


class Settings(Parameters):
    """How benefit grows with capital."""

    capital: float = parameter(
        1.0, "share", low=0, high=1, plausible=(0.3, 1),
        source="fitted; 0 all alike, 1 as capital: the richer gain several times what the poorer do, Park and Wang 2010",
    )


def step(h: Household, s: Settings, draw: Draw) -> None:
    """Use rises with capital, up to three times that of a household with the mean capital."""
    h.use = min(MOST, 1.0 - s.capital + s.capital * h.capital / max(h.village.mean_capital, 100.0))
