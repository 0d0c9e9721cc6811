"""Village road: a hard road to the village.  交通扶贫

Minimal village works: what a village lacks is built in a year or two and then stands.
"""

from povsim.rule import Draw, Parameters, Village, column, parameter

columns = (
    column("village.road_begun", "int16", "year", "year in which work on the road began; 0 = none under way", low=0, high=9999),
)


class Settings(Parameters):
    """Cost and time."""

    price: float = parameter(2_000_000.0, "yuan a village", low=1e5, high=5e7, source="assumed; some 5 km at 0.4 m yuan, .5-5 m")
    lag: int = parameter(1, "years", low=0, high=5, plausible=(0, 2), source="assumed; built in the year after it was begun")


def eligible(v: Village, s: Settings) -> bool:
    """No hard road, and none under way."""
    return v.road < 0.5 and v.road_begun == 0


def need(v: Village, s: Settings) -> float:
    """Poor villages first, then the larger ones."""
    return (1e6 if v.poor_village == 1 else 0.0) + v.persons


def cost(v: Village, s: Settings) -> float:
    """One road."""
    return s.price


def deliver(v: Village, s: Settings, draw: Draw) -> None:
    """Begin the work."""
    v.road_begun = s.year


def tend(v: Village, s: Settings, draw: Draw) -> None:
    """Finish the work when its time has passed."""
    if 0 < v.road_begun <= s.year - s.lag:
        v.road = 1.0
        v.road_begun = 0
