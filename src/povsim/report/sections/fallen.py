"""Who fell back in truth, and what officials noticed, met and put on record.  返贫监测"""

from __future__ import annotations

from povsim.report.numbers import whole
from povsim.report.parts import Book, Section, Table

COLUMNS = (
    "relapses_true", "relapses_true_noticed", "relapses_true_unrecorded", "relapses_recorded", "watch_list_recorded",
    "watch_list_marginal_recorded", "rescued_recorded",
)


def fallen(book: Book) -> Section | None:
    """The true relapses of each year beside what is known of them; None where a run has no such measures."""
    known = [name for name in COLUMNS if book.years.has(name)]
    if "relapses_true_noticed" not in known:
        return None
    years = [year for year in book.source.years if year >= book.start]
    rows = [book.line(str(year), book.years.row_of(year, known), whole) for year in years]
    table = Table(book.words("fallen_table"), ["", *(book.words(name) for name in known)], rows)
    basis = book.basis("persons", "recorded", "true")
    return Section("fallen", book.words("fallen"), basis, [book.words("fallen_lead")], [], [table])
