"""How much better or worse the year was than the household expected.  意外收支

S09 of the model. Bounded, because neighbours neither claim a windfall nor bear a ruin.
"""

from povsim.rule import Draw, Household, Parameters, column, gather, parameter

phase = "loans"

columns = (
    column("household.surprise", "float32", "yuan", "income less own care beside what was expected, bounded"),
    gather("village.surprise", "mean", "household.surprise", "mean surprise of its households", dtype="float32", unit="yuan"),
)


class Settings(Parameters):
    """What neighbours take notice of."""

    most: float = parameter(
        0.5, "of the line a member", low=0, high=5, plausible=(0.2, 1.0),
        source="assumed; neighbours help with months of living, not with the price of a house",
    )


def step(h: Household, s: Settings, draw: Draw) -> None:
    """Compare with the expectation that the household formed in the years before."""
    bound = s.most * h.village.county.province.line * h.members
    known = h.permanent_income if h.permanent_income > 0.0 else h.total_income
    h.surprise = min(bound, max(-bound, h.total_income - h.out_of_pocket - known))
