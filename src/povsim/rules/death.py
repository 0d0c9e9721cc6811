"""Deaths: a law of mortality that rises with age, illness and disability.  死亡

S01 of the model: Gompertz and Makeham. The slope is a column of the county, higher on high plateaus. The chance
1 - exp(-hazard) is taken as 12 x / (12 + 6 x + x x), which is within two thousandths of it for every hazard below 1.3.
"""

from povsim.rule import CHRONIC, DEAD, SEVERE, Draw, Parameters, Person, exp, parameter, uniform

phase = "demography"


class Settings(Parameters):
    """The law of mortality."""

    base: float = parameter(
        0.0005, "a year", low=0, high=0.01, plausible=(0.0004, 0.0006),
        source="assumed; accidents at all ages, align to a life table",
    )
    growth: float = parameter(
        0.095, "log a year of age", low=0, high=0.2, plausible=(0.09, 0.1),
        source="assumed; mortality doubles in 7 years of age",
    )
    chronic: float = parameter(
        1.8, "factor", low=1, high=5, plausible=(1.2, 3), source="assumed; mortality of the chronically ill",
    )
    disabled: float = parameter(1.5, "factor", low=1, high=5, plausible=(1.2, 3), source="assumed; mortality of the disabled")
    severe: float = parameter(
        0.06, "a year", low=0, high=0.5, plausible=(0.03, 0.1), source="assumed; least chance of death in severe illness",
    )


def step(p: Person, s: Settings, draw: Draw) -> None:
    """Mark who dies this year."""
    hazard = s.base + p.household.village.county.mortality * exp(s.growth * p.age)
    hazard = hazard * (s.chronic if p.health == CHRONIC else 1.0) * (s.disabled if p.disability > 0 else 1.0)
    u = uniform(draw, 0)
    due = u * (12.0 + hazard * (6.0 + hazard)) < 12.0 * hazard
    p.health = DEAD if due or (p.health == SEVERE and u < s.severe) else p.health
