"""Sums that rows hear from below: which are behind, and which are refreshed together.  汇总

A gather column is refreshed before its first reader after any writer of what lies behind it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from povsim.columns import LEVELS, Column
from povsim.plugin import Schema


class Sums:
    """The gather columns of a schema and what is known of them; all are behind at first."""

    def __init__(self, schema: Schema) -> None:
        self.columns = {path: each for path, each in schema.columns.items() if each.gather is not None}
        self._sources = {path: each.gather.sources for path, each in self.columns.items() if each.gather}
        self._at = {level: frozenset(path for path, each in self.columns.items() if each.level == level) for level in LEVELS}
        self._resting = _resting(self._sources)
        self._stale = set(self._sources)
        self.paths = frozenset(self._sources)
        """Paths of all gather columns."""
        self.sources = tuple(self._resting)
        """Paths of what they are gathered from."""
        self.soon = frozenset[str]()
        """Those that are read before anything behind them changes."""

    def mark(self, written: Iterable[str]) -> None:
        """Note that columns were written: what gathers them is behind."""
        self._stale |= self.resting_on(written)

    def behind(self, paths: Iterable[str], waiting: Iterable[str] = ()) -> set[str]:
        """The named gather columns, and those they rest on, that are behind or will be once `waiting` is written."""
        stale, found = self._stale | self.resting_on(waiting), set[str]()
        left = [path for path in paths if path in self._sources]
        while left:
            path = left.pop()
            found |= {path} & stale
            left += [below for below in self._sources[path] if below in self._sources]
        return found

    def due(self, level: str, wanted: set[str]) -> list[Column]:
        """Columns of a level to refresh now, of which the wanted ones need it; they are no longer behind.

        Others that are behind come along where one pass over the rows below serves them soon.
        """
        here = self._at[level]
        along = {path for path in self._stale & self.soon & here if self._stale.isdisjoint(self._sources[path])}
        columns = [column for path, column in self.columns.items() if path in wanted & here or path in along]
        self._stale.difference_update(column.path for column in columns)
        return columns

    def levels(self, wanted: set[str]) -> list[str]:
        """The levels of some gather columns, from the lowest up."""
        return [level for level in reversed(LEVELS) if wanted & self._at[level]]

    def rested_on(self, paths: Iterable[str]) -> frozenset[str]:
        """The named columns and all that they are gathered from."""
        found = set(paths)
        for level in LEVELS:
            near = self._at[level] & found
            found = found.union(*(sources for path, sources in self._sources.items() if path in near))
        return frozenset(found)

    def resting_on(self, written: Iterable[str]) -> set[str]:
        """All gather columns that rest on the written ones, through any number of levels."""
        return {above for path in written for above in self._resting.get(path, ())}


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
