"""Deaths: a law of mortality that rises with age, illness and disability.  死亡

S01 of the model: Gompertz and Makeham. The slope is a column of the county, higher on high plateaus.
"""

from povsim.rule import CHRONIC, SEVERE, Draw, Parameters, Person, exp, parameter, uniform

phase = "demography"


class Settings(Parameters):
    """The law of mortality."""

    base: float = parameter(
        0.0005, "a year", low=0, high=0.01,
        source="assumed; accidents at all ages, +-20 %, align to a life table",
    )
    growth: float = parameter(
        0.095, "log a year of age", low=0, high=0.2,
        source="assumed; mortality doubles in 7 years of age, +-20 %",
    )
    chronic: float = parameter(1.8, "factor", low=1, high=5, source="assumed; mortality of the chronically ill, 1.2-3")
    disabled: float = parameter(1.5, "factor", low=1, high=5, source="assumed; mortality of the disabled, 1.2-3")
    severe: float = parameter(0.06, "a year", low=0, high=0.5, source="assumed; least chance of death in severe illness, .03-.1")


def step(p: Person, s: Settings, draw: Draw) -> None:
    """Mark who dies this year."""
    hazard = s.base + p.household.village.county.mortality * exp(s.growth * p.age)
    if p.health == CHRONIC:
        hazard = hazard * s.chronic
    if p.disability > 0:
        hazard = hazard * s.disabled
    chance = 1.0 - exp(-hazard)
    if p.health == SEVERE:
        chance = max(chance, s.severe)
    p.dies = 1 if uniform(draw, 0) < chance else 0
