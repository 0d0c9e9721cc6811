"""How many of those who left stay out: survival after exit by five definitions, and by who left.  脱贫后的稳定"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from povsim.analysis.covariates import TooFewError
from povsim.report.charts import Axis, Series
from povsim.report.figures import RECORDED, STACK, TRUE
from povsim.report.numbers import Cell, cell, percent, whole, written
from povsim.report.panels import curves
from povsim.report.parts import Book, Figure, Row, Section, Table
from povsim.report.source import Value
from povsim.store import computed

if TYPE_CHECKING:
    from pandas import DataFrame

KINDS = ("cause", "exit_year", "programme", "preset", "village", "county")
FOLDED = ("programme", "county")
RATIOS = ("covariate", "ratio", "low", "high", "households", "relapsed")
SHOWN = 6
"""So many causes have a curve: those of whom most left."""
DASHES = ("-", "--", "-.", ":", "-", "--")
COLOURS_OF = {
    "true_after_true_exit": "#E69F00", "true": TRUE, "true_strict": "#CC79A7", "net_of_rigid": "#009E73",
    "without_help": "#7A7F87", "recorded": RECORDED,
}
CAUSES = (STACK[0], STACK[5], STACK[2], STACK[6], STACK[4], STACK[7])


def relapse(book: Book) -> Section | None:
    """Only where the runs keep spells, and somebody has been watched after an exit."""
    frame = _frame(book)
    if frame is None:
        return None
    whole_kind = frame[frame["group_kind"] == "all"]
    basis = book.basis("persons", "recorded", "true", spread=False)
    kinds = [kind for kind in KINDS if (frame["group_kind"] == kind).any()]
    tables = [_definitions(book, whole_kind), *(_groups(book, frame, kind) for kind in kinds)]
    ratios, few = _hazard(book)
    notes = [*few, book.words("survival_note"), book.words("survival_hazard_note")]
    lead = [book.words("survival_lead")]
    return Section("survival", book.words("survival"), basis, lead, [_figure(book, frame)], [*tables, *ratios], notes)


def _frame(book: Book) -> DataFrame | None:
    """The table `survival` of persons: every definition for all, and true relapse by group."""
    import pandas

    if "spells" not in book.source.results.tables:
        return None
    columns = computed.survival(book.source.results, brief=True)
    frame = pandas.DataFrame(columns)
    return frame[frame["unit"] == "persons"] if len(frame) else None


def _row(frame: DataFrame) -> list[Value]:
    """The survival of one curve by year."""
    return [Value(*each) for each in zip(frame["survival"], frame["low"], frame["high"], strict=True)]


def _figure(book: Book, frame: DataFrame) -> Figure:
    """Left the definitions for all who left, right the causes of whom most left."""
    total = frame[frame["group_kind"] == "all"]
    ways = [name for name in COLOURS_OF if name in set(total["definition"])]
    left = [
        Series(book.words(f"short_{name}"), _row(total[total["definition"] == name]), COLOURS_OF[name], DASHES[k])
        for k, name in enumerate(ways)
    ]
    causes = frame[frame["group_kind"] == "cause"]
    first = causes[causes["years"] == 1].sort_values(["at_risk", "group"], ascending=[False, True])
    names = [name for name in first["group"] if name != "none"][:SHOWN]
    right = [
        Series(book.names.group("cause", name), _row(causes[causes["group"] == name]), CAUSES[k], DASHES[k])
        for k, name in enumerate(names)
    ]
    axis = [Axis(book.words(title), book.words("survival_axis")) for title in ("survival_left", "survival_right")]
    panels = [curves(left, axis[0]), *([curves(right, axis[1])] if right else [])]
    return book.draw("survival", (7.4, 3.4), panels, spread=False)


def _years(frame: DataFrame) -> list[int]:
    return sorted(int(year) for year in frame["years"].unique())


def _cells(frame: DataFrame, years: list[int]) -> list[Cell]:
    """Who was watched in the first year, and survival by year with its interval."""
    found = dict(zip(frame["years"].tolist(), _row(frame), strict=True))
    risk = frame.loc[frame["years"] == 1, "at_risk"]
    first = whole(float(risk.iloc[0])) if len(risk) else "–"
    return [Cell(first), *(cell(found.get(year, Value(float("nan"))), percent) for year in years)]


def _head(book: Book, years: list[int]) -> list[str]:
    return ["", pooled(book, "watched"), *(book.words("after_years", years=year) for year in years)]


def pooled(book: Book, word: str) -> str:
    """The head of a column that counts the persons or households of all runs together."""
    return book.words("all_runs", text=book.words(word)) if book.source.runs > 1 else book.words(word)


def _definitions(book: Book, frame: DataFrame) -> Table:
    years = _years(frame)
    rows = [Row(book.words(f"relapse_{name}"), _cells(frame[frame["definition"] == name], years)) for name in COLOURS_OF]
    note = book.words("survival_table_note", interval=book.words("between_runs" if book.source.runs > 1 else "within_run"))
    return Table(book.words("survival_table"), _head(book, years), rows, note)


def _groups(book: Book, frame: DataFrame, kind: str) -> Table:
    """True relapse after a recorded exit by the groups of a kind."""
    frame = frame[frame["group_kind"] == kind]
    years = _years(frame)
    rows = [Row(label(book, kind, str(name)), _cells(some, years)) for name, some in frame.groupby("group", sort=True)]
    title = book.words("survival_by", kind=book.words(f"by_{kind}"))
    note = book.words("survival_selection") if kind in ("exit_year", "programme") else ""
    return Table(title, _head(book, years), rows, note, folded=kind in FOLDED)


def label(book: Book, kind: str, name: str) -> str:
    """The words for a group."""
    if kind == "programme":
        return book.words("programme_none") if name == "none" else book.names.programme(name)
    return name if kind in ("exit_year", "village_id") else book.names.group({"village": "village_kind"}.get(kind, kind), name)


def _hazard(book: Book) -> tuple[list[Table], list[str]]:
    """Hazard ratios, where statsmodels is installed; where too few fell back, a sentence that says so."""
    try:
        columns = computed.hazard(book.source.results) or {name: np.zeros(0) for name in RATIOS}
    except TooFewError as few:
        return [], [book.words("hazard_few", events=few.events, covariates=few.covariates, needed=few.needed)]
    rows = []
    for name, *numbers in zip(*(columns[each].tolist() for each in RATIOS), strict=True):
        kind, _, group = name.partition(": ")
        text = {"other": book.words("hazard_other"), "with dibao": book.words("hazard_dibao")}.get(group)
        ratio, low, high = (written(number, 2) for number in numbers[:3])
        rows.append(Row(f"{book.words(f'by_{kind}')}: {text or label(book, kind, group)}",
                        [Cell(ratio, f"{low}–{high}"), *(Cell(whole(float(number))) for number in numbers[3:])]))
    head = ["", book.words("hazard_ratio"), *(pooled(book, word) for word in ("households_counted", "hazard_relapsed"))]
    return [Table(book.words("hazard_table"), head, rows, book.words("hazard_note"))] if rows else [], []
