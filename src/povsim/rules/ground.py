"""The home ground: what is left of fields, herds and gathering grounds after a move.  搬迁后的生产半径

Item 29 of the corrections: old fields and pastures are given up step by step, sooner and further in town.
"""

from povsim.rule import Draw, Household, Parameters, column, exp, parameter

phase = "production"

columns = (
    column("household.kept_ground", "float32", "share", "of the home ground still worked after a move", low=0, high=1, start=1),
)


class Settings(Parameters):
    """What stays in the long run, and how soon the rest is given up."""

    moved_near: float = parameter(
        0.75, "factor", low=0, high=1,
        source="assumed; own production in the long run after a move nearby, .5-1",
    )
    moved_town: float = parameter(
        0.25, "factor", low=0, high=1,
        source="assumed; own production in the long run after a move to town, 0-.6",
    )
    moved_years: float = parameter(1.0, "years", low=0.1, high=10, source="assumed; time in which old ground is given up, .5-4")


def step(h: Household, s: Settings, draw: Draw) -> None:
    """Write what share of its home ground the household works this year."""
    rest = s.moved_town if h.moved_town == 1 else s.moved_near
    years = max(0.0, s.year - h.moved_year)
    h.kept_ground = rest + (1.0 - rest) * exp(-years / s.moved_years) if h.moved_year > 0 else 1.0
