"""Own business off the farm: a shop, a cart, a noodle house in a far city.  经营性收入（二三产业）"""

from povsim.rule import Draw, Household, Parameters, column, exp, flow, normal, parameter

phase = "production"

columns = (
    column("household.business", "float32", "yuan", "net income of the own business in a normal year, at 2015 pay", low=0),
    flow("household.business_income", "float32", "yuan", "income from non-farm business"),
)


class Settings(Parameters):
    """The luck of trade."""

    luck: float = parameter(
        0.25, "s.d. of log", low=0, high=1,
        plausible=(0.15, 0.4), source="assumed; takings of a small firm from year to year",
    )


def step(h: Household, s: Settings, draw: Draw) -> None:
    """Net income of the business, which needs an able adult and moves with pay."""
    luck = exp(s.luck * normal(draw, 0) - 0.5 * s.luck * s.luck)
    h.business_income = h.business * h.village.county.province.wage_index * luck if h.able > 0 else 0.0
