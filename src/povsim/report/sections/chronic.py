"""How long poverty lasts: years in poverty, kinds of poor households, and the chronic part of the gap.  长期贫困与暂时贫困"""

from __future__ import annotations

from collections.abc import Callable
from math import isfinite

from povsim.analysis.chronic import GAP, GAPS, MEAN, SPELLS, YEARS
from povsim.analysis.vulnerability import CLASSES
from povsim.report.bars import bars
from povsim.report.charts import Axis, Series
from povsim.report.figures import RECORDED, TRUE
from povsim.report.numbers import cell, percent, told, written
from povsim.report.parts import Book, Figure, Row, Section, Table
from povsim.report.source import Value
from povsim.store import computed
from povsim.tables import RECORD, TRUTH

UNITS = ("persons", "households")
WAYS = {TRUTH: "true", RECORD: "recorded"}
COLOURS = {TRUTH: TRUE, RECORD: RECORDED}
Find = Callable[[str, str, str, str], Value]
"""A number by basis, approach, kind and unit."""


def chronic(book: Book) -> Section | None:
    """Only where the runs keep households, and a line to hold them to, for two years or more, and some are poor."""
    made = computed.chronic(book.source.results)
    if not made or made["years"][0] < 2:
        return None
    keys = zip(*(made[name].tolist() for name in ("basis", "approach", "kind", "unit")), strict=True)
    values = zip(*(made[name].tolist() for name in ("value", "low", "high")), strict=True)
    known = {key: Value(*value) for key, value in zip(keys, values, strict=True)}

    def find(*key: str) -> Value:
        return known[key[0], key[1], key[2], key[3]]

    years, share = int(made["years"][0]), find(TRUTH, GAP, GAPS[3], "persons")
    if not isfinite(share.mid):
        return None
    lead = book.words("chronic_lead", years=years, chronic=told(share, percent))
    notes = [book.words("chronic_sample", households=int(made["households"][0])), book.words("chronic_short")]
    basis = book.basis("persons", "recorded", "true", spread=False)
    tables = [_years(book, find), _kinds(book, find), _gaps(book, find)]
    return Section("chronic", book.words("chronic"), basis, [lead], [_figure(book, find, years)], tables, notes)


def _figure(book: Book, find: Find, years: int) -> Figure:
    """Years in poverty of persons, in truth and on the record; most were never poor and are left out."""
    kinds = YEARS[:3]
    series = [Series(book.words(way), [find(basis, SPELLS, kind, "persons") for kind in kinds], COLOURS[basis],
                     filled=basis == RECORD) for basis, way in WAYS.items()]
    axis = Axis(unit=book.words("chronic_axis"), scale=0.01, digits=1)
    return book.draw("chronic", (7.2, 2.6), [bars([book.words(f"chronic_{kind}") for kind in kinds], series, axis)],
                     spread=False, years=years)


def _head(book: Book, ways: list[str]) -> list[str]:
    return ["", *(book.words(f"of_{unit}", way=book.words(way)) for way in ways for unit in UNITS)]


def _years(book: Book, find: Find) -> Table:
    rows = [
        Row(book.words(f"chronic_{kind}"), [cell(find(basis, SPELLS, kind, unit), percent) for basis in WAYS for unit in UNITS])
        for kind in YEARS
    ]
    return Table(book.words("chronic_years"), _head(book, list(WAYS.values())), rows)


def _kinds(book: Book, find: Find) -> Table:
    rows = [Row(book.words(f"chronic_mean_{kind}"), [cell(find(TRUTH, MEAN, kind, unit), percent) for unit in UNITS])
            for kind in CLASSES]
    return Table(book.words("chronic_kinds"), _head(book, ["true"]), rows)


def _gaps(book: Book, find: Find) -> Table:
    """Squared gaps in thousandths, and the chronic share in per cent."""
    def thousandths(number: float) -> str:
        return written(1000 * number, 2)

    rows = [Row(book.words(f"chronic_gap_{kind}"), [cell(find(TRUTH, GAP, kind, unit), thousandths) for unit in UNITS])
            for kind in GAPS[:3]]
    share = [cell(find(TRUTH, GAP, GAPS[3], unit), percent) for unit in UNITS]
    return Table(book.words("chronic_gap"), _head(book, ["true"]), [*rows, Row(book.words("chronic_gap_share"), share, True)])
