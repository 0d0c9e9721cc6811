"""Village net: broadband, and a place that ships parcels.  网络扶贫与电商服务站

Minimal village works; it brings far buyers, so that less is left to the thin local market.
"""

from povsim.rule import Draw, Parameters, Village, column, parameter

columns = (
    column("village.net_begun", "int16", "year", "year in which work on the net began; 0 = none under way", low=0, high=9999),
)


class Settings(Parameters):
    """Cost and time."""

    price: float = parameter(
        250_000.0, "yuan a village", low=1e4, high=5e6, plausible=(100_000, 600_000),
        source="assumed; cable or mast, and the first years of a service station",
    )
    lag: int = parameter(0, "years", low=0, high=5, plausible=(0, 2), source="assumed; finished within the year")


def eligible(v: Village, s: Settings) -> bool:
    """No net, and no work under way."""
    return v.net < 0.5 and v.net_begun == 0


def need(v: Village, s: Settings) -> float:
    """Poor villages first, then the larger ones."""
    return (1e6 if v.poor_village == 1 else 0.0) + v.persons


def cost(v: Village, s: Settings) -> float:
    """One village."""
    return s.price


def deliver(v: Village, s: Settings, draw: Draw) -> None:
    """Begin the work."""
    v.net_begun = s.year


def tend(v: Village, s: Settings, draw: Draw) -> None:
    """Finish the work when its time has passed."""
    if 0 < v.net_begun <= s.year - s.lag:
        v.net = 1.0
        v.net_begun = 0
