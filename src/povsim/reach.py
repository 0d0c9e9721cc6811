"""Reach: whom the programmes served, for the first time or again, and which works of villages stand.  覆盖面"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from povsim.history import Table, labels
from povsim.levels import RE_REGISTERED, REGISTERED, WORKS
from povsim.plugin import Plugin

if TYPE_CHECKING:
    from povsim.world import World

Whole = NDArray[Any]

STANDS = 0.5
"""From here on a work of a village counts as standing."""
VILLAGES = ["other_village", "poor_village"]
COUNTS = ("households", "persons", "villages", "first_households", "first_persons", "first_villages")


class Reach:
    """Remembers whom each programme has served, so that nobody is counted as new twice; asked where payments are booked."""

    def __init__(self) -> None:
        self._served: dict[str, NDArray[np.uint64]] = {}
        self._year: dict[str, list[int]] = {}

    def count(self, world: World, programme: Plugin, rows: NDArray[np.int64], ids: NDArray[np.uint64]) -> None:
        """Count the rows that a programme pays this year, with the members that they have when they are paid."""
        before = self._served.get(programme.name, np.zeros(0, np.uint64))
        new = before[np.minimum(np.searchsorted(before, ids), len(before) - 1)] != ids if len(before) else np.ones(len(ids), bool)
        if new.any():
            self._served[programme.name] = np.sort(np.concatenate([before, ids[new]]), kind="stable")
        counted = _counted(world, programme.level("eligible"), rows)
        self._year[programme.name] = [*_counts(*counted), *_counts(*(each[new] for each in counted))]

    def close(self, world: World) -> Table:
        """Whom the programmes served this year: one row a programme that served anybody."""
        found = {name: counts for name, counts in sorted(self._year.items()) if counts[2]}
        self._year.clear()
        head = {"year": np.full(len(found), world.year, np.int32), "programme": np.array(list(found), object)}
        return head | {each: np.array([counts[k] for counts in found.values()], np.int64) for k, each in enumerate(COUNTS)}


def _counted(world: World, level: str, rows: NDArray[np.int64]) -> tuple[Whole, Whole, Whole]:
    """The village, households and persons of each row, in the order of villages; the whole village where villages are served."""
    village, household = world.population.village, world.population.household
    if level == "village":
        return rows, village.households[rows], village.persons[rows]
    return household.parent[rows], np.ones(len(rows), np.int8), household.members[rows]


def _counts(homes: Whole, households: Whole, persons: Whole) -> tuple[int, int, int]:
    """Households, persons and villages of rows."""
    villages = int(np.count_nonzero(homes[1:] != homes[:-1])) + min(len(homes), 1)
    return int(households.sum()), int(persons.sum()), villages


def works(world: World) -> Table:
    """Which works stand at the end of the year: one row a work."""
    village = world.population.village
    built = {str(each.word("builds")) for each in world.plugins("programme") if each.word("builds")}
    names = [*WORKS, *sorted(built - set(WORKS))]
    poor = village.poor_village > 0
    stands = [getattr(village, name) >= STANDS for name in names]
    total, listed = max(village.size, 1), max(int(poor.sum()), 1)
    count, among = (np.array([int((mask & each).sum()) for each in stands], np.int64) for mask in (np.ones_like(poor), poor))
    return {
        "year": np.full(len(names), world.year, np.int32), "work": np.array(names, object),
        "villages": count, "poor_villages": among, "share": count / total, "poor_share": among / listed,
    }


def villages(world: World) -> Table:
    """Every village: where it lies, and who of its people is poor."""
    population, household = world.population, world.population.household
    village, home = population.village, household.parent
    members = household.members.astype(np.float64)
    listed = (household.status == REGISTERED) | (household.status == RE_REGISTERED)
    weights = {"persons": members, "poor_recorded": members * listed, "poor_true": members * household.poor}
    counties = [f"county {number:02d}" for number in range(1, population.county.size + 1)]
    presets = [each.name for each in world.plugins("preset")]
    return {
        "year": np.full(village.size, world.year, np.int32), "village_id": village.id.copy(),
        "county": labels(village.parent, counties), "preset": labels(population.county.preset[village.parent], presets),
        "village": labels(village.poor_village, VILLAGES),
        **{name: np.bincount(home, weights=weight, minlength=village.size).astype(np.int64) for name, weight in weights.items()},
    }
