"""How well the register finds the poor, and whom each programme's help reaches.  识别与瞄准精度"""

from __future__ import annotations

from typing import TYPE_CHECKING

from povsim.report.bars import bars
from povsim.report.charts import Axis, Series, lines
from povsim.report.figures import RECORDED, SPENT, TRUE
from povsim.report.numbers import Write, cell, percent, written
from povsim.report.parts import Book, Figure, Row, Section, Table
from povsim.report.source import Bands

if TYPE_CHECKING:
    from pandas import DataFrame

ERRORS = (
    "inclusion_error_true", "listed_above_true", "exclusion_error_true", "exclusion_gap_true", "missed_deeply_true",
    "coverage_others_true", "differential", "cause_right_recorded",
)
REGISTER = frozenset({*ERRORS, "registered_with_disabled_true"})
"""Measures that have a place of their own in this section or beside the causes."""
WEIGHTS = {
    "coverage_true": "", "leakage_true": "reached", "leakage_fen_true": "paid_fen", "poorest_true": "paid_fen",
    "concentration_true": "paid_fen", "matched_recorded": "paid_fen", "matched_true": "paid_fen",
}
"""What each column of the table is weighed with when years are taken together; nothing = all years alike."""
ALL = "all"
ROW = 0.2
"""Inches of the figure a programme, so that names do not overlap."""


def targeting(book: Book) -> Section | None:
    """Errors of the listing by year, and coverage, leakage and concentration of help; None where the tables have none."""
    if not book.years.has(ERRORS[0]):
        return None
    errors, help_ = Bands(_errors(book), ["year"]), _help(book)
    basis = book.basis("persons", "true", "recorded")
    tables = [_register(book, errors), *([_programmes(book, help_)] if help_ is not None else [])]
    lead = [book.words("targeting_lead", first=book.first)]
    return Section("targeting", book.words("targeting"), basis, lead, [_figure(book, errors, help_)], tables)


def _errors(book: Book) -> DataFrame:
    """The table `yearly` with the difference of the two coverages, run by run."""
    frame = book.source.yearly
    return frame.assign(differential=1.0 - frame["exclusion_error_true"] - frame["coverage_others_true"])


def _help(book: Book) -> Bands | None:
    """Every programme over all years, run by run; None where nobody was helped."""
    from pandas import DataFrame

    if "targeting" not in book.source.results.tables:
        return None
    rows = []
    for (run, name), part in book.source.results.frame("targeting").groupby(["run_id", "programme"], sort=False):
        line = {"run_id": run, "programme": str(name), "reached": float(part["reached"].mean())}
        for column, weight in WEIGHTS.items():
            mass = part[weight].astype(float) if weight else part["paid_fen"] * 0.0 + 1.0
            line[column] = float((part[column] * mass).sum() / max(float(mass.sum()), 1e-9))
        rows.append(line)
    return Bands(DataFrame(rows), ["programme"]) if rows else None


def _figure(book: Book, errors: Bands, help_: Bands | None) -> Figure:
    years = book.source.years
    looks = (("inclusion", RECORDED, "--", "s"), ("exclusion", TRUE, "-", "o"))
    series = [
        Series(book.words(f"short_{name}"), errors.row(years, f"{name}_error_true"), colour, dashes, marker)
        for name, colour, dashes, marker in looks
    ]
    names = _order(help_) if help_ is not None else []
    panels = [lines(years, series, Axis(book.words("register_errors"), book.words("percent"), 0.01, 0))]
    if help_ is not None:
        money = Series(book.words("money_of_years", start=book.start, last=book.last), help_.row(names, "poorest_true"), SPENT)
        axis = Axis(unit=book.words("poorest_axis"), digits=2)
        panels.append(bars([_name(book, name) for name in names], [money], axis))
    return book.draw("targeting" if help_ is not None else "register", (7.2, max(3.4, 1.1 + ROW * len(names))), panels)


def _order(help_: Bands) -> list[str]:
    """Programmes from the one whose money is nearest to the poorest; all together last."""
    names = [str(name) for name in help_.names() if name != ALL]
    ranked = sorted(names, key=lambda name: (-help_.at(name, "poorest_true").mid, name))
    return [*ranked, *([ALL] if ALL in help_.names() else [])]


def _name(book: Book, name: str) -> str:
    return book.words("help_all") if name == ALL else book.names.programme(name)


def _register(book: Book, errors: Bands) -> Table:
    years = book.source.years
    rows = [book.line(book.words(name), errors.row(years, name), percent) for name in ERRORS if errors.has(name)]
    return Table(book.words("register_table"), ["", *map(str, years)], rows, book.words("register_table_note"))


def _programmes(book: Book, help_: Bands) -> Table:
    def two(number: float) -> str:
        return written(number, 2)

    columns: list[tuple[str, Write]] = [("reached", book.numbers.persons), ("coverage_true", percent), ("leakage_true", percent)]
    columns += [("leakage_fen_true", percent), ("poorest_true", two), ("concentration_true", two)]
    columns += [("matched_recorded", percent), ("matched_true", percent)]
    rows = [
        Row(_name(book, name), [cell(help_.at(name, column), write) for column, write in columns], name == ALL)
        for name in _order(help_)
    ]
    head = [book.words(f"help_{column.removesuffix('_true')}") for column, _ in columns]
    title = book.words("help_table", start=book.start, last=book.last)
    return Table(title, ["", *head], rows, book.words("help_table_note"))
