"""What a driver does: run rules down the rows and refresh the sums of a level."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from povsim.columns import Column
from povsim.errors import InputError
from povsim.plugin import Rule
from povsim.population import Population
from povsim.runs import Carried, Runs


class Call(NamedTuple):
    """A rule with this year's numbers and the key of its draws."""

    rule: Rule
    numbers: Mapping[str, float]
    key: int


class Cells(NamedTuple):
    """Which cell every row is counted in, shape (rows,), and how many cells there are."""

    codes: NDArray[np.int64]
    many: int


class Driver(Protocol):
    """Who runs the rules: a Python loop, Mesa agents or compiled kernels, with equal bits."""

    name: str

    def prepare(self, rules: Sequence[Rule], counted: Sequence[Rule] = ()) -> None:
        """Get ready to run these rules, and to sum the answers of those questions."""

    def tell(self, calls: Sequence[Call], population: Population) -> None:
        """Run deeds of one level, one after the other, on every row."""

    def ask(self, call: Call, population: Population, rows: NDArray[np.int64] | None = None) -> NDArray[np.float64]:
        """The answers of a question, one a row; or of these rows alone."""

    def gather(self, columns: Sequence[Column], population: Population) -> None:
        """Refresh gather columns of one level from the rows below."""

    def totals(self, calls: Sequence[Call], cells: Cells, population: Population) -> NDArray[np.float64]:
        """The answers of questions summed by cell, always in row order: shape (calls, cells)."""

    def grouped(self, sums: NDArray[np.float64], codes: NDArray[np.int64], groups: int) -> NDArray[np.float64]:
        """Sums by cell as sums by group, always in the order of the cells: (questions, cells) -> (questions, groups)."""

    def move(self, runs: Runs, columns: Sequence[Carried]) -> None:
        """Carry columns over, one after the other: new[i] = old[runs.rows[i]], the start value where a row starts afresh."""

    def formula(self, name: str, values: NDArray[Any], *numbers: int) -> NDArray[np.float64]:
        """A formula or draw of `engine/arrays.py`, element by element: values (n,) -> (n,)."""

    def ranked(self, values: NDArray[Any]) -> NDArray[np.int64]:
        """The stable order of values: (n,) -> (n,)."""

    def each(self, works: Sequence[Callable[[], Any]]) -> list[Any]:
        """Do works that do not touch each other, side by side where there are threads; what they return, in order."""

    def changed(self, population: Population, paths: Sequence[str]) -> None:
        """Hear that a population step has changed columns; no paths: rows have come or gone."""

    def flush(self, population: Population) -> None:
        """Bring the columns up to date before a population step reads them."""


@contextmanager
def computing(rule: Rule) -> Iterator[None]:
    """Say in a line what a kernel would compute as infinite and Python does not: a division by a product that has come to 0."""
    try:
        yield
    except ArithmeticError as problem:
        message = f"{problem}: a divisor has become too small, or a number too large; divide by max(x, 1.0)"
        raise InputError([rule.plugin.fault(rule.verb, f"rule `{rule.verb}`", message)]) from None


def grouped(sums: NDArray[np.float64], codes: NDArray[np.int64], groups: int) -> NDArray[np.float64]:
    """Sums by cell (questions, cells) as sums by group (questions, groups), cell after cell."""
    return np.stack([np.bincount(codes, weights=each, minlength=groups) for each in sums])


def summed(answers: NDArray[np.float64], cells: Cells) -> NDArray[np.float64]:
    """Answers (rows,) by cell, in row order: (cells,)."""
    return np.bincount(cells.codes, weights=answers, minlength=cells.many).astype(np.float64, copy=False)
