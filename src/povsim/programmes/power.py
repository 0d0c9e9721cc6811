"""Village power: lines and transformers that carry machines.  农网改造升级

Minimal village works; three-phase power for mills, pumps and cold stores.
"""

from povsim.rule import Draw, Parameters, Village, column, parameter

columns = (
    column("village.power_begun", "int16", "year", "year in which work on the lines began; 0 = none under way", low=0, high=9999),
)


class Settings(Parameters):
    """Cost and time."""

    price: float = parameter(
        800_000.0, "yuan a village", low=1e4, high=2e7, plausible=(300_000, 2_000_000),
        source="assumed; transformer and some kilometres of line",
    )
    lag: int = parameter(0, "years", low=0, high=5, plausible=(0, 2), source="assumed; finished within the year")


def eligible(v: Village, s: Settings) -> bool:
    """No reliable power, and no work under way."""
    return v.power < 0.5 and v.power_begun == 0


def need(v: Village, s: Settings) -> float:
    """Poor villages first, then the larger ones."""
    return (1e6 if v.poor_village == 1 else 0.0) + v.persons


def cost(v: Village, s: Settings) -> float:
    """One village."""
    return s.price


def deliver(v: Village, s: Settings, draw: Draw) -> None:
    """Begin the work."""
    v.power_begun = s.year


def tend(v: Village, s: Settings, draw: Draw) -> None:
    """Finish the work when its time has passed."""
    if 0 < v.power_begun <= s.year - s.lag:
        v.power = 1.0
        v.power_begun = 0
