"""What neighbours of like income get, as far as anybody asks: the measure by which support is envied.  攀比

S25 of the model: households of the same village within 15 per cent of one's income. What they got is heard of a year late.
Nothing is sorted where no rule that runs reads it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from povsim.administration.neighbours import similar
from povsim.columns import column
from povsim.parameters import Parameters, parameter

if TYPE_CHECKING:
    from povsim.world import World

phase = "approval"
reads = ("household.income", "household.benefit")
writes = ("household.neighbours_benefit",)

columns = (
    column("household.neighbours_benefit", "int8", "500 yuan", "support that neighbours of like income got last year", low=0),
)


class Settings(Parameters):
    """Who compares with whom."""

    within: float = parameter(
        0.15, "of the income", low=0, high=1, plausible=(0.05, 0.5), source="assumed; incomes so near count as alike",
    )


def step(world: World) -> None:
    """Look around in the village."""
    if world.wants(writes[0]):
        home = world.population.household
        village, income = home.parent.astype(np.int64), home.income.astype(np.float64)
        found = similar(village, income, home.benefit.astype(np.int64), world.settings.within)
        home.neighbours_benefit[:] = np.minimum(np.floor(found + 0.5), 127.0).astype(np.int8)
