"""The harvest: land, labour and capital, and the luck of the year.  种养产出

S06 of the model with items 5, 12, 28, 29 and 32 of its corrections, at normal prices. What it fetches is a
matter of the county's supply (`steps/local_prices.py`) and of the rule `sales`.
"""

from povsim.rule import FRUIT, TEA, Draw, Household, Parameters, column, exp, flow, log, normal, parameter

phase = "production"

columns = (
    flow("household.harvest", "float32", "yuan", "harvest of the year after disaster, at normal prices", low=0),
    column("county.orchards", "float64", "factor", "tea and fruit in bearing beside a normal year", low=0, start=1),
)


class Settings(Parameters):
    """The production function, its shocks and what programmes and village works add."""

    level: float = parameter(
        535.0, "yuan, 2015", low=0, high=1e5,
        plausible=(300, 1000), source="assumed; fitted once to mean income and headcount",
    )
    labour: float = parameter(
        0.55, "elasticity", low=0, high=1, plausible=(0.47, 0.63),
        source="assumed; labour-rich small farms",
    )
    land: float = parameter(
        0.30, "elasticity", low=0, high=1, plausible=(0.22, 0.38),
        source="assumed; constant returns with the others",
    )
    capital: float = parameter(
        0.15, "elasticity", low=0, high=1,
        plausible=(0.1, 0.2), source="assumed; fits .145-.186 yuan a year from a yuan of grant",
    )
    garden: float = parameter(
        0.5, "mu", low=0, high=10,
        plausible=(0.2, 1), source="assumed; less land is a garden, and its food is not income",
    )
    persistence: float = parameter(0.75, "a year", low=0, high=0.97, plausible=(0.4, 0.9), source="assumed; of the lasting shock")
    lasting: float = parameter(
        0.17, "s.d. of log", low=0, high=1,
        plausible=(0.08, 0.28), source="reduced prototype of the evidence; innovation",
    )
    passing: float = parameter(
        0.25, "s.d. of log", low=0, high=1,
        plausible=(0.1, 0.35), source="assumed; with the lasting shock gives the yearly exits of panels",
    )


def step(h: Household, s: Settings, draw: Draw) -> None:
    """The harvest of the year, less what disaster took."""
    shock = s.persistence * h.farm_shock + s.lasting * normal(draw, 0)
    spread = s.lasting * s.lasting / max(1.0 - s.persistence * s.persistence, 0.05)
    luck = shock - 0.5 * spread + s.passing * normal(draw, 1) - 0.5 * s.passing * s.passing
    ground = h.farm_effect + h.farm_gain + h.village.effect + h.village.county.effect + luck
    labour = s.labour * log(max(0.1, h.farm_labour))
    means = labour + s.land * log(max(h.land, 0.01)) + s.capital * log(max(h.capital, 100.0))
    works = 1.0 - h.village.carrying + h.village.works_gain * h.use / max(h.village.mean_use, 0.01)
    farms = h.land > s.garden and h.labour > 0.0
    value = s.level * h.village.county.province.farm_index * works * exp(ground + means) if farms else 0.0
    bearing = h.village.county.orchards if h.industry in (TEA, FRUIT) else 1.0
    h.farm_shock = shock
    h.harvest = value * 0.01 * h.kept_ground * bearing * (1.0 - h.village.disaster_loss)
