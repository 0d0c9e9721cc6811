"""The households and persons of the starting population, drawn into the tables some counties at a time.  逐县生成"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from povsim.errors import Fault, InputError
from povsim.population import Population
from povsim.start.homes import Columns, County, Luck, Whole, Words, homes, shapes
from povsim.start.people import people
from povsim.start.place import Place
from povsim.start.quotas import SIZES

HOUSEHOLDS, MEMBERS = 100_000, 100
"""How many ids a village and a household have for those below; the ids of villages are ten thousand a county."""
TOGETHER = 30_000
"""So many households of counties of one kind are drawn together; more would only take more memory."""


@dataclass(frozen=True)
class Plan:
    """What is known of a place before its households are: its villages, and whole numbers of households.

    `counts` (counties,) are villages, `households` (villages,) and `sizes` (counties, sizes) are households.
    """

    place: Place
    villages: Columns
    counts: Whole
    households: Whole
    sizes: Whole


def draw(plan: Plan, population: Population, some: range) -> Whole:
    """Write the households and persons of some counties of one kind; the members of each household."""
    place, luck = plan.place, Luck(plan.place.seed)
    first, last = (int(plan.counts[:county].sum()) for county in (some.start, some.stop))
    villages = {name: values[first:last] for name, values in plan.villages.items()}
    village, ids = _households(villages["id"], plan.households[first:last])
    kind, size = _shapes(plan, some, ids)
    county = County(place.presets[place.counties[some.start]], place.numbers, luck, villages)
    made = {"id": ids, "kind": kind, "village": village, **homes(county, ids, village, size)}
    put(population, "household", int(plan.households[:first].sum()), made)
    home, number = numbered(size)
    members = ids[home] * np.uint64(MEMBERS) + number
    persons = {"id": members, **people(county, made, members, (kind, size))}
    put(population, "person", int((plan.sizes[: some.start] * SIZES).sum()), persons)
    return size


def groups(place: Place, homes: Whole) -> Iterator[range]:
    """Counties that are drawn together, from their households (counties,): neighbours of one kind, as long as they are few."""
    start = 0
    for stop in range(1, len(homes) + 1):
        alike = stop < len(homes) and place.counties[stop] == place.counties[start]
        if not alike or homes[start : stop + 1].sum() > TOGETHER:
            yield range(start, stop)
            start = stop


def numbered(counts: Whole) -> tuple[Whole, Words]:
    """For so many rows below each row its place, and the number of each among those of its own: 1, 2, ..."""
    above = np.repeat(np.arange(len(counts)), counts)
    number = np.arange(len(above)) - np.repeat(np.cumsum(counts) - counts, counts) + 1
    return above, number.astype(np.uint64)


def put(population: Population, level: str, start: int, columns: Columns) -> None:
    """Write columns into the rows from `start` on; one that no plugin of the page declares is left out."""
    arrays = population[level].arrays
    for name, values in columns.items():
        if name in arrays:
            arrays[name][start : start + len(values)] = values


def _households(villages: Words, counts: Whole) -> tuple[Whole, Words]:
    """The village of every household, by place, and its id."""
    if int(counts.max()) >= HOUSEHOLDS:
        raise InputError([Fault("", None, "population.households", f"a village has at most {HOUSEHOLDS - 1:,} households")])
    village, number = numbered(counts)
    return village, villages[village] * np.uint64(HOUSEHOLDS) + number


def _shapes(plan: Plan, some: range, ids: Words) -> tuple[Whole, Whole]:
    """Kind and size of every household, county by county."""
    made, start = [], 0
    for county in some:
        stop = start + int(plan.sizes[county].sum())
        preset = plan.place.presets[plan.place.counties[county]]
        made.append(shapes(plan.sizes[county], preset, ids[start:stop], Luck(plan.place.seed)))
        start = stop
    kind, size = (np.concatenate(parts) for parts in zip(*made, strict=True))
    return kind, size
