"""The home ground: what is left of fields, herds and gathering grounds after a move.  搬迁后的生产半径

S11 of the model. Old fields and pastures are given up step by step, sooner and further in town; who goes
back to the old village takes them up again in the same time.
"""

from povsim.rule import Draw, Household, Parameters, exp, parameter

phase = "production"


class Settings(Parameters):
    """What stays in the long run, and how soon the rest is given up."""

    moved_near: float = parameter(
        0.75, "factor", low=0, high=1, plausible=(0.5, 1),
        source="assumed; own production in the long run after a move nearby: the old fields are still within reach",
    )
    moved_town: float = parameter(
        0.25, "factor", low=0, high=1, plausible=(0, 0.6),
        source="assumed; own production in the long run after a move to town: most fields are let or lie idle",
    )
    moved_years: float = parameter(
        1.0, "years", low=0.1, high=10, plausible=(0.5, 4),
        source="assumed; time in which old ground is given up, or taken up again",
    )


def step(h: Household, s: Settings, draw: Draw) -> None:
    """Write what share of its home ground the household works this year; in the year of the move still all of it."""
    moved = s.moved_town if h.moved_town == 1 else s.moved_near
    goal = 100.0 * moved if h.moved_year > 0 else 100.0
    later = goal + (h.kept_ground - goal) * exp(-1.0 / s.moved_years)
    h.kept_ground = h.kept_ground if h.moved_year == s.year else int(later + 0.5)
