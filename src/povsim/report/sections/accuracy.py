"""The eight accuracies of the files of the poor: checked at the households, and on the files alone.  八个准"""

from __future__ import annotations

from povsim.policy_tables import ACCURACIES
from povsim.report.bars import bars
from povsim.report.charts import Axis, Series
from povsim.report.figures import RECORDED, TRUE
from povsim.report.numbers import Cell, cell, percent
from povsim.report.parts import Book, Row, Section, Table
from povsim.report.source import Bands

MANY = 12


def accuracy(book: Book) -> Section | None:
    """Eight shares of right cases by year, and by county; None where no page asked for it."""
    frame = book.source.table("accuracy")
    if frame is None:
        return None
    bands = Bands(frame, ["county", "year"])
    names = [name for name, _, _ in ACCURACIES]
    labels = [f"{place}. {book.words(f'accuracy_{name}')}" for place, name in enumerate(names, 1)]
    last = {way: [bands.at(("all", book.last), f"{name}_{way}") for name in names] for way in ("recorded", "true")}
    series = [
        Series(book.words("files_alone"), last["recorded"], RECORDED),
        Series(book.words("at_households"), last["true"], TRUE, hatch="////", filled=False),
    ]
    axis = Axis(unit=book.words("percent_right"), scale=0.01, digits=1)
    figure = book.draw("accuracy", (7.2, 4.4), [bars(labels, series, axis)])
    return Section(
        "accuracy", book.words("accuracy"), book.basis("recorded", "true"), [book.words("accuracy_lead")], [figure],
        [_years(book, bands, labels), _what(book, labels), _counties(book, bands, frame["county"].drop_duplicates().tolist())],
    )


def _years(book: Book, bands: Bands, labels: list[str]) -> Table:
    rows = []
    for label, (name, _, _) in zip(labels, ACCURACIES, strict=True):
        keys = [("all", year) for year in book.source.years]
        seen = f"{label}{book.words('checked_at_households')}"
        rows.append(book.line(seen, bands.row(keys, f"{name}_true"), percent, strong=True))
        rows.append(book.line(book.words("checked_on_files"), bands.row(keys, f"{name}_recorded"), percent))
    return Table(book.words("accuracy_table"), ["", *map(str, book.source.years)], rows, book.words("accuracy_note"))


def _what(book: Book, labels: list[str]) -> Table:
    """What each accuracy counts."""
    rows = [
        Row(label, [Cell(book.words(f"{look}_{name}")) for look in ("means", "files")])
        for label, (name, _, _) in zip(labels, ACCURACIES, strict=True)
    ]
    head = ["", book.words("at_households"), book.words("files_alone")]
    return Table(book.words("accuracy_what_table"), head, rows, folded=True, words=True)


def _counties(book: Book, bands: Bands, counties: list[str]) -> Table:
    names = [name for name in counties if name != "all"]
    rows = [
        Row(book.names.county(name), [cell(bands.at((name, book.last), f"{each}_true"), percent) for each, _, _ in ACCURACIES])
        for name in names
    ]
    head = [book.words(f"accuracy_{name}") for name, _, _ in ACCURACIES]
    return Table(book.words("accuracy_county_table", year=book.last), ["", *head], rows, folded=len(names) > MANY)
