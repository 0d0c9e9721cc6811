"""Runs of rows: when people are born, die and move out, most rows keep their neighbours.  行的搬移"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.int64]
Array = NDArray[Any]

PART = 65_536
"""About so many rows are added at a time; their copy stays in cache."""


class Runs(NamedTuple):
    """Where the rows of a new table come from: runs of old rows that stay neighbours.

    `starts` (runs + 1,) says where each run begins, and the end; `sources` (runs,) the old row that its first
    row comes from. A negative source is a row that starts afresh, a run of its own.
    """

    starts: Rows
    sources: Rows

    @property
    def size(self) -> int:
        """How many rows there are."""
        return int(self.starts[-1])

    @property
    def rows(self) -> Rows:
        """The old row of every new one."""
        begun = np.repeat(self.sources - self.starts[:-1], np.diff(self.starts))
        return begun + np.arange(self.size)


def runs_of(source: Rows) -> Runs:
    """Runs of a table whose row i comes from old row source[i]."""
    if not len(source):
        return Runs(np.zeros(1, np.int64), np.zeros(0, np.int64))
    breaks = np.flatnonzero((np.diff(source) != 1) | (source[:-1] < 0)) + 1
    starts = np.concatenate([[0], breaks, [len(source)]])
    return Runs(starts, source[starts[:-1]])


def edited(size: int, gone: Rows, before: Rows, values: Rows) -> tuple[Runs, Rows]:
    """Rows 0..size-1 without `gone`, with `values` put in before the old rows `before`; and where those are.

    `gone` and `before` are sorted; `before` may be `size`. Values put in at one place keep their order.
    """
    placed = before - np.searchsorted(gone, before) + np.arange(len(before))
    cuts = np.sort(np.concatenate([np.zeros(1, np.int64), gone + 1, before]), kind="stable")
    ends = np.minimum(np.append(cuts[1:], size), size)
    after = np.searchsorted(gone, cuts)
    stop = ends - (np.searchsorted(gone, ends) > after)
    kept = stop > cuts
    olds = cuts[kept]
    begun = olds - after[kept] + np.searchsorted(before, olds, side="right")
    starts, sources = np.concatenate([begun, placed]), np.concatenate([olds, values])
    order = np.argsort(starts, kind="stable")
    return Runs(np.append(starts[order], size - len(gone) + len(before)), sources[order]), placed


def sums_between(values: Array, walls: Rows) -> Rows:
    """Whole sums of rows that lie side by side: from each wall to the next, shape (walls - 1,).

    They are added part by part, since NumPy first copies what it adds as whole numbers of 64 bits.
    """
    made, filled = np.zeros(len(walls) - 1, np.int64), np.flatnonzero(np.diff(walls))
    for some in np.array_split(filled, len(values) // PART + 1):
        if len(some):
            first, stop = walls[some[0]], walls[some[-1] + 1]
            made[some] = np.add.reduceat(values[first:stop], walls[some] - first, dtype=np.int64)
    return made


class Carried(NamedTuple):
    """A column on its way from an old buffer to a new one, with the value of rows that start afresh."""

    old: Array
    new: Array
    start: float


Move = Callable[[Runs, Sequence[Carried]], None]
"""Carries columns over, one after the other: new[i] = old[rows[i]], the start value where a row starts afresh."""


def moved(runs: Runs, columns: Sequence[Carried]) -> None:
    """Carry columns over with NumPy."""
    source = runs.rows
    fresh = np.flatnonzero(source < 0)
    for old, new, start in columns:
        if len(old):
            np.take(old, source, out=new, mode="clip")
        new[fresh] = start
