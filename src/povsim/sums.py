"""Sums that rows hear from below: which are behind, and which are refreshed together.  汇总

A gather column is refreshed before its first reader after any writer of what lies behind it.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from functools import lru_cache

from povsim.columns import LEVELS, Column
from povsim.plugin import Schema

Written = tuple[str, ...] | frozenset[str]
"""Paths of columns that are written together."""


class Web:
    """What the gather columns of a schema rest on, and what rests on what; the same in every run."""

    def __init__(self, schema: Schema) -> None:
        self.columns = {path: each for path, each in schema.columns.items() if each.gather is not None}
        self.place = {path: place for place, path in enumerate(self.columns)}
        self.below = {path: each.gather.sources for path, each in self.columns.items() if each.gather}
        self.at = {level: frozenset(path for path, each in self.columns.items() if each.level == level) for level in LEVELS}
        self._resting = {path: frozenset(above) for path, above in _resting(self.below).items()}
        self.paths = frozenset(self.below)
        """Paths of all gather columns."""
        self.sources = tuple(self._resting)
        """Paths of what they are gathered from."""
        self._needed: dict[frozenset[str], frozenset[str]] = {}
        self._rested: dict[frozenset[str], frozenset[str]] = {}
        self._above: dict[Written, frozenset[str]] = {}

    def needed(self, paths: frozenset[str]) -> frozenset[str]:
        """The gather columns among these, and those that they rest on."""
        if paths not in self._needed:
            self._needed[paths] = self.rested_on(paths & self.paths) & self.paths
        return self._needed[paths]

    def rested_on(self, paths: frozenset[str]) -> frozenset[str]:
        """The named columns and all that they are gathered from."""
        if paths not in self._rested:
            found = paths
            for level in LEVELS:
                near = self.at[level] & found
                found = found.union(*(sources for path, sources in self.below.items() if path in near))
            self._rested[paths] = found
        return self._rested[paths]

    def resting_on(self, written: Written) -> frozenset[str]:
        """All gather columns that rest on the written ones, through any number of levels."""
        if written not in self._above:
            self._above[written] = frozenset().union(*(self._resting[path] for path in written if path in self._resting))
        return self._above[written]


@lru_cache(maxsize=64)
def web_of(schema: Schema) -> Web:
    """The one web of a schema."""
    return Web(schema)


class Sums:
    """Which gather columns of a run are behind; all are at first."""

    def __init__(self, schema: Schema) -> None:
        self.web = web_of(schema)
        self._stale = set(self.web.paths)
        self.soon = frozenset[str]()
        """Those that are read before anything behind them changes."""

    def rest(self) -> None:
        """Note that none is behind."""
        self._stale.clear()

    def mark(self, written: Written) -> None:
        """Note that columns were written: what gathers them is behind."""
        self._stale |= self.web.resting_on(written)

    def behind(self, paths: frozenset[str], waiting: Set[str] = frozenset()) -> Set[str]:
        """The named gather columns, and those they rest on, that are behind, or `waiting` to be."""
        needed = self.web.needed(paths)
        return needed & self._stale | needed & waiting

    def due(self, level: str, wanted: Set[str]) -> list[Column]:
        """Columns of a level to refresh now, of which the wanted ones need it; they are no longer behind.

        Others that are behind come along where one pass over the rows below serves them soon.
        """
        here, below = self.web.at[level], self.web.below
        along = {path for path in self._stale & self.soon & here if self._stale.isdisjoint(below[path])} | wanted & here
        self._stale -= along
        return [self.web.columns[path] for path in sorted(along, key=self.web.place.__getitem__)]

    def levels(self, wanted: Set[str]) -> list[str]:
        """The levels of some gather columns, from the lowest up."""
        return [level for level in reversed(LEVELS) if wanted & self.web.at[level]]


def _resting(sources: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """For every column that is gathered all that rests on it, through any number of levels; `sources` by gather column."""
    made: dict[str, tuple[str, ...]] = {}
    for path in sources:
        left = list(sources[path])
        while left:
            below = left.pop()
            made[below] = (*made.get(below, ()), path)
            left += sources.get(below, ())
    return made
