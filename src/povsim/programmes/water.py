"""Village water: safe drinking water for a village.  饮水安全巩固提升

Minimal village works; the guarantee of safe water is checked from 2019.
"""

from povsim.rule import Draw, Parameters, Village, column, parameter

columns = (
    column("village.water_begun", "int16", "year", "year in which work on it began; 0 = none under way", low=0, high=9999),
)


class Settings(Parameters):
    """Cost and time."""

    person: float = parameter(
        700.0, "yuan a person", low=50, high=10_000, plausible=(300, 1500),
        source="assumed; order of central supply in the mountains",
    )
    lag: int = parameter(0, "years", low=0, high=5, plausible=(0, 2), source="assumed; finished within the year")


def eligible(v: Village, s: Settings) -> bool:
    """No safe water, and no work under way."""
    return v.water < 0.5 and v.water_begun == 0 and v.persons >= 1


def need(v: Village, s: Settings) -> float:
    """Poor villages first, then the larger ones."""
    return (1e6 if v.poor_village == 1 else 0.0) + v.persons


def cost(v: Village, s: Settings) -> float:
    """By persons served."""
    return s.person * v.persons


def deliver(v: Village, s: Settings, draw: Draw) -> None:
    """Begin the work."""
    v.water_begun = s.year


def tend(v: Village, s: Settings, draw: Draw) -> None:
    """Finish the work when its time has passed."""
    if 0 < v.water_begun <= s.year - s.lag:
        v.water = 1.0
        v.water_begun = 0
