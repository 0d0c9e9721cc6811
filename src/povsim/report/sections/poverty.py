"""Poverty by year: what the register says beside what is true.  历年贫困"""

from __future__ import annotations

from math import isfinite

from povsim.report.bars import columns
from povsim.report.charts import Axis, Series, lines
from povsim.report.figures import INK, RECORDED, STACK, TRUE
from povsim.report.numbers import Cell, Write, percent, whole
from povsim.report.parts import Book, Figure, Row, Section, Table
from povsim.report.sections.measures import further, in_households
from povsim.report.source import Value
from povsim.store.plausible import MARKS

DRAWN = ("headcount_true", "headcount_true_survey", "headcount_true_consumption", "headcount_true_net_of_rigid")
ONE = Value(1.0)
GAPS = ("poverty_gap", "squared_poverty_gap")


def poverty(book: Book) -> Section:
    """The main table of the report."""
    tables = [_counts(book), _concepts(book), in_households(book), _start(book), further(book)]
    return Section(
        "poverty", book.words("poverty"), book.basis("persons", "recorded", "true", "nominal"),
        [book.words("poverty_lead")], [_figure(book)], [table for table in tables if table is not None],
    )


def curves(book: Book) -> Figure:
    """The two curves: share of rural persons who are poor, recorded and true."""
    series = [
        Series(book.words("recorded"), book.years.row(book.source.years, "headcount_recorded"), RECORDED, "--", "s"),
        Series(book.words("true"), book.years.row(book.source.years, "headcount_true"), TRUE, "-", "o"),
    ]
    panel = lines(book.source.years, series, Axis(unit=book.words("rate_axis"), scale=0.01, digits=1))
    return book.draw("head", (7.2, 2.7), [panel])


def _figure(book: Book) -> Figure:
    """Poor persons by year, and the true rate by other yardsticks."""
    years = book.source.years
    pair = [
        Series(book.words("recorded"), book.years.row(years, "poor_recorded"), RECORDED),
        Series(book.words("true"), book.years.row(years, "poor_true"), TRUE, hatch="////", filled=False),
    ]
    axis = Axis(book.words("poor_persons"), book.words(book.numbers.unit("drawn")), book.numbers.drawn)
    panels = [columns(years, pair, axis)]
    looks = zip(DRAWN, (TRUE, *STACK[2:5:2], INK), ("-", "-.", ":", "--"), "o^vD", strict=True)
    rates = [
        Series(book.words(f"short_{column}"), book.years.row(years, column), colour, dashes, marker)
        for column, colour, dashes, marker in looks if book.years.has(column)
    ]
    if len(rates) > 1:
        panels.append(lines(years, rates, Axis(book.words("yardsticks"), book.words("rate_axis"), 0.01, 1)))
    return book.draw("poverty", (7.2, 3.2), panels)


def _counts(book: Book) -> Table:
    listed: list[tuple[str, Write]] = [
        ("poor_recorded", book.numbers.persons), ("poor_true", book.numbers.persons), ("headcount_recorded", percent),
        ("headcount_true", percent), ("registered", book.numbers.persons), ("persons", book.numbers.persons),
        ("line", whole), ("exit_line", whole),
    ]
    kept = [(column, write) for column, write in listed if book.years.has(column)]
    words = {"persons": "population", "line": "statistical_line"}
    rows = [(f"{book.words(words.get(column, column))}{_unit(book, column)}", column, write) for column, write in kept]
    return _by_year(book, book.words("poverty_table"), rows)


def _unit(book: Book, column: str) -> str:
    if column in ("line", "exit_line"):
        unit = book.words("yuan_person")
    elif column.startswith("headcount"):
        return ""
    else:
        unit = book.words(book.numbers.unit("persons"))
    return f"，{unit}" if book.numbers.chinese else f", {unit}"


def _concepts(book: Book) -> Table:
    words = {"headcount_true": "registry_income"}
    kept = [column for column in (*DRAWN, "headcount_true_exit_line", *GAPS) if book.years.has(column)]
    rows: list[tuple[str, str, Write]] = [(book.words(words.get(column, column)), column, percent) for column in kept]
    return _by_year(book, book.words("concepts_table"), rows, book.words("concepts_note"))


def _start(book: Book) -> Table | None:
    """The income distribution of the first year beside what one would expect of a poor rural place."""
    rows = []
    for mark in MARKS:
        top, bottom = book.years.at(book.first, mark.top), book.years.at(book.first, mark.bottom) if mark.bottom else ONE
        if isfinite(top.mid) and bottom.mid > 0.0:
            span = book.words("from_to", low=f"{mark.low:.2f}", high=f"{mark.high:.2f}")
            rows.append(Row(book.words(mark.name), [Cell(f"{top.mid / bottom.mid:.2f}"), Cell(span)]))
    head = ["", str(book.first), book.words("expected_range")]
    return Table(book.words("start_table"), head, rows, book.words("start_note"), folded=True) if rows else None


def _by_year(book: Book, title: str, rows: list[tuple[str, str, Write]], note: str = "") -> Table:
    """A table with a column a year."""
    years = book.source.years
    made = [book.line(label, book.years.row(years, column), write) for label, column, write in rows]
    return Table(title, ["", *map(str, years)], made, note)
