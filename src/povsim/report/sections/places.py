"""Where and who: poverty rates by kind of place, village and household.  分地区与家庭"""

from __future__ import annotations

from povsim.report.numbers import cell, percent
from povsim.report.parts import Book, Row, Section, Table
from povsim.report.sections.squares import villages
from povsim.report.source import Bands

KINDS = ("preset", "village_kind", "household_kind")
RATES = ("headcount_recorded", "headcount_true")


def places(book: Book) -> Section:
    """The base year beside the last year, for groups that a planner can name."""
    tables = [table for kind in KINDS if (table := _table(book, kind)) is not None]
    basis = book.basis("persons", "recorded", "true")
    return Section("places", book.words("places"), basis, [book.words("places_lead")], villages(book), tables)


def _table(book: Book, kind: str) -> Table | None:
    frame = book.source.of_kind(kind)
    if frame.empty:
        return None
    rates = Bands(frame.drop(columns="group_kind"), ["group", "year"])
    names = [str(name) for name in frame["group"].drop_duplicates()]
    columns = [(column, year) for year in (book.first, book.last) for column in RATES]
    rows = []
    for name in names:
        values = [rates.at((name, year), column) for column, year in columns]
        counts = book.line("", [rates.at((name, book.last), "poor_true")], book.numbers.persons)
        rows.append(Row(book.names.group(kind, name), [*(cell(value, percent) for value in values), *counts.cells]))
    head = [book.words("rate_in", way=book.words(column.rpartition("_")[2]), year=year) for column, year in columns]
    last = book.words("poor_true_in", year=book.last, unit=book.words(book.numbers.unit("persons")))
    return Table(book.words("places_table", kind=book.words(kind)), ["", *head, last], rows)
