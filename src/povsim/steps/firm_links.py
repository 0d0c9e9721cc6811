"""Firms that fail fail for all who are linked with them: the households of one firm hear of it in the same year.  企业带贫联结

S13 of the model: a household's share, or loan lent on, lies with one firm of its county.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from povsim.world import World

phase = "shocks"
reads = ("firm.failed", "household.firm_link")
writes = ("household.firm_failed",)


def step(world: World) -> None:
    """Tell every linked household whether its firm failed this year."""
    population = world.population
    home, failed = population.household, population.firm.failed
    rows = np.flatnonzero(home.firm_link) if failed.any() else np.empty(0, dtype=np.int64)
    counties = population.up("household", "county")[rows]
    home.firm_failed[rows] = failed[population.first("county", "firm")[counties] + home.firm_link[rows] - 1]
