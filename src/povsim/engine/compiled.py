"""The compiled driver: every rule a small kernel, run on blocks of rows that stay in cache."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache, partial
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from povsim.columns import Column
from povsim.engine.arrays import GROUPED, ORDER, formula_kernel
from povsim.engine.driver import Call, Cells
from povsim.engine.emit import signature
from povsim.engine.gathers import kind_of, ways
from povsim.engine.library import kernel_named, library_of
from povsim.engine.lower import lower
from povsim.engine.lowered import Lowered
from povsim.engine.moving import MOVE
from povsim.engine.totals import original
from povsim.indices import digits
from povsim.plugin import Rule, Schema
from povsim.population import Population, Table
from povsim.runs import Carried, Runs

BLOCK, WIDE = 16_384, 65_536
"""Rows at a time: of what keeps numbers of its own beside the columns, and of deeds, where there are enough for all threads."""

WORDS = {size: np.dtype(f"u{size}") for size in (1, 2, 4, 8)}
"""Whole numbers as wide as the elements of a column."""


class Compiled:
    """Runs rules as kernels over blocks of rows, in one or more threads; results do not depend on how many."""

    name = "compiled"

    def __init__(self, schema: Schema, threads: int = 1) -> None:
        self.schema, self.threads, self.library = schema, threads, library_of(schema)
        self._pool = ThreadPoolExecutor(threads) if threads > 1 else None

    def kernel(self, rule: Rule) -> tuple[Lowered, Any]:
        """The lowered rule and its kernel, compiled at the first use."""
        return self.library.rule(rule)

    def prepare(self, rules: Sequence[Rule], counted: Sequence[Rule] = ()) -> None:
        """Compile the kernels of all these rules, and those that sum the answers of questions, that no cache knows yet."""
        self.library.prepare(rules, counted)

    def tell(self, calls: Sequence[Call], population: Population) -> None:
        """Run deeds of one level one after the other, block by block."""
        runs = [(self.kernel(each.rule)[1], self.arguments(each, population)) for each in calls]

        def work(start: int, stop: int) -> None:
            for run, arguments in runs:
                run(start, stop, *arguments)

        size = population[calls[0].rule.level].size
        self._blocks(work, size, min(WIDE, max(BLOCK, size // (8 * self.threads))))

    def ask(self, call: Call, population: Population, rows: NDArray[np.int64] | None = None) -> NDArray[np.float64]:
        """The answers of a question, one a row; or of these rows alone."""
        answers = np.empty(population[call.rule.level].size if rows is None else len(rows), np.float64)
        arguments = [*self.arguments(call, population), answers]
        if rows is None:
            run = self.kernel(call.rule)[1]
        else:
            run, arguments = self.library.some(call.rule), [*arguments, rows.view(np.uint64)]
        self._blocks(lambda start, stop: run(start, stop, *arguments), len(answers))
        return answers

    def gather(self, columns: Sequence[Column], population: Population) -> None:
        """Refresh gather columns of one level."""
        table, works = population[columns[0].level], []
        for way, below, some in ways(columns, self.schema, population):
            arguments: list[Any] = [population.first(table.level, below).view(np.uint64), population[below].arrays["parent"]]
            for each in some:
                arguments += [*_below(each, population[below]), table.arrays[each.name], *_range(each)]
            works.append((self.library.gather(way, tuple(kind_of(each) for each in some)), arguments))

        def work(start: int, stop: int) -> None:
            for run, arguments in works:
                run(start, stop, *arguments)

        self._blocks(work, table.size)

    def arguments(self, call: Call, population: Population) -> list[Any]:
        """What the kernel of a call takes after (start, stop); of a question the answers come last."""
        lowered = lower(call.rule, self.schema)
        return [np.uint64(call.key), population[call.rule.level].arrays["id"], *_values(lowered, call.numbers, population)]

    def totals(self, calls: Sequence[Call], cells: Cells, population: Population) -> NDArray[np.float64]:
        """The answers of questions by cell, in row order."""
        rules = tuple(each.rule for each in calls)
        groups = self.library.together(rules)
        places = [place for group in groups for place in group]
        found = self.each([self._total([calls[place] for place in group], cells, population) for group in groups])
        column = {place: number for number, place in enumerate(places)}
        whole: NDArray[np.float64] = np.take(np.hstack(found), [column[place] for place in self.library.alike(rules)], axis=1)
        return whole.T

    def _total(self, calls: Sequence[Call], cells: Cells, population: Population) -> Callable[[], NDArray[np.float64]]:
        """The work of one kernel of totals: shape (cells, calls)."""
        lowered, run = self.library.totals(tuple(each.rule for each in calls))
        numbers = {name: calls[place].numbers[plain] for name in lowered.settings for place, plain in [original(name)]}
        arguments, size = _values(lowered, numbers, population), population[calls[0].rule.level].size

        def work() -> NDArray[np.float64]:
            totals, room = np.zeros((cells.many, len(calls))), list(np.empty((len(calls), min(BLOCK, size))))
            for start in range(0, size, BLOCK):
                run(start, min(start + BLOCK, size), *arguments, cells.codes, *room, totals)
            return totals

        return work

    def move(self, runs: Runs, columns: Sequence[Carried]) -> None:
        """Carry columns over, run by run: rows that stay neighbours travel together."""
        run, (starts, sources) = kernel_named("move", MOVE), runs
        walls = np.searchsorted(starts, np.linspace(0, runs.size, self.threads + 1).astype(np.int64)).tolist()
        parts = [(starts[a : b + 1], sources[a:b]) for a, b in pairwise(walls)]
        for old, new, start in columns:
            word = WORDS[old.itemsize]
            arguments = old.view(word), new.view(word), _bits(start, old.dtype)
            self.each([partial(run, *part, *arguments) for part in parts])

    def formula(self, name: str, values: NDArray[Any], *numbers: int) -> NDArray[np.float64]:
        """A formula or draw, element by element."""
        run, made = kernel_named(f"formula_{name}", formula_kernel(name)), np.empty(len(values))
        run(values, *map(np.uint64, numbers), made)
        return made

    def ranked(self, values: NDArray[Any]) -> NDArray[np.int64]:
        """The stable order of values; of numbers that 32 bits hold, by digits."""
        keys = digits(values)
        if keys is None:
            return np.argsort(values, kind="stable")
        order = np.empty(len(keys), np.int64)
        kernel_named("order", ORDER)(keys, order)
        return order

    def grouped(self, sums: NDArray[np.float64], codes: NDArray[np.int64], groups: int) -> NDArray[np.float64]:
        """Sums by cell as sums by group, cell after cell."""
        made = np.zeros((groups, len(sums)))
        kernel_named("grouped", GROUPED)(np.ascontiguousarray(sums.T), codes, made)
        return made.T

    def each(self, works: Sequence[Callable[[], Any]]) -> list[Any]:
        """Do independent works, side by side where there are threads; what they return, in order."""
        if self._pool is None or len(works) == 1:
            return [work() for work in works]
        return [future.result() for future in [self._pool.submit(work) for work in works]]

    def _blocks(self, work: Callable[[int, int], None], size: int, block: int = BLOCK) -> None:
        """Do a work on the rows 0..size, block by block; every thread takes the next block when it is done with one."""
        starts = iter(range(0, size, block))

        def some() -> None:
            for start in starts:
                work(start, min(start + block, size))

        if self._pool is None or size <= block:
            some()
        else:
            self.each([some] * self.threads)

    def changed(self, population: Population, paths: Sequence[str]) -> None:
        """Nothing to do: the columns are the state."""

    def flush(self, population: Population) -> None:
        """Nothing to do: the columns are the state."""


def _values(lowered: Lowered, numbers: Mapping[str, float], population: Population) -> list[Any]:
    """The parents, settings and columns that a kernel takes."""
    sign = signature(lowered)
    values: list[Any] = [population.up(sign.level, above) for above in sign.above]
    values += [float(numbers[each]) for each in sign.settings]
    tables = population.tables
    return values + [tables[level].arrays[name] for level, name in sign.places]


@lru_cache(maxsize=256)
def _bits(number: float, dtype: np.dtype[Any]) -> Any:
    """The bits of a number in a column of some type."""
    return np.array([number], dtype).view(WORDS[dtype.itemsize])[0]


def _below(column: Column, table: Table) -> list[Any]:
    """What a gather column reads of the rows below, and which of them count."""
    gather = column.gather
    assert gather is not None
    found = gather.where
    return [table.arrays[gather.below[1]], *((table.arrays[found.name], found.low, found.high) if found else ()), gather.worth]


def _range(column: Column) -> tuple[float, float]:
    """What a column's store saturates at, without end where nothing is declared."""
    low, high = column.bounds
    return -np.inf if low is None else float(low), np.inf if high is None else float(high)
