"""Retention: who has the register's support next year, and how much of it.  脱贫不脱政策

S21 of the model with item 21 of its corrections. Registered households and those on the watch list have all of it, exited ones
what the usual schedule leaves. Rights at hospital, and the premiums and subsidies that civil affairs pay, go by this column;
programmes go by the usual schedule or by their own (`retention` on the page).

The last year of support is set at exit: `keep_years` years after the year of exit, or after `campaign_end` where that is later
(both of `rules.exit_check`). Until that year of exit or campaign's end support is whole; from then to its last year it is whole
(`full`), falls by equal yearly steps (`taper`), or has ended (`cliff`). Who lives on dibao or is watched keeps the whole.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from povsim.administration.retention import campaign_end, share
from povsim.levels import EXITED, RE_REGISTERED, REGISTERED
from povsim.parameters import Parameters, parameter
from povsim.shape import RETENTIONS

if TYPE_CHECKING:
    from povsim.world import World

phase = "planning"
reads = (
    "household.status", "household.exit_year", "household.support_until", "household.dibao", "household.watched",
)
writes = ("household.support",)


class Settings(Parameters):
    """How support ends."""

    schedule: str = parameter(
        "full", "schedule", choices=RETENTIONS,
        source="plan; Honghe 2018, national outline 2016: policies stay for a certain time after exit; neither says how they end",
    )


def step(world: World) -> None:
    """Write every household's support of the coming year."""
    home, year = world.population.household, world.year + 1
    listed = (home.status == REGISTERED) | (home.status == RE_REGISTERED) | (home.watched > 0)
    np.multiply(listed, np.int8(100), out=home.support)
    rows = np.flatnonzero((home.status == EXITED) & (home.support_until >= year))
    kept = share(home, rows, RETENTIONS[int(world.settings.schedule)], year, campaign_end(world))
    home.support[rows] = np.floor(100.0 * kept + 0.5)
