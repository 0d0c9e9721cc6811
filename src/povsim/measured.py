"""What the measures of a year come to: their questions summed by cell, and the cells by group.  指标汇总"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from povsim.engine.driver import Cells
from povsim.errors import UnusableError
from povsim.history import Table
from povsim.plugin import Plugin, Rule
from povsim.reach import VILLAGES
from povsim.tables import MEASURES

if TYPE_CHECKING:
    from povsim.world import World

Floats = NDArray[np.float64]
Rows = NDArray[np.int64]
Kinds = dict[str, tuple[Rows, list[str]]]
"""Kinds of groups: the group of every cell, and the names of the groups."""

WHOLE = frozenset({"persons", "households"})
TYPES = ["elders_only", "childless", "nuclear", "three_generations"]
MOST = 9e18
"""No number of a year is larger; a whole number could not hold it."""


class Layout(NamedTuple):
    """The measures in the order of the tables, and where their questions stand among all questions."""

    names: tuple[str, ...]
    counts: Rows
    """The question of each measure,"""
    means: Rows
    """the measures that are means,"""
    divisors: Rows
    """the questions that these are divided by,"""
    whole: Rows
    """and the measures that count persons or households."""


@lru_cache(maxsize=16)
def layout_of(measures: tuple[Plugin, ...]) -> Layout:
    """The one layout of these measures."""
    order = {field.name: place for place, field in enumerate(MEASURES)}
    firsts = np.cumsum([0, *(len(each.verbs) for each in measures)]).tolist()
    pairs = sorted(zip(measures, firsts, strict=False), key=lambda pair: (order.get(pair[0].name, len(order)), pair[0].name))
    means = [place for place, (each, _) in enumerate(pairs) if "per" in each.verbs]
    whole = [place for place, (each, _) in enumerate(pairs) if _counts(each)]
    rows = [first for _, first in pairs], means, [pairs[place][1] + 1 for place in means], whole
    return Layout(tuple(each.name for each, _ in pairs), *(np.array(each, np.int64) for each in rows))


def questions(world: World) -> list[Rule]:
    """What the measures ask: every one's count, then what it is divided by where it is a mean."""
    return [each.rule(verb) for each in world.plugins("measure") for verb in each.verbs]


def _counts(measure: Plugin) -> bool:
    """Whether a measure is a whole number of persons or households."""
    return "per" not in measure.verbs and measure.word("unit") in WHOLE


def measured(world: World, by_group: bool) -> tuple[Table, dict[str, Table]]:
    """Every measure over all households, and by kind of group for the groups in which anybody lives.

    Raises UnusableError where a number is not finite, or a count not whole.
    """
    cells, kinds = _cells(world)
    asked = questions(world)
    sums = world.totals(asked, cells)
    usable(world, {each.plugin.name: total for each, total in zip(asked, sums, strict=True)})
    _whole(world, {each.plugin.name: total for each, total in zip(asked, sums, strict=True) if _counts(each.plugin)})
    layout, whole = layout_of(world.plugins("measure")), (np.zeros(cells.many, np.int64), [""])
    everybody, *parts = _values(world, sums, [whole, *(kinds.values() if by_group else ())])
    groups = {kind: _groups(layout, part, names) for part, (kind, (_, names)) in zip(parts, kinds.items(), strict=False)}
    return _columns(layout, everybody), groups


def _values(world: World, sums: Floats, kinds: list[tuple[Rows, list[str]]]) -> list[Floats]:
    """Every measure for the groups of each kind, each (measures, groups), from the sums of questions (questions, cells)."""
    layout = layout_of(world.plugins("measure"))
    found = np.hstack([world.driver.grouped(sums, codes, len(names)) for codes, names in kinds])
    values, below = found[layout.counts], found[layout.divisors]
    values[layout.means] = np.divide(values[layout.means], below, out=np.zeros(below.shape), where=below > 0)
    walls = np.cumsum([0, *(len(names) for _, names in kinds)]).tolist()
    return [values[:, start:stop] for start, stop in pairwise(walls)]


def _groups(layout: Layout, values: Floats, names: list[str]) -> Table:
    """The groups in which anybody lives."""
    seen = values[layout.names.index("households")] > 0
    return {"group": np.array(names, object)[seen], **_columns(layout, values[:, seen])}


def _columns(layout: Layout, values: Floats) -> Table:
    """Values (measures, groups) by name: whole where a measure counts persons or households."""
    counts = zip(layout.whole.tolist(), values[layout.whole].astype(np.int64), strict=True)
    return dict(zip(layout.names, values, strict=True)) | {layout.names[place]: count for place, count in counts}


def _cells(world: World) -> tuple[Cells, Kinds]:
    """Cells by county, village, household type and recorded cause, as far as anybody lives there, and the groups of each."""
    population, household = world.population, world.population.household
    causes = [each.name for each in world.plugins("cause")]
    shape = (population.county.size, 2, 4, len(causes) + 1)
    place = population.village.parent.astype(np.int64) * shape[1] + population.village.poor_village
    inner = household.kind.astype(np.int16) * np.int16(shape[3]) + household.recorded_cause + np.int16(1)
    codes = np.repeat(place * (shape[2] * shape[3]), np.diff(population.first("village"))) + inner
    there = np.zeros(int(np.prod(shape)), dtype=bool)
    there[codes] = True
    county, poor, kind, cause = (axis.ravel()[there] for axis in np.indices(shape))
    presets = [each.name for each in world.plugins("preset")]
    names = [f"county {number:02d}" for number in range(1, shape[0] + 1)]
    kinds = {
        "cause": (cause, ["none", *causes]), "preset": (population.county.preset[county].astype(np.int64), presets),
        "county": (county, names), "village": (poor, VILLAGES), "household_type": (kind, TYPES),
    }
    return Cells((np.cumsum(there) - 1)[codes], len(county)), kinds


def usable(world: World, table: Table) -> None:
    """Raise UnusableError for a number that is not finite, or larger than tables hold."""
    if (np.abs(_joint(table)) <= MOST).all():
        return
    for name, values in table.items():
        if not (np.abs(values.astype(np.float64)) <= MOST).all():
            message = f"table yearly, column {name}: the numbers of this run cannot be used (not finite, or beyond {MOST:.0e})"
            raise UnusableError(f"{world.scenario.name}: year {world.luck_year}, {message}")


def _joint(table: Table) -> Floats:
    """All numbers of a table in a row."""
    return np.concatenate([np.zeros(0), *table.values()], dtype=np.float64)


def _whole(world: World, counts: Table) -> None:
    """Raise UnusableError for a count of persons or households that is not whole."""
    numbers = _joint(counts)
    if (numbers == np.floor(numbers)).all():
        return
    for name, values in counts.items():
        if (values != np.floor(values)).any():
            message = f"table yearly, column {name}: a count must be whole in every household; give the measure another unit"
            raise UnusableError(f"{world.scenario.name}: year {world.luck_year}, {message}")
