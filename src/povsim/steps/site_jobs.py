"""Places of work at resettlement sites: so many for each household that a county moved to town.  安置点就业岗位

Workshops, shops and posts at a site are few: never more places than `jobs` for each household resettled in
a town of the county. First every household with an able adult gets one, those who came first before the
others; places that are left go to second adults. Without a place a move brings no chance of work.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from povsim.columns import column
from povsim.draws import mix
from povsim.parameters import Parameters, parameter

if TYPE_CHECKING:
    from povsim.world import World

Whole = NDArray[np.int64]

phase = "labour"
reads = ("household.able", "household.moved_town", "household.moved_year")
writes = ("household.site_places",)

columns = (column("household.site_places", "int8", "places", "places of work at its resettlement site", low=0, high=60),)


class Settings(Parameters):
    """What sites offer."""

    jobs: float = parameter(
        0.8, "places a household in town", low=0, high=3, plausible=(0.2, 1.3),
        source="assumed; the Honghe plan wants one stable job a household, few sites had that many",
    )


def step(world: World) -> None:
    """Give out this year's places, county by county."""
    home = world.population.household
    home.site_places[:] = 0
    rows = np.flatnonzero(home.moved_town)
    if not len(rows):
        return
    counties = world.population.up("household", "county")[rows].astype(np.int64)
    first = np.lexsort((home.id[rows], mix(home.id[rows], 0), home.moved_year[rows], counties))
    rows, counties = rows[first], counties[first]
    places = np.floor(np.bincount(counties) * world.settings.jobs).astype(np.int64)
    home.site_places[rows] = shared(home.able[rows].astype(np.int64), counties, places)


def shared(able: Whole, counties: Whole, places: Whole) -> Whole:
    """Places a household, in rounds of one each: rows lie county by county, first come first; never more than it has hands."""
    given = np.zeros_like(able)
    left = places.copy()
    for turn in range(int(able.max(initial=0))):
        rows = np.flatnonzero(able > turn)
        before = np.arange(len(rows)) - np.searchsorted(counties[rows], counties[rows])
        served = rows[before < left[counties[rows]]]
        given[served] += 1
        left = left - np.bincount(counties[served], minlength=len(left))
        if not left.any():
            break
    return given
