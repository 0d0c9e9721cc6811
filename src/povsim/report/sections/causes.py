"""Simulated main causes beside the shares that the plan prints.  致贫原因对照"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from povsim.report.charts import Axis, Series, bars
from povsim.report.figures import PLANNED, SPENT
from povsim.report.numbers import Write, cell, percent, written
from povsim.report.parts import Book, Figure, Row, Section, Table
from povsim.report.source import MISSING, Bands, Value

if TYPE_CHECKING:
    from pandas import DataFrame

SIGNED: Write = lambda points: ("+" if points > 0 else "") + written(points, 1)  # noqa: E731 (a name for a small function)


def causes(book: Book) -> Section:
    """The plan's figures are compared with the outcome, never imposed on it."""
    shares = Bands(_shares(book), ["group"])
    plan = {name: float(share) for name, share in book.source.part("report", "cause_shares").items()}
    names = sorted(shares.names(), key=lambda name: (name == "none", -shares.at(name, "part").mid, name))
    names += [name for name in plan if name not in names]
    return Section(
        "causes", book.words("causes"), book.basis(_counted(book), "recorded"), [book.words("causes_lead", year=book.first)],
        [_figure(book, shares, plan, names)] if names else [], [_table(book, shares, plan, names)], _notes(book, shares, plan),
    )


def _counted(book: Book) -> str:
    return "households" if "registered_households" in book.source.of_kind("cause") else "persons"


def _shares(book: Book) -> DataFrame:
    """The share of each recorded main cause in the base year's register, by run."""
    frame = book.source.of_kind("cause")
    frame = frame[frame["year"] == book.first]
    column = "registered_households" if _counted(book) == "households" else "registered"
    totals = frame.groupby("run_id")[column].transform("sum")
    return frame[["run_id", "group"]].assign(part=frame[column] / totals.where(totals > 0))


def _figure(book: Book, shares: Bands, plan: dict[str, float], names: list[str]) -> Figure:
    labels = [book.names.group("cause", name) for name in names]
    series = [
        Series(book.words("simulation"), shares.row(names, "part"), SPENT),
        Series(book.words("plan"), [Value(plan.get(name, MISSING)) for name in names], PLANNED, hatch="...", filled=False),
    ]
    axis = Axis(unit=book.words("percent"), scale=0.01, digits=1)
    return book.draw("causes", (7.2, 1.1 + 0.42 * len(names)), [bars(labels, series, axis)])


def _table(book: Book, shares: Bands, plan: dict[str, float], names: list[str]) -> Table:
    rows = []
    for name in names:
        value, planned = shares.at(name, "part"), plan.get(name, MISSING)
        gap = Value(*(100 * (one - planned) for one in value))
        cells = [cell(value, percent), cell(Value(planned), percent), cell(gap, SIGNED)]
        rows.append(Row(book.names.group("cause", name), cells))
    simulated = book.words(f"simulated_share_{_counted(book)}")
    return Table(book.words("causes_table"), ["", simulated, book.words("plan_share"), book.words("difference")], rows)


def _notes(book: Book, shares: Bands, plan: dict[str, float]) -> list[str]:
    notes, whole = [], math.fsum(plan.values())
    if plan and abs(whole - 1) > 0.005:
        simulated = math.fsum(shares.at(name, "part").mid for name in shares.names())
        notes.append(book.words("causes_sum", plan=percent(whole), simulated=percent(simulated)))
    note = book.source.part("report").get("note")
    if isinstance(note, dict):
        note = note.get(book.words.language) or note.get("en")
    return [*notes, book.words("plan_note", note=note)] if note else notes
