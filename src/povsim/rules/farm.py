"""Farming: land, labour and capital, and the luck of the year.  经营性收入（种养）

S06 of the model with items 5, 12, 28, 29 and 32 of its corrections. Income is what is left of
the harvest after inputs, so that a lost harvest leaves a loss.
"""

from povsim.rule import Draw, Household, Parameters, exp, log, normal, parameter, sqrt

phase = "production"


class Settings(Parameters):
    """The production function, its shocks and what programmes and village works add."""

    level: float = parameter(
        535.0, "yuan, 2015", low=0, high=1e5,
        source="assumed; fitted once to mean income and headcount, 300-1,000",
    )
    labour: float = parameter(0.55, "elasticity", low=0, high=1, source="assumed; labour-rich small farms, +-.08")
    land: float = parameter(0.30, "elasticity", low=0, high=1, source="assumed; constant returns with the others, +-.08")
    capital: float = parameter(
        0.15, "elasticity", low=0, high=1,
        source="assumed; fits .145-.186 yuan a year from a yuan of grant, +-.05",
    )
    garden: float = parameter(
        0.5, "mu", low=0, high=10,
        source="assumed; less land is a garden, and its food is not income, .2-1",
    )
    inputs: float = parameter(
        0.40, "share of a normal harvest", low=0, high=0.9,
        source="assumed; seed, feed, fertiliser, .25-.55",
    )
    persistence: float = parameter(0.75, "a year", low=0, high=0.97, source="assumed; of the lasting shock, .40-.90")
    lasting: float = parameter(
        0.17, "s.d. of log", low=0, high=1,
        source="reduced prototype of the evidence; innovation, .08-.28",
    )
    passing: float = parameter(
        0.25, "s.d. of log", low=0, high=1,
        source="assumed; with the lasting shock gives the yearly exits of panels, .10-.35",
    )
    road: float = parameter(0.06, "log", low=0, high=0.5, source="assumed; full against none; village programmes gave 6-9 %")
    power: float = parameter(0.03, "log", low=0, high=0.5, source="assumed; full against none, 0-.06")
    richer: float = parameter(
        0.90, "mean of the square root", low=0.1, high=2,
        source="assumed; mean over a village of sqrt(capital/mean)",
    )


def step(h: Household, s: Settings, draw: Draw) -> None:
    """The harvest of the year, less inputs and losses."""
    shock = s.persistence * h.farm_shock + s.lasting * normal(draw, 0)
    spread = s.lasting * s.lasting / max(1.0 - s.persistence * s.persistence, 0.05)
    luck = shock - 0.5 * spread + s.passing * normal(draw, 1) - 0.5 * s.passing * s.passing
    gain = h.farm_gain if 0 < h.industry_ready_year <= s.year else 0.0
    ground = h.farm_effect + h.village.effect + h.village.county.effect + luck + gain
    labour = s.labour * log(max(0.1, h.farm_labour))
    means = labour + s.land * log(max(h.land, 0.01)) + s.capital * log(max(h.capital, 100.0))
    farms = h.land > s.garden and h.labour > 0.0
    value = s.level * h.village.county.province.farm_index * works(h, s) * exp(ground + means) if farms else 0.0
    value = value * h.kept_ground
    left = max(1.0 - s.inputs, 0.1)
    h.farm_shock = shock
    h.farm_income = value * (h.village.county.price * (1.0 - h.village.disaster_loss) - s.inputs) / left
    h.disaster_cost += value * h.village.county.price * h.village.disaster_loss / left


def works(h: Household, s: Settings) -> float:
    """What the village's road and power add; the better equipped gain more, the mean household as told."""
    means = min(3.0, sqrt(h.capital / max(h.village.mean_capital, 100.0))) / s.richer
    return (1.0 + s.road * h.village.road * means) * (1.0 + s.power * h.village.power * means)
