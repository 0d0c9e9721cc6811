"""The parts of a report's page, which the template lays out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from povsim.report.names import Names
from povsim.report.numbers import Cell, Numbers, Write, cell
from povsim.report.source import FEW_RUNS, Bands, Source, Value
from povsim.report.words import Words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    Panel = Callable[[Axes], None]


@dataclass(frozen=True)
class Row:
    """One line of a table; a `strong` one is a sum or marked."""

    label: str
    cells: Sequence[Cell]
    strong: bool = False

    def made_strong(self) -> Row:
        """The row as a sum."""
        return Row(self.label, self.cells, True)

    def plus(self, other: Row) -> Row:
        """The row with the cells of another at its end."""
        return Row(self.label, [*self.cells, *other.cells], self.strong)


@dataclass(frozen=True)
class Table:
    """A table of numbers; a `folded` one opens on a click; `prose` columns are words, set left, and so are those of `words`;
    the rows of a `named` one have sentences for names."""

    title: str
    head: Sequence[str]
    rows: Sequence[Row]
    note: str = ""
    folded: bool = False
    prose: bool = False
    words: bool = False
    named: bool = False


@dataclass(frozen=True)
class Figure:
    """A drawing as SVG text, and what it shows in words."""

    svg: str
    caption: str


@dataclass(frozen=True)
class Section:
    """One question of the planner: what to see, a figure, the numbers beneath it."""

    key: str
    title: str
    basis: str
    lead: Sequence[str] = ()
    figures: Sequence[Figure] = ()
    tables: Sequence[Table] = ()
    notes: Sequence[str] = ()


@dataclass(frozen=True)
class Book:
    """What every section is written from: the results, the words and the way to write numbers."""

    source: Source
    words: Words
    numbers: Numbers

    @cached_property
    def names(self) -> Names:
        """What plugins and places are called."""
        return Names(self.source, self.words)

    @cached_property
    def years(self) -> Bands:
        """The table `yearly` by year."""
        return Bands(self.source.yearly, ["year"])

    @property
    def first(self) -> int:
        """The base year."""
        return self.source.years[0]

    @property
    def last(self) -> int:
        """The last year of the run."""
        return self.source.years[-1]

    @property
    def start(self) -> int:
        """The first year in which help arrives and moves are counted: the one after the base year."""
        return self.source.years[min(1, len(self.source.years) - 1)]

    @property
    def interval(self) -> str:
        """What the intervals of this report are."""
        if self.source.runs == 1:
            return self.words("one_run")
        return self.words("interval_few" if self.source.runs < FEW_RUNS else "interval_many", runs=self.source.runs)

    def basis(self, *keys: str, spread: bool = True) -> str:
        """The line under a section's title: whose numbers, what is counted, which interval where it is that of the runs."""
        return " · ".join([*(self.words(key) for key in keys), *([self.interval] if spread else [])])

    def line(self, label: str, values: Sequence[Value], write: Write, strong: bool = False) -> Row:
        """A row of a table."""
        return Row(label, [cell(value, write) for value in values], strong)

    def draw(self, name: str, size: tuple[float, float], panels: list[Panel], *, spread: bool = True, **values: object) -> Figure:
        """A figure with the words `simulated, not observed` in its corner; `spread` says below it what the bands of runs are."""
        from povsim.report.figures import draw

        told = self.words(f"{name}_caption", first=self.first, start=self.start, last=self.last, **values)
        caption = self.words("with_interval", text=told, interval=self.interval) if spread else told
        return Figure(draw(name, self.words("simulated"), size, panels), caption)
