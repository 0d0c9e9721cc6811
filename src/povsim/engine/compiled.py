"""The compiled driver: every rule a small kernel, run on blocks of rows that stay in cache."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
from numpy.typing import NDArray

from povsim.columns import CHILD, Column
from povsim.engine.driver import Call
from povsim.engine.emit import gather_text, kernel_text, signature
from povsim.engine.lower import lower
from povsim.engine.lowered import Lowered
from povsim.plugin import Rule, Schema
from povsim.population import Population

BLOCK = 16_384


class Compiled:
    """Runs rules as kernels over blocks of rows, in one or more threads; results do not depend on how many."""

    name = "compiled"

    def __init__(self, schema: Schema, threads: int = 1) -> None:
        self.schema, self.threads = schema, threads
        self._kernels: dict[tuple[str, str, str], tuple[Lowered, Any]] = {}
        self._gathers: dict[tuple[str, ...], Any] = {}
        self._pool = ThreadPoolExecutor(threads) if threads > 1 else None

    def kernel(self, rule: Rule) -> tuple[Lowered, Any]:
        """The lowered rule and its kernel, compiled at the first use."""
        from povsim.engine.kernels import compile_text

        if rule.words not in self._kernels:
            lowered = lower(rule, self.schema)
            self._kernels[rule.words] = (lowered, compile_text("_".join(rule.words), kernel_text(lowered, self.schema)))
        return self._kernels[rule.words]

    def tell(self, calls: Sequence[Call], population: Population) -> None:
        """Run deeds of one level one after the other, block by block."""
        runs = [(self.kernel(each.rule)[1], self.arguments(each, population)) for each in calls]

        def work(start: int, stop: int) -> None:
            for run, arguments in runs:
                run(start, stop, *arguments)

        self._blocks(work, population[calls[0].rule.level].size)

    def ask(self, call: Call, population: Population) -> NDArray[np.float64]:
        """The answers of a question, one a row."""
        size = population[call.rule.level].size
        answers = np.empty(size, np.float64)
        run, arguments = self.kernel(call.rule)[1], [*self.arguments(call, population), answers]
        self._blocks(lambda start, stop: run(start, stop, *arguments), size)
        return answers

    def gather(self, columns: Sequence[Column], population: Population) -> None:
        """Refresh gather columns of one level."""
        from povsim.engine.kernels import compile_text

        columns = tuple(sorted(columns, key=lambda each: each.name))
        names = tuple(each.path for each in columns)
        level = columns[0].level
        if names not in self._gathers:
            self._gathers[names] = compile_text(f"gather_{level}", gather_text(columns))
        sources = sorted({each.gather.source for each in columns if each.gather})
        child, table = population[CHILD[level]], population[level]
        arguments = [population.first(level).view(np.uint64), *(child.arrays[each.partition(".")[2]] for each in sources)]
        arguments += [table.arrays[each.name] for each in columns]
        run = self._gathers[names]
        self._blocks(lambda start, stop: run(start, stop, *arguments), table.size)

    def arguments(self, call: Call, population: Population) -> list[Any]:
        """What the kernel of a call takes after (start, stop); of a question the answers come last."""
        lowered, _ = self.kernel(call.rule)
        sign, level = signature(lowered), call.rule.level
        arguments: list[Any] = [np.uint64(call.key), population[level].arrays["id"]]
        arguments += [population[CHILD[parent]].arrays["parent"] for parent in sign.parents]
        arguments += [float(call.numbers[each]) for each in sign.settings]
        for path in sign.columns:
            above, _, name = path.partition(".")
            arguments.append(population[above].arrays[name])
        return arguments

    def _blocks(self, work: Callable[[int, int], None], size: int) -> None:
        starts = range(0, size, BLOCK)
        if self._pool is None or len(starts) < 2:
            for start in starts:
                work(start, min(start + BLOCK, size))
            return
        futures = [self._pool.submit(work, start, min(start + BLOCK, size)) for start in starts]
        for future in futures:
            future.result()

    def sums(self, codes: NDArray[np.int64], values: NDArray[np.float64], cells: int) -> NDArray[np.float64]:
        """Sums of values by code, in row order."""
        return np.bincount(codes, weights=values, minlength=cells).astype(np.float64, copy=False)

    def changed(self, population: Population, paths: Sequence[str]) -> None:
        """Nothing to do: the columns are the state."""

    def flush(self, population: Population) -> None:
        """Nothing to do: the columns are the state."""
