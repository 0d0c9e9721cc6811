"""Exits and relapses, by year and by main cause on record.  脱贫与返贫"""

from __future__ import annotations

from typing import TYPE_CHECKING

from povsim.report.bars import bars
from povsim.report.charts import Axis, Series
from povsim.report.figures import RECORDED, TRUE
from povsim.report.numbers import tenth, whole
from povsim.report.parts import Book, Figure, Section, Table
from povsim.report.sections.flows import flows
from povsim.report.source import Bands

if TYPE_CHECKING:
    from pandas import DataFrame

COLUMNS = tuple(f"{move}_{way}" for move in ("exits", "relapses", "entries") for way in ("recorded", "true"))
HOUSEHOLDS = tuple(f"{column}_households" for column in COLUMNS)


def moves(book: Book) -> Section:
    """Who left poverty and who fell back, and from which cause."""
    totals = Bands(with_rate(_summed(book, book.source.of_kind("cause"), ["group"])), ["group"])
    order = sorted(totals.names(), key=lambda name: (name == "none", -totals.at(name, "exits_recorded").mid, name))
    figures, tables = flows(book)
    return Section(
        "moves", book.words("moves"), book.basis("persons", "recorded", "true"), [book.words("moves_lead")],
        [*([_figure(book, totals, order)] if order else []), *figures],
        [_by_cause(book, totals, order), _by_year(book), *_in_households(book, totals, order), *tables],
    )


def since_start(book: Book) -> DataFrame:
    """Moves of every run, summed over the years after the base year."""
    return with_rate(_summed(book, book.source.yearly, []))


def _summed(book: Book, frame: DataFrame, keys: list[str]) -> DataFrame:
    """Moves summed over the years in which they are counted, by run and keys."""
    kept = frame[frame["year"] >= book.start]
    known = [column for column in (*COLUMNS, *HOUSEHOLDS) if column in kept]
    return kept.groupby(["run_id", *keys], as_index=False, sort=False)[known].sum()


def with_rate(frame: DataFrame) -> DataFrame:
    """The frame with true relapses per 100 recorded exits."""
    exits = frame["exits_recorded"].where(frame["exits_recorded"] > 0)
    return frame.assign(relapse_rate=100 * frame["relapses_true"] / exits)


def _figure(book: Book, totals: Bands, order: list[str]) -> Figure:
    labels = [book.names.group("cause", name) for name in order]
    digits = 0 if book.numbers.small else 2 if book.numbers.chinese else 1
    panels = [
        bars(labels if move == "exits" else [""] * len(labels), [
            Series(book.words("recorded"), totals.row(order, f"{move}_recorded"), RECORDED),
            Series(book.words("true"), totals.row(order, f"{move}_true"), TRUE, hatch="////", filled=False),
        ], Axis(book.words(move), book.words(book.numbers.unit("drawn")), book.numbers.drawn, digits))
        for move in ("exits", "relapses")
    ]
    return book.draw("moves", (7.2, 1.4 + 0.4 * len(order)), panels)


def _head(book: Book, columns: list[str]) -> list[str]:
    return ["", *(book.words(column) for column in columns)]


def _by_cause(book: Book, totals: Bands, order: list[str]) -> Table:
    known = [column for column in COLUMNS if totals.has(column)]
    rows = []
    for name in order:
        row = book.line(book.names.group("cause", name), totals.row_of(name, known), whole)
        rows.append(row.plus(book.line("", [totals.at(name, "relapse_rate")], tenth)))
    total = Bands(since_start(book).assign(group="all"), ["group"])
    last = book.line(book.words("all"), total.row_of("all", known), whole, strong=True)
    rows.append(last.plus(book.line("", [total.at("all", "relapse_rate")], tenth)))
    title = book.words("moves_cause_table", start=book.start, last=book.last)
    return Table(title, _head(book, [*known, "relapse_rate"]), rows)


def _in_households(book: Book, totals: Bands, order: list[str]) -> list[Table]:
    """The moves by cause again, each household counted once."""
    known = [column for column in HOUSEHOLDS if totals.has(column)]
    rows = [book.line(book.names.group("cause", name), totals.row_of(name, known), whole) for name in order]
    total = Bands(since_start(book).assign(group="all"), ["group"]).row_of("all", known)
    rows.append(book.line(book.words("all"), total, whole, strong=True))
    head = _head(book, [column.removesuffix("_households") for column in known])
    title = book.words("moves_households_table", start=book.start, last=book.last)
    return [Table(title, head, rows, folded=True)] if known else []


def _by_year(book: Book) -> Table:
    known = [column for column in COLUMNS if book.years.has(column)]
    years = [year for year in book.source.years if year >= book.start]
    rows = [book.line(str(year), book.years.row_of(year, known), whole) for year in years]
    return Table(book.words("moves_year_table"), _head(book, known), rows)
