"""The plain driver: a Python loop over row objects.  Slow, clear, and the yardstick."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from types import SimpleNamespace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from povsim.columns import PARENT, Column
from povsim.draws import Draw
from povsim.engine.arrays import FORMULAS
from povsim.engine.driver import Call, Cells, computing, grouped, summed
from povsim.engine.emit import signature
from povsim.engine.lower import lower
from povsim.engine.lowered import Lowered
from povsim.indices import ranked
from povsim.maths import whole
from povsim.plugin import Rule, Schema
from povsim.population import Population, Table
from povsim.runs import Carried, Runs, moved


def held(value: float, column: Column) -> float:
    """A value as its column stores it: within the declared range, whole, or rounded to 32 bits, and never a negative zero."""
    low, high = column.bounds
    if low is not None:
        value = value if value > low else low
    if high is not None:
        value = value if value < high else high
    if column.whole:
        return whole(value)
    return float(np.float32(value + 0.0)) if column.dtype == "float32" else float(value + 0.0)


def gathered(column: Column, values: Sequence[float]) -> float:
    """One gather column of one row from the values of the rows below, in row order."""
    kind, total = column.gather.kind if column.gather else "", 0.0
    if kind in ("sum", "mean") or (column.gather is not None and column.gather.where is not None):
        for value in values:
            total += value
        total = total / max(float(len(values)), 1.0) if kind == "mean" else total
    elif kind == "count":
        total = float(len(values))
    elif kind == "any":
        total = 1.0 if any(value != 0 for value in values) else 0.0
    elif values:
        total = max(values) if kind == "max" else values[0]
    return held(total * column.gather.worth if column.gather else total, column)


def counted(column: Column, read: Callable[[str], Sequence[float]]) -> Sequence[float]:
    """What each row below adds to a gather column; `read` gives the values of a column below."""
    gather = column.gather
    if gather is None or gather.where is None:
        return read(gather.below[1] if gather else "")
    low, high, ones = gather.where.low, gather.where.high, gather.kind == "count"
    pairs = zip(read(gather.below[1]), read(gather.where.name), strict=True)
    return [(1.0 if ones else value) if low <= mark <= high else 0.0 for value, mark in pairs]


class Plain:
    """Loads rows into plain objects, calls the rule on each and writes back what it changed."""

    name = "plain"

    def __init__(self, schema: Schema, threads: int = 1) -> None:
        self.schema = schema
        self._lowered: dict[tuple[str, str, str], Lowered] = {}

    def lowered(self, rule: Rule) -> Lowered:
        """The lowered rule: which columns to load, and that it is within the language."""
        if rule.words not in self._lowered:
            self._lowered[rule.words] = lower(rule, self.schema)
        return self._lowered[rule.words]

    def prepare(self, rules: Sequence[Rule], counted: Sequence[Rule] = ()) -> None:
        """Nothing to do: rules run as they stand."""

    def tell(self, calls: Sequence[Call], population: Population) -> None:
        """Run deeds on every row, rule by rule."""
        for call in calls:
            lowered, table = self.lowered(call.rule), population[call.rule.level]
            rows, settings = load_rows(lowered, population), SimpleNamespace(**call.numbers)
            with computing(call.rule):
                for place, row in enumerate(rows):
                    if call.rule.guard is None or getattr(row, call.rule.guard) > 0:
                        call.rule.function(row, settings, Draw(call.key, int(table.id[place])))
            for name in lowered.stores:
                known = table.columns[name]
                table.arrays[name][: table.size] = [held(getattr(row, name), known) for row in rows]

    def ask(self, call: Call, population: Population, rows: NDArray[np.int64] | None = None) -> NDArray[np.float64]:
        """The answers of a question, one a row; or of these rows alone."""
        found, settings = load_rows(self.lowered(call.rule), population), SimpleNamespace(**call.numbers)
        asked = found if rows is None else [found[row] for row in rows.tolist()]
        with computing(call.rule):
            return np.array([float(call.rule.function(row, settings)) for row in asked], dtype=np.float64)

    def gather(self, columns: Sequence[Column], population: Population) -> None:
        """Refresh gather columns of one level."""
        table = population[columns[0].level]
        for each in columns:
            below = each.gather.below[0] if each.gather else ""
            first, values = population.first(each.level, below), counted(each, partial(_listed, population[below]))
            sums = [gathered(each, values[first[j] : first[j + 1]]) for j in range(table.size)]
            table.arrays[each.name][: table.size] = sums

    def totals(self, calls: Sequence[Call], cells: Cells, population: Population) -> NDArray[np.float64]:
        """The answers of questions by cell, in row order."""
        return np.stack([summed(self.ask(call, population), cells) for call in calls])

    def move(self, runs: Runs, columns: Sequence[Carried]) -> None:
        """Carry columns over."""
        moved(runs, columns)

    def formula(self, name: str, values: NDArray[Any], *numbers: int) -> NDArray[np.float64]:
        """A formula or draw, element by element."""
        return FORMULAS[name](values, *numbers)

    def grouped(self, sums: NDArray[np.float64], codes: NDArray[np.int64], groups: int) -> NDArray[np.float64]:
        """Sums by cell as sums by group."""
        return grouped(sums, codes, groups)

    def ranked(self, values: NDArray[Any]) -> NDArray[np.int64]:
        """The stable order of values."""
        return ranked(values)

    def each(self, works: Sequence[Callable[[], Any]]) -> list[Any]:
        """Do works one after the other."""
        return [work() for work in works]

    def changed(self, population: Population, paths: Sequence[str]) -> None:
        """Nothing to do: the columns are the state."""

    def flush(self, population: Population) -> None:
        """Nothing to do: the columns are the state."""


def load_rows(lowered: Lowered, population: Population) -> list[Any]:
    """The rows of the rule's level as plain objects, with their parents, holding what the rule reads and writes."""
    level, sign = lowered.rule.level, signature(lowered)
    levels = [level, *sign.parents]
    rows: dict[str, list[SimpleNamespace]] = {}
    for each in reversed(levels):
        paths = [path for path in sign.columns if path.startswith(f"{each}.")]
        rows[each] = _objects(population, each, [path.partition(".")[2] for path in paths])
        above = PARENT[each]
        if above in rows:
            for row, parent in zip(rows[each], population[each].parent.tolist(), strict=True):
                setattr(row, above, rows[above][parent])
    return rows[level]


def _listed(table: Table, name: str) -> list[float]:
    """A column as a list."""
    values: list[float] = getattr(table, name).tolist()
    return values


def _objects(population: Population, level: str, names: Sequence[str]) -> list[SimpleNamespace]:
    table = population[level]
    columns = [getattr(table, name).astype(np.float64).tolist() for name in names]
    if not names:
        return [SimpleNamespace() for _ in range(table.size)]
    return [SimpleNamespace(**dict(zip(names, values, strict=True))) for values in zip(*columns, strict=True)]
