"""The head of the report: a few numbers on cards, and what they say in words.  要点"""

from __future__ import annotations

from dataclasses import dataclass

from povsim.report.numbers import percent, span, told, whole
from povsim.report.parts import Book
from povsim.report.plan import Plan
from povsim.report.sections.moves import since_start
from povsim.report.sections.order import as_year, in_order, mean_years
from povsim.report.source import FEW_RUNS, Bands, Value

NAMED = 20
"""Of the runs that failed so many are named."""


@dataclass(frozen=True)
class Card:
    """One big number with its interval, and what it is."""

    number: str
    label: str
    spread: str = ""
    look: str = ""


def _moves(book: Book) -> Bands:
    return Bands(since_start(book).assign(group="all"), ["group"])


def cards(book: Book) -> list[Card]:
    """Recorded and true poor of the last year, relapses so far, and money spent of the plan."""
    made = []
    for way in ("recorded", "true"):
        value = book.years.at(book.last, f"poor_{way}")
        made.append(_card(book, value, book.words(f"card_{way}", year=book.last), way))
    moves = _moves(book)
    recorded = told(moves.at("all", "relapses_recorded"), book.numbers.people)
    label = book.words("card_relapse", year=book.last, recorded=recorded)
    made.append(_card(book, moves.at("all", "relapses_true"), label, "true"))
    return [*made, *_spent(book)]


def _card(book: Book, value: Value, label: str, look: str) -> Card:
    return Card(book.numbers.people(value.mid), label, span(value, book.numbers.people), look)


def _spent(book: Book) -> list[Card]:
    """How much of the plan's money was spent."""
    plan = Plan(book.source)
    if not book.source.has("budget"):
        return []
    planned, spent = plan.planned_total, plan.spent_total
    if planned <= 0:
        return []
    share = Value(*(one / planned for one in spent))
    label = book.words("card_money", planned=book.numbers.yuan(planned), spent=told(spent, book.numbers.yuan))
    return [Card(book.words("share_of", share=percent(share.mid)), label, span(share, percent))]


def said(book: Book) -> list[str]:
    """The same in sentences."""
    rates = {
        f"{way}_{name}": told(book.years.at(year, f"headcount_{way}"), percent)
        for way in ("recorded", "true") for name, year in (("rate", book.last), ("first", book.first))
    }
    counts = {way: told(book.years.at(book.last, f"poor_{way}"), book.numbers.people) for way in ("recorded", "true")}
    sentences = [book.words("head_poor", first=book.first, last=book.last, **rates, **counts)]
    moves = _moves(book)
    columns = {"exits": "exits_recorded", "relapses": "relapses_recorded", "relapses_true": "relapses_true"}
    values = {name: told(moves.at("all", column), book.numbers.people) for name, column in columns.items()}
    sentences.append(book.words("head_moves", start=book.start, last=book.last, **values))
    return [*sentences, *_order(book), *_money(book)]


def _order(book: Book) -> list[str]:
    if not book.source.has("groups"):
        return []
    means = Bands(mean_years(book, "cause"), ["group"])
    names = in_order(means)
    if len(names) < 2:
        return []
    first, last = (book.names.group("cause", name) for name in (names[0], names[-1]))
    early, late = (told(means.at(name, "recorded"), as_year) for name in (names[0], names[-1]))
    return [book.words("head_first", first=first, last=last, early=early, late=late)]


def _money(book: Book) -> list[str]:
    plan = Plan(book.source)
    if plan.planned_total <= 0 or not book.source.has("budget"):
        return []
    values = {"planned": book.numbers.yuan(plan.planned_total), "spent": told(plan.spent_total, book.numbers.yuan)}
    share = Value(*(one / plan.planned_total for one in plan.spent_total))
    return [book.words("head_money", **values, share=told(share, percent))]


def spread(book: Book) -> list[str]:
    """What intervals the report has, and what it has instead where there are none."""
    runs, words = book.source.runs, book.words
    households = book.years.at(book.last, "households").mid
    facts = {"households": whole(households), "year": book.last, "share": percent(book.source.share)}
    kind = "vary" if book.source.head.get("vary") else "ensemble"
    said_of = "single" if runs == 1 else f"{kind}_few" if runs < FEW_RUNS else f"{kind}_many"
    made = [words(said_of, runs=runs)]
    asked, failed = len(book.source.results.planned), list(book.source.results.failed)
    if asked > runs:
        made.append(words("missing_runs", runs=runs, planned=asked))
    if failed:
        made.append(words("failed_runs", runs=", ".join(failed[:NAMED]) + (", ..." if len(failed) > NAMED else "")))
    grouped = len(book.source.first_runs)
    if grouped < runs:
        made.append(words("grouped", runs=grouped))
    return [*made, words("counted" if book.source.share >= 1 else "sampled", **facts)]
