"""Columns: what a row remembers, each declared once with its type, unit and meaning."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from povsim.values import Refused, number, shown

PARENT: dict[str, str | None] = {
    "province": None,
    "county": "province",
    "village": "county",
    "household": "village",
    "person": "household",
    "market": "county",
    "firm": "county",
}
"""Every level and the level above it: above before below, and where several share the level above, who lives there first."""

LEVELS: tuple[str, ...] = tuple(PARENT)
CHILD: dict[str, str] = {parent: level for level, parent in reversed(PARENT.items()) if parent}
"""The level below each, on the line of those who live there: down to the persons."""

GATHERS = ("sum", "count", "any", "max", "mean", "first")

_LIMITS = {
    "int8": (-128.0, 127.0),
    "int16": (-32_768.0, 32_767.0),
    "int32": (-2_147_483_648.0, 2_147_483_647.0),
    "int64": (-(2.0**53), 2.0**53),
}
_FLOATS = {"float32": (1.2e-38, 3.4e38), "float64": (2.3e-308, 1.7e308)}
"""The smallest and the largest number above 0 that a type holds in full."""
DTYPES = (*_FLOATS, *_LIMITS)
PAID = ("person", "household", "county")
"""The levels whose rows a source outside the programmes may pay, or, for counties, may pay for them."""
TAKEN = frozenset({
    *PARENT, "id", "identity", "parent",  # names of every row
    "advance", "create_agents", "from_dataframe", "level", "model", "pos", "random", "remove", "rng", "scenario", "step",
    "unique_id",
})
"""Names that no column can have: a row has them already, or Mesa's agents do."""


def within(value: float, low: float | None, high: float | None) -> bool:
    """Whether a number lies within bounds, of which either may be open."""
    return (low is None or low <= value) and (high is None or value <= high)


@dataclass(frozen=True)
class Among:
    """Which of the rows below count: those whose column lies between two numbers, both included."""

    source: str
    low: float
    high: float

    @property
    def name(self) -> str:
        """The child's column."""
        return self.source.partition(".")[2]


@dataclass(frozen=True)
class Gather:
    """A declared sum over the rows below, or some of them: its kind, the child's column, and what one of that is worth."""

    kind: str
    source: str
    where: Among | None = None
    worth: float = 1.0

    @property
    def sources(self) -> tuple[str, ...]:
        """All columns below that it rests on."""
        return (self.source,) if self.where is None else (self.source, self.where.source)

    @property
    def below(self) -> tuple[str, str]:
        """The level and the column that are gathered."""
        level, _, name = self.source.partition(".")
        return level, name


@dataclass(frozen=True)
class Column:
    """One column of one level.

    `low` and `high` are what a store saturates at for integer columns, and what the
    guard of divisions relies on for all. `payer` names the source of public money
    outside the programmes that pays this column of fen. A `yearly` column, a flow, goes
    back to its start value at the beginning of every year.
    """

    level: str
    name: str
    dtype: str
    unit: str
    meaning: str
    low: float | None = None
    high: float | None = None
    start: float = 0.0
    gather: Gather | None = None
    payer: str | None = None
    yearly: bool = False

    def __post_init__(self) -> None:
        """Refuse what no row can hold."""
        if self.level not in PARENT or not self.name.isidentifier():
            raise ValueError(f"a column is named level.name with a level of {LEVELS}, not {self.path!r}")
        if self.name in TAKEN:
            raise ValueError(f"{self.path}: every row has a '{self.name}' already; choose another name")
        if self.dtype not in DTYPES:
            raise ValueError(f"{self.path}: dtype must be one of {DTYPES}, not {self.dtype!r}")
        if not all(isinstance(text, str) and text.strip() for text in (self.unit, self.meaning)):
            raise ValueError(f"{self.path}: needs a unit and a meaning in words")
        if self.payer is not None and not (isinstance(self.payer, str) and self.whole and self.low == 0 and self.level in PAID):
            raise ValueError(f"{self.path}: a payer pays whole fen, with low=0, of {', '.join(PAID)}")
        for name, value in (("low", self.low), ("high", self.high), ("start", self.start)):
            self._number(name, value)
        low, high = self.bounds
        if (low is not None and high is not None and low > high) or not within(self.start, low, high):
            raise ValueError(f"{self.path}: low, start and high must rise (got {shown(low)}, {shown(self.start)}, {shown(high)})")

    def _number(self, name: str, value: Any) -> None:
        """Refuse a bound or a start that the column's type does not hold."""
        if value is None and name != "start":
            return
        least, most = _FLOATS.get(self.dtype, (0.0, 0.0))
        try:
            number(value, *_LIMITS.get(self.dtype, (-most, most)), whole=self.whole)
        except Refused as problem:
            raise ValueError(f"{self.path}: {name} {problem}, as {self.dtype}") from None
        if 0 < abs(value) < least:
            raise ValueError(f"{self.path}: {name} is too near to 0 for {self.dtype} (got {shown(value)})")

    @cached_property
    def path(self) -> str:
        """The full name, `level.name`."""
        return f"{self.level}.{self.name}"

    @property
    def whole(self) -> bool:
        """Whether the column holds whole numbers."""
        return self.dtype in _LIMITS

    @property
    def bounds(self) -> tuple[float | None, float | None]:
        """What a store saturates at: the declared range, and for whole numbers what the type can hold."""
        low, high = _LIMITS.get(self.dtype, (None, None))
        return (low if self.low is None else self.low, high if self.high is None else self.high)


def column(
    path: str,
    dtype: str,
    unit: str,
    meaning: str,
    *,
    low: float | None = None,
    high: float | None = None,
    start: float = 0.0,
    payer: str | None = None,
    yearly: bool = False,
) -> Column:
    """Declare a column of a level: `column("household.cash", "float64", "yuan", "...")`.

    Raises ValueError for what no row can hold.
    """
    level, _, name = str(path).partition(".")
    return Column(level, name, dtype, unit, meaning, low, high, start, None, payer, yearly)


def flag(path: str, meaning: str, *, start: float = 0.0, yearly: bool = False) -> Column:
    """Declare a yes-or-no column, stored as 0 or 1."""
    return column(path, "int8", "0 or 1", meaning, low=0, high=1, start=start, yearly=yearly)


def flow(path: str, dtype: str, unit: str, meaning: str, *, low: float | None = None, payer: str | None = None) -> Column:
    """Declare a flow of the year: it starts every year at zero, and several rules may add to it."""
    return column(path, dtype, unit, meaning, low=low, payer=payer, yearly=True)


def gather(
    path: str, kind: str, source: str, meaning: str, *, dtype: str = "float64", unit: str | None = None,
    low: float | None = None, high: float | None = None, where: Among | None = None,
    worth: float = 1.0,
) -> Column:
    """Declare a sum that a level hears from the rows below it, always in row order.

    `kind` is sum, count, any, max, mean or first (the first row's value); a sum or count may be of
    some rows only: `where=among("person.age", 60)`. A sum of percents is one of shares with
    `worth=0.01`. The engine refreshes the column before its first
    reader after any writer of what it rests on.
    """
    level, _, name = str(path).partition(".")
    child = str(source).partition(".")[0]
    if kind not in GATHERS or PARENT.get(child) != level:
        raise ValueError(f"{path}: cannot gather {kind!r} of {source!r}")
    if where is not None and (kind not in ("sum", "count") or where.source.partition(".")[0] != child):
        raise ValueError(f"{path}: only a sum or count can be of some rows, by a column of the {child}")
    made = unit or ("rows" if kind == "count" else f"as {source}")
    start = low if low is not None and not low <= 0 else 0.0
    return Column(level, name, dtype, made, meaning, low, high, start, Gather(kind, source, where, worth))


def among(path: str, low: float, high: float = float("inf")) -> Among:
    """The rows whose column lies between two numbers, both included: `among("person.age", 20, 35)`."""
    return Among(str(path), float(low), float(high))
