"""Natural products: caterpillar fungus, forest fruit and herbs that able hands gather.  采集收入

S06 of the model with item 13 of its corrections; neither capital nor programmes raise it,
and a move away from the grounds lowers it.
"""

from povsim.rule import Draw, Household, Parameters, column, exp, flow, normal, parameter

phase = "production"

columns = (
    column("household.gathering", "float32", "yuan", "what an able adult gathers in a normal year", low=0),
    flow("household.natural_income", "float32", "yuan", "income from natural products", low=0),
)


class Settings(Parameters):
    """The luck of the season."""

    luck: float = parameter(
        0.30, "s.d. of log", low=0, high=1, plausible=(0.2, 0.4),
        source="assumed; yield of a household's grounds in a year",
    )


def step(h: Household, s: Settings, draw: Draw) -> None:
    """What the household gathers this year."""
    season = exp(s.luck * normal(draw, 0) - 0.5 * s.luck * s.luck)
    worth = h.village.county.province.farm_index * h.village.county.natural_price
    h.natural_income = h.gathering * h.labour * worth * season * 0.01 * h.kept_ground
