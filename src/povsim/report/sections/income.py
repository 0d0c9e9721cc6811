"""Where income comes from, a person and year.  收入来源"""

from __future__ import annotations

from math import isfinite

from povsim.report.charts import Axis, Series, stack
from povsim.report.numbers import percent, whole
from povsim.report.parts import Book, Figure, Section, Table
from povsim.report.source import Bands

SOURCES = (
    "income_farm", "income_herd", "income_natural", "income_business", "income_wages", "income_dividends", "income_pension",
    "income_transfers", "income_programmes",
)


STATES = ("poor_recorded", "exited_recorded", "others_recorded", "poor_true")


def income(book: Book) -> Section | None:
    """The mean income of all rural persons by source; None where the tables do not tell sources apart."""
    known = [name for name in SOURCES if book.years.has(name)]
    if not known:
        return None
    years = book.source.years
    series = [Series(book.words.name(name), book.years.row(years, name), "") for name in known]
    panel = stack(years, series, Axis(unit=book.words("income_axis")))
    figure = book.draw("income", (7.2, 3.5), [panel])
    return Section(
        "income", book.words("income"), book.basis("persons", "true", "nominal"), [book.words("income_lead")],
        [figure, *_states(book, known)], [_yuan(book, known), _shares(book, known)],
    )


def _states(book: Book, known: list[str]) -> list[Figure]:
    """What the poor, the exited and all others live on in the last year; nothing where no page asked for it."""
    frame = book.source.table("incomes")
    if frame is None:
        return []
    bands = Bands(frame[frame["year"] == book.last], ["state", "source"])
    states = [state for state in STATES if isfinite(bands.at((state, known[0]), "income_yuan").mid)]
    series = [Series(book.words.name(name), bands.row([(state, name) for state in states], "income_yuan"), "") for name in known]
    words = [book.words(f"state_{state}") for state in states]
    panel = stack(range(len(states)), series, Axis(unit=book.words("income_axis")), words)
    return [book.draw("incomes", (7.2, 3.5), [panel])]


def _yuan(book: Book, known: list[str]) -> Table:
    years = book.source.years
    rows = [book.line(book.words.name(name), book.years.row(years, name), whole) for name in known]
    sums = Bands(book.source.yearly[["run_id", "year"]].assign(all=book.source.yearly[known].sum(axis=1, skipna=False)), ["year"])
    rows.append(book.line(book.words("sources_sum"), sums.row(years, "all"), whole, strong=True))
    means = [name for name in ("mean_income", "mean_survey_income") if book.years.has(name)]
    rows += [book.line(book.words(name), book.years.row(years, name), whole, strong=True) for name in means]
    return Table(book.words("income_table"), ["", *map(str, years)], rows, book.words("income_note"))


def _shares(book: Book, known: list[str]) -> Table:
    frame = book.source.yearly
    total = frame[known].sum(axis=1, skipna=False)
    parts = frame[known].div(total.where(total > 0), axis=0).assign(run_id=frame["run_id"], year=frame["year"])
    shares = Bands(parts, ["year"])
    ends: list[int] = [book.first, book.last]
    rows = [book.line(book.words.name(name), shares.row(ends, name), percent) for name in known]
    return Table(book.words("income_share_table"), ["", *map(str, ends)], rows)

