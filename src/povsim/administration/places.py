"""Villages and counties that are out of poverty on the record, and the task of the year.  退出进度"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from povsim.history import Table
    from povsim.world import World


def places_out(world: World) -> Table:
    """Villages and counties that have left poverty on the record by the end of the year, and its task in persons."""
    village, county = world.population.village, world.population.county
    counts = {"villages_out_recorded": (village.out == 1).sum(), "counties_out_recorded": (county.out == 1).sum(),
              "exit_task": county.exit_task.sum()}
    return {name: np.array([int(count)], np.int64) for name, count in counts.items()}
