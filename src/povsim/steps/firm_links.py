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
    """Tell the households of every firm that failed this year."""
    population = world.population
    home, firm, firms = population.household, population.firm, population.first("county", "firm")
    homes = population.first("village")[population.first("county")]
    for row in np.flatnonzero(firm.failed).tolist():
        county = int(firm.parent[row])
        rows = slice(int(homes[county]), int(homes[county + 1]))
        home.firm_failed[rows] |= home.firm_link[rows] == row - firms[county] + 1
