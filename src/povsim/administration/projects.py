"""Projects: how many a county can run in a year, and which villages get one.  项目实施能力

A project is one programme in one village in one year; the households that it helps there are one batch. Where the
programmes could use more projects than a county can run, each gets its part by the number of villages with somebody to
help; within a programme the villages go by their first claimant.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from povsim.administration.purse import Whole, split
from povsim.administration.rationing import Claimants, Flags, Floats


def places(wanted: Mapping[str, Whole], room: Whole) -> dict[str, Whole]:
    """Each programme's projects by county: `wanted` villages (counties,) by programme, `room` (counties,) for all together."""
    names = sorted(wanted)
    made = {name: wanted[name].copy() for name in names}
    for county in np.flatnonzero(sum(wanted.values(), np.zeros_like(room)) > room).tolist():
        parts = split(int(room[county]), [int(wanted[name][county]) for name in names])
        for name, part in zip(names, parts.tolist(), strict=True):
            made[name][county] = part
    return made


def villages_of(villages: Whole, areas: Whole, counties: int) -> Whole:
    """The number of different villages by county: villages and their counties, row by row."""
    _, first = np.unique(villages, return_index=True)
    return np.bincount(areas[first], minlength=counties).astype(np.int64)


def admitted(claimants: Claimants, limits: Floats, room: Whole) -> Flags:
    """Claimants in villages that have a project or get one of the `room` (areas,) left, by their first claimant in order."""
    villages, areas, opens = claimants.villages, claimants.areas, claimants.opens
    assert villages is not None and areas is not None and opens is not None
    order = np.lexsort((claimants.ids, -claimants.need, -claimants.match, limits))
    order = order[opens[order]]
    new, first = np.unique(villages[order], return_index=True)
    area = areas[order][first]
    queue = np.lexsort((first, area))
    turn = np.arange(len(queue)) - np.searchsorted(area[queue], area[queue])
    made: Flags = ~opens | np.isin(villages, new[queue[turn < room[area[queue]]]])
    return made
