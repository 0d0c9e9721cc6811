"""Village irrigation: ditches, ponds and pumps for the fields.  小型农田水利

Minimal village works; watered fields yield more and lose less to drought.
"""

from povsim.rule import Draw, Parameters, Village, column, parameter

columns = (
    column("village.irrigation_begun", "int16", "year", "year in which work on it began; 0 = none under way", low=0, high=9999),
)


class Settings(Parameters):
    """Cost and time."""

    mu: float = parameter(
        1_500.0, "yuan a mu", low=100, high=20_000, plausible=(800, 3_000), source="assumed; small works in the mountains",
    )
    most: float = parameter(
        3_000.0, "mu a village", low=10, high=50_000, plausible=(1_000, 5_000), source="assumed; what one small work can water",
    )
    lag: int = parameter(1, "years", low=0, high=5, plausible=(0, 2), source="assumed; built in the winter after it was begun")


def eligible(v: Village, s: Settings) -> bool:
    """Fields that nobody waters, and no work under way."""
    return v.irrigation < 0.5 and v.irrigation_begun == 0 and v.mean_land * v.households >= 10.0


def need(v: Village, s: Settings) -> float:
    """Poor villages first, then the larger ones."""
    return (1e6 if v.poor_village == 1 else 0.0) + v.persons


def cost(v: Village, s: Settings) -> float:
    """By land."""
    return s.mu * min(s.most, v.mean_land * v.households)


def deliver(v: Village, s: Settings, draw: Draw) -> None:
    """Begin the work."""
    v.irrigation_begun = s.year


def tend(v: Village, s: Settings, draw: Draw) -> None:
    """Finish the work when its time has passed."""
    if 0 < v.irrigation_begun <= s.year - s.lag:
        v.irrigation = 1.0
        v.irrigation_begun = 0
