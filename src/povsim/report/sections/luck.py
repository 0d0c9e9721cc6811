"""How far apart the runs are: a fan of headcounts, means with their intervals, luck and numbers told apart.  波动"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from povsim.report.charts import Axis, Band, fan
from povsim.report.figures import RECORDED, TRUE
from povsim.report.numbers import Cell, Write, percent, whole, written
from povsim.report.parts import Book, Figure, Row, Section, Table
from povsim.report.source import FEW_RUNS
from povsim.spread import NORMAL, apart, mean

if TYPE_CHECKING:
    from pandas import DataFrame

SHOWN: tuple[tuple[str, Write], ...] = (
    ("headcount_recorded", percent), ("headcount_true", percent), ("poor_recorded", whole), ("poor_true", whole),
    ("exits_recorded", whole), ("relapses_recorded", whole), ("relapses_true", whole),
)


def luck(book: Book) -> Section | None:
    """Only where there are several runs of one experiment."""
    if not book.source.many or book.source.runs < 2:
        return None
    question = book.source.question(book.words.language)
    lead = [*([book.words("luck_question", question=question)] if question else []), book.words("luck_lead")]
    notes = [book.words("luck_not_apart")] if _varies(book) and not _parts(book) else []
    tables = [_means(book), *_parts(book), *_varied(book)]
    return Section("luck", book.words("luck"), book.basis("persons"), lead, [_fan(book)], tables, notes)


def _varies(book: Book) -> bool:
    return bool(book.source.head.get("vary"))


def _fan(book: Book) -> Figure:
    """Two fans over the years."""
    ends = (0.0, 1.0) if book.source.runs < FEW_RUNS else (0.025, 0.975)
    grouped = book.source.yearly.groupby("year")
    panels = []
    for way, colour in (("recorded", RECORDED), ("true", TRUE)):
        column = grouped[f"headcount_{way}"]
        low, quarter, middle, third, high = (column.quantile(level).tolist() for level in (ends[0], 0.25, 0.5, 0.75, ends[1]))
        axis = Axis(book.words(way), book.words("rate_axis"), scale=0.01, digits=1)
        panels.append(fan(book.source.years, Band(middle, [(low, high), (quarter, third)], colour), axis))
    return book.draw("luck", (7.2, 2.9), panels, spread=False)


def _last(book: Book) -> DataFrame:
    """The last year of every run, in the order of the runs."""
    frame = book.source.yearly
    return frame[frame["year"] == book.last].set_index("run_id")


def _means(book: Book) -> Table:
    frame = _last(book)
    rows = [Row(book.words(name), _cells(frame[name].tolist(), write)) for name, write in SHOWN if name in frame]
    head = ["", *(book.words(word) for word in ("mean_of_runs", "mean_interval", "runs_spread", "runs_range"))]
    note = book.words("luck_table_note", runs=book.source.runs)
    return Table(book.words("luck_table", year=book.last), head, rows, note)


def _cells(values: Sequence[float], write: Write) -> list[Cell]:
    found, low, high = mean(values), *_range(values)
    ends = (found.mean - found.half_width, found.mean + found.half_width)
    return [Cell(write(found.mean)), Cell("–".join(map(write, ends))), Cell(_fine(found.spread, write)),
            Cell(f"{write(low)}–{write(high)}")]


def _range(values: Sequence[float]) -> tuple[float, float]:
    """Lowest and highest of few runs, the middle 95 % of many."""
    import pandas

    tail = 0.0 if len(values) < FEW_RUNS else 0.025
    found = pandas.Series(values).quantile([tail, 1 - tail])
    return float(found.iloc[0]), float(found.iloc[1])


def _fine(spread: float, write: Write) -> str:
    """A standard deviation, with more digits than the number itself has."""
    return written(100 * spread, 3) if write is percent else written(spread, 1)


def _parts(book: Book) -> list[Table]:
    """Luck and numbers apart, where both vary."""
    if not _varies(book) or book.source.head.get("luck") != "each":
        return []
    frame, draws = _last(book), book.source.lots["draw"]
    rows = []
    for name, write in SHOWN:
        if name in frame:
            found = apart([each.tolist() for _, each in frame[name].groupby(draws.reindex(frame.index))])
            if found is None:
                return []
            cells = [Cell(_fine(one, write), f"±{_fine(NORMAL * one, write)}") for one in found[:3]]
            rows.append(Row(book.words(name), [*cells, Cell(percent(found.share))]))
    head = ["", *(book.words(word) for word in ("whole_spread", "luck_spread", "numbers_spread", "luck_share"))]
    note = book.words("luck_parts_note", replicates=book.source.head.get("replicates"))
    return [Table(book.words("luck_parts", year=book.last), head, rows, note)]


def _varied(book: Book) -> list[Table]:
    """What varies, and how."""
    if not _varies(book):
        return []
    found = {path: next(iter(how.items())) for path, how in book.source.head["vary"].items()}
    rows = [Row(path, [Cell(f"{kind} {', '.join(map(str, values))}")]) for path, (kind, values) in found.items()]
    head = [book.words("parameter"), book.words("distribution")]
    return [Table(book.words("luck_varied"), head, rows, book.words("luck_varied_note"))]
