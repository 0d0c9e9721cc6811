"""Who left first: causes and counties in the order of their exits.  脱贫先后"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from povsim.report.bars import dots
from povsim.report.charts import Axis, Series
from povsim.report.figures import RECORDED, TRUE
from povsim.report.numbers import Cell, cell, percent, whole, written
from povsim.report.parts import Book, Figure, Row, Section, Table
from povsim.report.source import Bands, Value

if TYPE_CHECKING:
    from pandas import DataFrame

HEIGHTS = {"cause": 0.34, "county": 0.175}
"""Inches of a row in the figure of a kind of group."""

LEVELS = (
    "exit_task", "exits_recorded", "exits_padded_recorded", "padding_caught_recorded", "errors_caught_recorded",
    "villages_out_recorded", "counties_out_recorded",
)
"""Columns of the table of exits at three levels."""
WAYS = ("recorded", "true")


def order(book: Book) -> Section:
    """The mean year of exit by cause and by county, earliest first."""
    figures, tables = [], []
    for kind in HEIGHTS:
        means = Bands(mean_years(book, kind), ["group"])
        names = in_order(means)
        if names:
            figures.append(_figure(book, kind, means, names))
            tables.append(_table(book, kind, means, names))
    tables += [levels(book)] if book.years.has(LEVELS[-1]) else []
    return Section(
        "order", book.words("order"), book.basis("persons", "recorded", "true"), [book.words("order_lead")], figures, tables,
        [book.words("order_note")] if book.source.runs == 1 else [],
    )


def levels(book: Book) -> Table:
    """Exits of the year beside the task, those on padded records, and the villages and counties that are out."""
    years = [year for year in book.source.years if year >= book.start]
    rows = [book.line(book.words(name), book.years.row(years, name), whole) for name in LEVELS if book.years.has(name)]
    return Table(book.words("levels_table"), ["", *map(str, years)], rows, book.words("levels_note"))


def in_order(means: Bands) -> list[str]:
    """The groups that saw a recorded exit, earliest first."""
    known = [name for name in means.names() if math.isfinite(means.at(name, "recorded").mid) and name not in ("none", "")]
    return sorted(known, key=lambda name: (means.at(name, "recorded").mid, name))


def mean_years(book: Book, kind: str) -> DataFrame:
    """The mean year of exit by run and group, recorded and true, weighted by persons."""
    frame = book.source.of_kind(kind)
    keys = ["run_id", "group"]
    made = frame[keys].drop_duplicates().reset_index(drop=True)
    for way in WAYS:
        exits = frame[f"exits_{way}"].where(frame["year"] >= book.start, 0)
        sums = frame[keys].assign(weight=exits, moment=exits * frame["year"]).groupby(keys, as_index=False).sum()
        sums[way] = sums["moment"] / sums["weight"].where(sums["weight"] > 0)
        made = made.merge(sums[[*keys, way]], on=keys)
    return made


def _figure(book: Book, kind: str, means: Bands, names: list[str]) -> Figure:
    labels = [book.names.group(kind, name) for name in names]
    series = [
        Series(book.words("recorded"), means.row(names, "recorded"), RECORDED, marker="s"),
        Series(book.words("true"), means.row(names, "true"), TRUE, marker="o", filled=False),
    ]
    panel = dots(labels, series, Axis(unit=book.words("exit_year_axis")))
    return book.draw(f"order_{kind}", (7.2, 1.1 + HEIGHTS[kind] * len(names)), [panel])


def _table(book: Book, kind: str, means: Bands, names: list[str]) -> Table:
    left = Bands(remaining(book, kind), ["group", "year"])
    years = [year for year in book.source.years if year >= book.start]
    rows = []
    for name in names:
        stay = [left.at((name, year), "left") for year in years]
        cells = [*_years(means, name), Cell(_half(years, stay)), *(cell(value, percent) for value in stay)]
        rows.append(Row(book.names.group(kind, name), cells))
    head = [book.words("mean_exit_recorded"), book.words("mean_exit_true"), book.words("half_gone"), *map(str, years)]
    note = book.words("left_note", year=book.first)
    return Table(book.words(f"order_{kind}_table"), ["", *head], rows, note, folded=kind == "county")


def _years(means: Bands, name: str) -> list[Cell]:
    return [cell(means.at(name, way), as_year) for way in WAYS]


def as_year(year: float) -> str:
    """A mean year with one digit, without separators."""
    return written(year, 1).replace(",", "")


def remaining(book: Book, kind: str) -> DataFrame:
    """The recorded poor of each year as a share of the base year's, by run and group."""
    frame = book.source.of_kind(kind)
    base = frame[frame["year"] == book.first][["run_id", "group", "poor_recorded"]]
    joined = frame.merge(base, on=["run_id", "group"], suffixes=("", "_base"))
    return joined.assign(left=joined["poor_recorded"] / joined["poor_recorded_base"].where(joined["poor_recorded_base"] > 0))


def _half(years: list[int], stay: list[Value]) -> str:
    """The first year in which at most half of the base year's recorded poor are left."""
    return next((str(year) for year, value in zip(years, stay, strict=True) if value.mid <= 0.5), "–")
