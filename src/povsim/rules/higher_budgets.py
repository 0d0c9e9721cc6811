"""What city and province add to the money for the poor: a share of the growth of their own revenue.  市级、省级财政增列

S26 of the model. Neither is a table of the population: a county's part of the revenue of the level above it is by its rural
persons, and grows as that level's does. What is added stays in the budget, as the county's own additions do.
"""

from povsim.rule import County, Draw, Parameters, column, parameter

phase = "planning"
finds = (("city", "city_budget"), ("province", "province_budget"))

columns = (
    column("county.city_revenue", "float64", "yuan", "its part of the city's revenue; 0 before the first year", low=0),
    column("county.city_budget", "float64", "yuan", "that the city added, for next year's programmes", low=0),
    column("county.province_revenue", "float64", "yuan", "its part of the province's revenue; 0 before the first year", low=0),
    column("county.province_budget", "float64", "yuan", "that the province added, for next year's programmes", low=0),
)

OFF = "assumed; off; Gansu's report has"


class Settings(Parameters):
    """What either level earns, and what of its growth goes to the poor."""

    city: float = parameter(
        0.0, "share of the growth of revenue", low=0, high=1, plausible=(0, 0.2), source=f"{OFF} .10 or more for cities",
    )
    city_revenue: float = parameter(
        700.0, "yuan a rural person, first year", low=1, high=50_000, plausible=(200, 2_000),
        source="assumed; of the city's own level, without its districts and counties",
    )
    city_growth: float = parameter(
        0.07, "a year", low=-0.5, high=0.5, plausible=(-0.02, 0.15), source="assumed; nominal, as in counties",
    )
    province: float = parameter(
        0.0, "share of the growth of revenue", low=0, high=1, plausible=(0, 0.3), source=f"{OFF} .20 or more for the province",
    )
    province_revenue: float = parameter(
        1_000.0, "yuan a rural person, first year", low=1, high=50_000, plausible=(400, 4_000),
        source="assumed; of the province's own level, in the poorer provinces of the west",
    )
    province_growth: float = parameter(
        0.07, "a year", low=-0.5, high=0.5, plausible=(-0.02, 0.15), source="assumed; nominal, as in counties",
    )


def step(c: County, s: Settings, draw: Draw) -> None:
    """Let either revenue grow, and add a share of its growth to the money for the poor."""
    city = revenue(c.city_revenue, s.city_revenue * c.persons, s.city_growth)
    province = revenue(c.province_revenue, s.province_revenue * c.persons, s.province_growth)
    c.city_budget += s.city * gain(c.city_revenue, city)
    c.province_budget += s.province * gain(c.province_revenue, province)
    c.city_revenue = city
    c.province_revenue = province


def revenue(before: float, first: float, growth: float) -> float:
    """This year's revenue, where `first` is that of the first year."""
    return before * (1.0 + growth) if before > 0.0 else first


def gain(before: float, now: float) -> float:
    """By how much it has grown; less is no gain, and there is none in the first year."""
    return max(0.0, now - before) if before > 0.0 else 0.0
