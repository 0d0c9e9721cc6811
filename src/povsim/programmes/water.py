"""Village water: safe drinking water for a village.  饮水安全巩固提升

The guarantee of safe water is checked from 2019.
"""

from povsim.rule import Parameters, Village, parameter

builds = "water"


class Settings(Parameters):
    """Cost and time."""

    person: float = parameter(
        700.0, "yuan a person", low=50, high=10_000, plausible=(300, 1500),
        source="assumed; order of central supply in the mountains",
    )
    lag: int = parameter(0, "years", low=0, high=5, plausible=(0, 2), source="assumed; finished within the year")


def eligible(v: Village, s: Settings) -> bool:
    """People without safe water, and no work under way."""
    return v.water < 0.5 and v.water_begun == 0 and v.persons >= 1


def cost(v: Village, s: Settings) -> float:
    """By persons served."""
    return s.person * v.persons
