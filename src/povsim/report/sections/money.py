"""Money: by use and source, planned beside spent, loans apart from grants, and what reached nobody.  资金"""

from __future__ import annotations

import math

from povsim.report.bars import bars
from povsim.report.charts import Axis, Series
from povsim.report.figures import PLANNED, SPENT
from povsim.report.numbers import Cell, cell, percent, whole
from povsim.report.parts import Book, Figure, Row, Section, Table
from povsim.report.plan import FLOWS, Plan
from povsim.report.prose_plan import USES
from povsim.report.source import Value
from povsim.report.words import NAMES

RESTS = ("leaked", "overhead", "unspent", "returned")
DEBTS = ("county_debt_ratio", "hidden_debt_share")


def money(book: Book) -> Section:
    """What the plan foresees beside what the simulated programmes paid."""
    plan = Plan(book.source)
    words = {"first": plan.years[0], "last": plan.years[-1]} if plan.years else {"first": book.first, "last": book.last}
    figures = [_figure(book, plan, words)] if plan.sources and plan.uses else []
    tables = [
        _uses(book, plan, words), _sources(book, plan, words), _programmes(book, plan, words), _yearly(book, plan),
        _rest(book), _debts(book),
    ]
    notes = [*_heads(book, plan), *([book.words("money_outside_note")] if plan.outside else [])]
    return Section(
        "money", book.words("money"), book.basis("booked", "nominal"), [book.words("money_lead", **words)], figures,
        [table for table in tables if table.rows], notes,
    )


def _heads(book: Book, plan: Plan) -> list[str]:
    """The plan's money a head, with the heads that it is divided by."""
    registered, persons = (book.years.at(book.first, name).mid for name in ("registered", "persons"))
    if not (plan.planned_total > 0 and registered > 0):
        return []
    heads = {"registered": whole(plan.planned_total / registered), "all": whole(plan.planned_total / persons)}
    return [book.words("money_heads", year=book.first, **heads)]


def _figure(book: Book, plan: Plan, words: dict[str, int]) -> Figure:
    panels, digits = [], 0 if book.numbers.small else 1
    for title, known, names, planned, spent in (
        ("use", USES, plan.uses, plan.planned_by_use, plan.spent_by_use),
        ("source", NAMES, plan.sources, plan.planned_by_source, plan.spent_by_source),
    ):
        series = [
            Series(book.words("planned"), [Value(planned(name)) for name in names], PLANNED, hatch="...", filled=False),
            Series(book.words("spent"), [spent(name) for name in names], SPENT),
        ]
        axis = Axis(book.words(title), book.words(book.numbers.unit("drawn_money")), book.numbers.drawn_money, digits)
        panels.append(bars([book.words.name(name, known) for name in names], series, axis))
    return book.draw("money", (7.2, 3.0), panels, since=words["first"], until=words["last"])


def _pair(book: Book, label: str, planned: float, spent: Value) -> Row:
    """A row: planned, spent, and spent as a share of planned."""
    share = Value(*(one / planned for one in spent)) if planned > 0 else Value(float("nan"))
    return Row(label, [cell(Value(planned), book.numbers.money), cell(spent, book.numbers.money), cell(share, percent)])


def _uses(book: Book, plan: Plan, words: dict[str, int]) -> Table:
    rows = []
    for use in plan.uses:
        rows.append(_pair(book, book.words.name(use, USES), plan.planned_by_use(use), plan.spent_by_use(use)).made_strong())
        rows += [
            _pair(book, book.words("within", name=book.words.name(source)), plan.planned(use, source), plan.spent(use, source))
            for source in plan.sources if plan.planned(use, source) > 0 or plan.spent(use, source).mid > 0
        ]
    return Table(_titled(book, book.words("money_use_table", **words)), _head(book), rows)


def _sources(book: Book, plan: Plan, words: dict[str, int]) -> Table:
    rows = []
    for lent in (False, True):
        some = [one for one in plan.sources if plan.lent(one) is lent]
        rows += [row for one in some for row in _source(book, plan, one)]
        if some:
            planned = math.fsum(plan.planned_by_source(one) for one in some)
            rows.append(_pair(book, book.words("lent" if lent else "given"), planned, plan.spent_from(lent)).made_strong())
    if rows:
        rows.append(_pair(book, book.words("plan_total"), plan.planned_total, plan.spent_total).made_strong())
    return Table(_titled(book, book.words("money_source_table", **words)), _head(book), rows, book.words("money_source_note"))


def _source(book: Book, plan: Plan, source: str) -> list[Row]:
    """A source, and its money by those who give it."""
    planned, spent = plan.planned_by_source(source), plan.spent_by_source(source)
    rows = [_pair(book, book.words.name(source), planned, spent)]
    for giver, share in plan.givers(source).items():
        label = book.words("within", name=book.words.name(giver))
        rows.append(_pair(book, label, share * planned, Value(*(share * one for one in spent))))
    return rows


def _rest(book: Book) -> Table:
    """What reached nobody, and what was not used, by year."""
    years, rows = book.source.years, []
    for flow in RESTS:
        if book.years.has(f"{flow}_fen"):
            yuan = [Value(*(one / 100 for one in value)) for value in book.years.row(years, f"{flow}_fen")]
            rows.append(book.line(book.words(flow), yuan, book.numbers.money))
    return Table(_titled(book, book.words("money_rest_table")), ["", *map(str, years)], rows, book.words("money_rest_note"))


def _debts(book: Book) -> Table:
    """What counties owe beside what they earn, by year."""
    years, names = book.source.years, [name for name in DEBTS if book.years.has(name)]
    rows = [book.line(book.words(name), book.years.row(years, name), percent) for name in names]
    return Table(book.words("money_debt_table"), ["", *map(str, years)], rows, book.words("money_debt_note"))


def _head(book: Book) -> list[str]:
    return ["", book.words("planned"), book.words("spent"), book.words("spent_share")]


def _titled(book: Book, title: str) -> str:
    return book.words("with_unit", title=title, unit=book.words(book.numbers.unit("money")))


def _programmes(book: Book, plan: Plan, words: dict[str, int]) -> Table:
    rows = [
        book.line(book.names.programme(name), [plan.flow(name, flow) for flow in FLOWS], book.numbers.money)
        for name in plan.programmes
    ]
    head = ["", *(book.words(flow) for flow in FLOWS)]
    return Table(_titled(book, book.words("money_programme_table", **words)), head, rows, book.words("money_programme_note"))


def _yearly(book: Book, plan: Plan) -> Table:
    rows = [
        book.line(book.words.name(source), [plan.spent_in(source, year) for year in plan.years], book.numbers.money)
        for source in plan.sources
    ]
    for source in plan.outside:
        values = [plan.spent_in(source, year) for year in plan.years]
        cells: list[Cell] = [cell(value, book.numbers.money) for value in values]
        rows.append(Row(book.words("outside_source", name=book.words.name(source)), cells))
    return Table(_titled(book, book.words("money_year_table")), ["", *map(str, plan.years)], rows)
