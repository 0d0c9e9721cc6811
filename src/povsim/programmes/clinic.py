"""Village clinic: a standard clinic with a doctor.  村卫生室建设

Minimal village works; without a clinic or a road to one, medical care is not within reach.
"""

from povsim.rule import Draw, Parameters, Village, column, parameter

columns = (
    column("village.clinic_begun", "int16", "year", "year in which the clinic was begun; 0 = none under way", low=0, high=9999),
)


class Settings(Parameters):
    """Cost and time."""

    price: float = parameter(
        200_000.0, "yuan a village", low=1e4, high=5e6, source="assumed; 60 square metres with equipment, .1-.4 m",
    )
    lag: int = parameter(0, "years", low=0, high=5, plausible=(0, 2), source="assumed; finished within the year")


def eligible(v: Village, s: Settings) -> bool:
    """No clinic, and none under way."""
    return v.clinic < 0.5 and v.clinic_begun == 0


def need(v: Village, s: Settings) -> float:
    """Poor villages first, then the larger ones."""
    return (1e6 if v.poor_village == 1 else 0.0) + v.persons


def cost(v: Village, s: Settings) -> float:
    """One clinic."""
    return s.price


def deliver(v: Village, s: Settings, draw: Draw) -> None:
    """Begin the work."""
    v.clinic_begun = s.year


def tend(v: Village, s: Settings, draw: Draw) -> None:
    """Finish the work when its time has passed."""
    if 0 < v.clinic_begun <= s.year - s.lag:
        v.clinic = 1.0
        v.clinic_begun = 0
