"""Simulated causes beside the shares that the plan prints; both may name several causes a household.  致贫原因对照"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from povsim.report.bars import bars
from povsim.report.charts import Axis, Series
from povsim.report.figures import PLANNED, SPENT
from povsim.report.numbers import cell, percent, told, written
from povsim.report.parts import Book, Figure, Row, Section, Table
from povsim.report.source import MISSING, Bands, Value

if TYPE_CHECKING:
    from pandas import DataFrame


SIDES = ("main_true", "main_recorded", "named_true", "named_recorded")


def signed(points: float) -> str:
    """A difference with its sign: +1.3."""
    return ("+" if points > 0 else "") + written(points, 1)


def causes(book: Book) -> Section:
    """The plan's figures are compared with the outcome, never imposed on it."""
    shares = Bands(_shares(book), ["group"])
    plan = _printed(book)
    known = [name for name in shares.names() if shares.at(name, "persons").mid > 0]
    names = sorted(known, key=lambda name: (name == "none", -shares.at(name, "persons").mid, name))
    names += [name for name in plan if name not in names]
    return Section(
        "causes", book.words("causes"), book.basis("persons", "recorded"), [book.words("causes_lead", year=book.first)],
        [_figure(book, shares, plan, names)] if names else [], [_table(book, shares, plan, names), *_sides(book)],
        _notes(book, shares, plan),
    )


def _printed(book: Book) -> dict[str, float]:
    """The shares that the plan prints, in the reading that the page chooses where a sentence has two."""
    chosen = str(book.source.part("report").get("reading", ""))
    both = book.source.part("report", "cause_shares") | book.source.part("report", "readings", chosen)
    return {name: float(share) for name, share in both.items()}


def _shares(book: Book) -> DataFrame:
    """The share of each recorded main cause in the base year's register, by run: of persons and of households."""
    frame = book.source.of_kind("cause")
    frame = frame[frame["year"] == book.first]
    made = frame[["run_id", "group"]]
    for what, column in (("persons", "registered"), ("households", "registered_households")):
        if column in frame:
            totals = frame.groupby("run_id")[column].transform("sum")
            made = made.assign(**{what: frame[column] / totals.where(totals > 0)})
    return made.merge(_named(book), how="left", on=["run_id", "group"])


def _named(book: Book) -> DataFrame:
    """The share of registered persons whose record names each cause, main or further, in the base year, by run."""
    from pandas import DataFrame

    frame, mark = book.source.yearly[book.source.yearly["year"] == book.first], "named_"
    columns = [column for column in map(str, frame.columns) if column.startswith(mark)]
    rows = [(run, column.removeprefix(mark), float(frame[column].iloc[place]))
            for place, run in enumerate(frame["run_id"]) for column in columns]
    return DataFrame(rows, columns=["run_id", "group", "named"])


def _figure(book: Book, shares: Bands, plan: dict[str, float], names: list[str]) -> Figure:
    labels = [book.names.group("cause", name) for name in names]
    series = [
        Series(book.words("simulation"), shares.row(names, "named"), SPENT),
        Series(book.words("plan"), [Value(plan.get(name, MISSING)) for name in names], PLANNED, hatch="...", filled=False),
    ]
    axis = Axis(unit=book.words("percent"), scale=0.01, digits=1)
    return book.draw("causes", (7.2, 1.1 + 0.42 * len(names)), [bars(labels, series, axis)])


def _table(book: Book, shares: Bands, plan: dict[str, float], names: list[str]) -> Table:
    rows = []
    for name in names:
        named, planned = shares.at(name, "named"), plan.get(name, MISSING)
        gap = Value(*(100 * (one - planned) for one in named))
        main = [shares.at(name, what) for what in ("households", "persons")]
        written_shares = [cell(one, percent) for one in (*main, named, Value(planned))]
        rows.append(Row(book.names.group("cause", name), [*written_shares, cell(gap, signed)]))
    head = [book.words(key) for key in ("main_share_households", "main_share_persons", "named_share", "plan_share", "difference")]
    return Table(book.words("causes_table"), ["", *head], rows)


def _sides(book: Book) -> list[Table]:
    """Main and named causes in the base year, true and recorded, of households and of persons, where the tables tell."""
    if "causes" not in book.source.results.tables:
        return []
    frame = book.source.results.frame("causes")
    frame, sides = frame[frame["year"] == book.first].copy(), []
    for suffix, unit in (("_households", "households"), ("", "persons")):
        whole = frame[f"diagnosed{suffix}"].where(frame[f"diagnosed{suffix}"] > 0)
        for side in SIDES:
            frame[f"{side}{suffix}"] = frame[f"{side}{suffix}"] / whole
            sides.append((f"{side}{suffix}", book.words(f"side_{side}", unit=book.words.name(unit))))
    bands = Bands(frame.drop(columns="year"), ["cause"])
    names = sorted(bands.names(), key=lambda name: (-bands.at(name, "main_true").mid, name))
    columns, head = [side for side, _ in sides], ["", *(words for _, words in sides)]
    rows = [book.line(book.names.group("cause", name), bands.row_of(name, columns), percent) for name in names]
    return [Table(book.words("sides_table", year=book.first), head, rows, book.words("sides_note"), folded=True)]


def _notes(book: Book, shares: Bands, plan: dict[str, float]) -> list[str]:
    notes, whole = [], math.fsum(plan.values())
    if plan and abs(whole - 1) > 0.005:
        simulated = math.fsum(shares.at(name, "named").mid for name in shares.names() if name != "none")
        notes.append(book.words("causes_sum", plan=percent(whole), simulated=percent(simulated)))
    given, disabled = book.source.part("report"), book.years.at(book.first, "registered_with_disabled_true")
    if given.get("reading") and math.isfinite(disabled.mid):
        notes.append(book.words("reading_note", reading=given["reading"], year=book.first, share=told(disabled, percent)))
    note = given.get(f"cause_shares_note_{book.words.language}") or given.get("cause_shares_note")
    return [*notes, book.words("plan_note", note=note)] if note else notes
