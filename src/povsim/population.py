"""The population: one table a level, each a set of contiguous columns with an index to its parent."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from povsim.columns import CHILD, LEVELS, PARENT, Column
from povsim.plugin import Schema
from povsim.runs import Array, Carried, Move, Rows, Runs, moved, runs_of

if TYPE_CHECKING:
    import pandas

SLACK = 1.06
"""Room that a level keeps for births and splits before it must grow."""


class Table:
    """One level: rows in a stable order, with ids, the row of the parent, and columns.

    `table.income` is a view of the live rows, shape (size,), which is kept until rows move.
    """

    def __init__(
        self, level: str, columns: Mapping[str, Column], ids: NDArray[np.uint64], parent: NDArray[np.uint32] | None,
    ) -> None:
        self.level, self.columns, self.size = level, dict(columns), len(ids)
        self.arrays: dict[str, Array] = {}
        for name, each in self.columns.items():
            self._add(name, each.dtype, each.start)
        self._add("id", "uint64", ids)
        self._add("parent", "uint32", 0 if parent is None else parent)
        self._spare: dict[int, Array] = {}

    def _add(self, name: str, dtype: str, values: Any) -> None:
        """Add an array with room for some more rows, which takes no memory before it is used."""
        self.arrays[name] = np.zeros(roomy(self.size), dtype=dtype)
        self.arrays[name][: self.size] = values

    def __getattr__(self, name: str) -> Any:
        arrays = self.__dict__.get("arrays", {})
        if name not in arrays:
            raise AttributeError(f"a {self.__dict__.get('level', 'table')} has no column '{name}'")
        return self.__dict__.setdefault(name, arrays[name][: self.size])

    def __getstate__(self) -> dict[str, Any]:
        """What a copy needs: views of the columns are made anew."""
        return {name: value for name, value in self.__dict__.items() if name not in self.arrays}

    def _unseen(self) -> None:
        """Let the views of the columns go, as rows are about to move."""
        self.__dict__ = self.__getstate__()

    def __len__(self) -> int:
        return self.size

    def set(self, name: str, values: Any) -> None:
        """Write a whole column: values (size,), or one number for all rows, held to the declared range."""
        low, high = self.columns[name].bounds
        if low is not None or high is not None:
            values = np.clip(values, low, high)
        self.arrays[name][: self.size] = values

    @property
    def bytes(self) -> int:
        """The memory that the live rows take."""
        return sum(each.dtype.itemsize for each in self.arrays.values()) * self.size

    def rebuild(self, runs: Runs, move: Move, still: frozenset[str]) -> None:
        """Let new rows take old rows; where a run starts afresh the row does.

        A kept spare buffer for each width of types receives the copy and the old buffer becomes the spare. Columns that are
        `still` at their start value need no copy, and gathered ones are gathered anew before anybody reads them.
        """
        self._unseen()
        carried, fresh, size = [], [], runs.size
        for name, old in self.arrays.items():
            column = self.columns.get(name)
            lasts = column is None or (column.gather is None and column.path not in still)
            if lasts or len(old) < size:
                self.arrays[name] = self._room(old, size)
                self._spare[old.itemsize] = old
            new = self.arrays[name][:size]
            if lasts:
                carried.append(Carried(old[: self.size], new, column.start if column else 0))
            elif column and column.gather is None:
                fresh.append((new if self.arrays[name] is not old else new[self.size :], column.start))
        move(runs, carried)
        for new, start in fresh:
            new[:] = start
        self.size = size

    def _room(self, old: Array, size: int) -> Array:
        spare = self._spare.pop(old.itemsize, None)
        return np.zeros(roomy(size), dtype=old.dtype) if spare is None or len(spare) < size else spare.view(old.dtype)

    def slim(self) -> None:
        """Let the spare buffers go."""
        self._spare.clear()


def roomy(size: int) -> int:
    """How many rows there is room for in a table that has so many."""
    return int(size * SLACK) + 1


class Population:
    """All levels together; members of a household lie side by side, and so on upward. A level that is not given is empty."""

    def __init__(self, schema: Schema, tables: Mapping[str, tuple[NDArray[np.uint64], NDArray[np.uint32] | None]]) -> None:
        if len(tables["province"][0]) != 1:
            raise ValueError("a population lives in one province")
        self.schema = schema
        nobody = (np.zeros(0, np.uint64), None)
        self.tables = {level: Table(level, schema.of(level), *tables.get(level, nobody)) for level in LEVELS}
        self._first: dict[str, Rows] = {}
        self._most: dict[str, int] = {}
        self._up: dict[tuple[str, str], NDArray[np.uint32]] = {}
        self.move: Move = moved
        """Who copies rows when a level is rebuilt; a driver may know a faster way."""
        self.still = set[str]()
        """Paths of columns that stand at their start value in every row."""
        self.version = 0
        """Counts rebuilds of any level."""

    def __getitem__(self, level: str) -> Table:
        return self.tables[level]

    @property
    def person(self) -> Table:
        """The persons."""
        return self.tables["person"]

    @property
    def household(self) -> Table:
        """The households."""
        return self.tables["household"]

    @property
    def village(self) -> Table:
        """The villages."""
        return self.tables["village"]

    @property
    def market(self) -> Table:
        """The markets, one a county and industry."""
        return self.tables["market"]

    @property
    def firm(self) -> Table:
        """The firms and cooperatives."""
        return self.tables["firm"]

    @property
    def county(self) -> Table:
        """The counties."""
        return self.tables["county"]

    @property
    def province(self) -> Table:
        """The province."""
        return self.tables["province"]

    @property
    def bytes(self) -> int:
        """The memory of all live rows."""
        return sum(each.bytes for each in self.tables.values())

    def first(self, level: str, below: str | None = None) -> Rows:
        """For each row of a level the index of its first row below, and the end: shape (size + 1,).

        `below` is a level under it; where none is named, the one on the line down to the persons.
        """
        child = below or CHILD[level]
        if child not in self._first:
            parents, size = self.tables[child].parent, self.tables[level].size
            self._first[child] = np.searchsorted(parents, np.arange(size + 1, dtype=np.uint32), side="left").astype(np.int64)
        return self._first[child]

    def most(self, below: str) -> int:
        """The most rows of a level that one row above it has."""
        if below not in self._most:
            self._most[below] = int(np.diff(self.first(str(PARENT[below]), below)).max(initial=0))
        return self._most[below]

    def up(self, level: str, ancestor: str) -> NDArray[np.uint32]:
        """For each row of a level the row of its ancestor at a higher level."""
        if PARENT[level] == ancestor:
            parent: NDArray[np.uint32] = self.tables[level].parent
            return parent
        if (level, ancestor) not in self._up:
            walls = self.walls(level, ancestor)
            self._up[level, ancestor] = np.repeat(np.arange(len(walls) - 1, dtype=np.uint32), np.diff(walls))
        return self._up[level, ancestor]

    def walls(self, level: str, ancestor: str) -> Rows:
        """For each row of a higher level the first of the rows of a level that belong to it, and the end."""
        above = PARENT[level]
        if above is None:
            raise ValueError(f"{ancestor} is not above {level}")
        return self.first(above, level) if above == ancestor else self.first(above, level)[self.walls(above, ancestor)]

    def replace(self, level: str, source: Rows | Runs, fresh: Mapping[str, Any]) -> None:
        """Rebuild a level: new row i takes old row source[i], or runs of rows do; -1 starts a row.

        `fresh` gives whole new columns by name (size of the new level), `parent` and `id` among them.
        """
        table = self.tables[level]
        table.rebuild(source if isinstance(source, Runs) else runs_of(source), self.move, frozenset(self.still))
        for name, values in fresh.items():
            table.arrays[name][: table.size] = values
        self._first.clear()
        self._most.clear()
        self._up.clear()
        self.version += 1

    def slim(self) -> None:
        """Let go what is only there to be faster, until rows are moved or looked up again."""
        for table in self.tables.values():
            table.slim()
        self._up.clear()

    def house(self, members: Rows) -> None:
        """Let the persons, in row order, live in the households by these counts (households,)."""
        person, size = self.person, self.household.size
        person.arrays["parent"][: person.size] = np.repeat(np.arange(size, dtype=np.uint32), members)
        self._first["person"] = np.concatenate([[0], np.cumsum(members)])
        self._most.clear()
        self._up.clear()

    def arrange(self) -> None:
        """Put the rows of every level in their one order: by the row of the parent, then by id.

        Results do not depend on the order in which rows came in.
        """
        for level in LEVELS:
            table = self.tables[level]
            order = np.lexsort((table.id, table.parent))
            if (order != np.arange(table.size)).any():
                self.replace(level, order, {})
                place = np.empty(table.size, dtype=np.uint32)
                place[order] = np.arange(table.size, dtype=np.uint32)
                for below in (self.tables[each] for each, above in PARENT.items() if above == level):
                    below.arrays["parent"][: below.size] = place[below.parent]

    def to_frame(self, level: str) -> pandas.DataFrame:
        """A level as a DataFrame: id, the ids of all rows above, and every column."""
        import pandas

        table = self.tables[level]
        columns: dict[str, Array] = {"id": table.id.copy()}
        above = PARENT[level]
        while above is not None:
            columns[f"{above}_id"] = self.tables[above].id[self.up(level, above)]
            above = PARENT[above]
        columns |= {name: getattr(table, name).copy() for name in table.columns}
        return pandas.DataFrame(columns)
