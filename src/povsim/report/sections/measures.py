"""The same counts in households, and measures that only this scenario has.  户数与其他指标"""

from __future__ import annotations

from povsim.report.numbers import Write, percent, whole, written
from povsim.report.parts import Book, Row, Table
from povsim.report.sections.fallen import COLUMNS as FALLEN
from povsim.report.sections.income import SOURCES
from povsim.report.sections.targeting import REGISTER
from povsim.tables import TABLES

TWINS = (
    "registered", "poor_recorded", "poor_true", "exits_recorded", "exits_true", "entries_recorded", "entries_true",
    "relapses_recorded", "relapses_true",
)
CONCEPTS = (
    "headcount_true_survey", "headcount_true_consumption", "headcount_true_exit_line", "headcount_true_net_of_rigid",
)
SHOWN = frozenset({
    *(field.name for field in TABLES["yearly"]), *SOURCES, *CONCEPTS, *REGISTER, *FALLEN, "mean_income", "mean_survey_income",
    "exits_padded_recorded", "padding_caught_recorded", "errors_caught_recorded",
})
"""Columns that have a place of their own in the report."""
UNITS = {"index": ("index", "指数"), "log": ("log", "对数"), "yuan a resident": ("yuan a resident", "元/常住人口")}


def in_households(book: Book) -> Table | None:
    """Counts of households by year, folded; None where the tables count persons only."""
    years = book.source.years
    known = [name for name in TWINS if book.years.has(f"{name}_households")]
    rows = [book.line(book.words(name), book.years.row(years, f"{name}_households"), whole) for name in known]
    return Table(book.words("households_table"), ["", *map(str, years)], rows, folded=True) if rows else None


def further(book: Book) -> Table | None:
    """Measures that the scenario's own files added, with their words; None where there are none."""
    rows = [
        _line(book, name, words) for name, words in sorted(book.source.measures.items())
        if name not in SHOWN and book.years.has(name)
    ]
    return Table(book.words("measures_table"), ["", *map(str, book.source.years)], rows, folded=True) if rows else None


def _line(book: Book, name: str, words: dict[str, str]) -> Row:
    unit = words.get("unit", "")
    share = unit.startswith(("share", "of "))
    said = words.get("chinese" if book.numbers.chinese else "meaning", name).rstrip(".").replace("_", " ")
    label = book.words("with_unit", title=said, unit="%" if share else book.words.name(unit, UNITS))
    return book.line(label, book.years.row(book.source.years, name), percent if share else _write(unit))


def _write(unit: str) -> Write:
    """Counts and yuan have no digits, all else three."""
    return whole if unit.startswith(("persons", "households", "yuan")) else lambda number: written(number, 3)
