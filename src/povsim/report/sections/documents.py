"""What the documents say beside what was simulated, and which programmes carry their plans.  文件数据与模拟对照"""

from __future__ import annotations

from povsim.pages.documents import parts
from povsim.report.documents import SHARES, Stated, place, simulated, stated
from povsim.report.numbers import NONE, Cell, Write, cell, percent, tenth, whole
from povsim.report.parts import Book, Row, Section, Table
from povsim.report.plan import Plan
from povsim.report.source import Value

MONEY = "yuan"


def documents(book: Book) -> Section | None:
    """Figures and plans of the documents; nothing where the page names none."""
    figures, plans = stated(book.source), book.source.part("report", "plans")
    if not figures and not plans:
        return None
    beside = [one for one in figures if one.page.get("simulated")]
    alone = [one for one in figures if not one.page.get("simulated")]
    tables = [_beside(book, beside), _plans(book), _alone(book, alone)]
    lead = [book.words("documents_lead")] + ([book.words("documents_scaled")] if book.source.share < 1 else [])
    shown = [each for each in tables if each.rows]
    return Section("documents", book.words("documents"), book.basis("simulated"), lead, [], shown)


def _write(book: Book, one: Stated) -> Write:
    """How simulated numbers of a unit are written."""
    return tenth if one.unit == SHARES else book.numbers.yuan if one.unit == MONEY else whole


def _told(book: Book, one: Stated) -> tuple[str, str, str, str]:
    """The figure as the document prints it, its unit, its years and its place in the document."""
    first, last = one.span
    figure = book.numbers.yuan(one.figure) if one.unit == MONEY else f"{one.figure:,.10g}"
    unit = "" if one.unit == MONEY else book.words.name(one.unit)
    return figure, unit, str(last) if first == last else f"{first}–{last}", str(one.page["document"])


def _beside(book: Book, figures: list[Stated]) -> Table:
    rows = []
    for one in figures:
        value = simulated(book.source, one)
        part = Value(*(each / one.figure for each in value)) if one.figure > 0 else Value(float("nan"))
        figure, *rest = map(Cell, _told(book, one))
        rows.append(Row(one.text(book.words.language), [figure, cell(value, _write(book, one)), cell(part, percent), *rest]))
    columns = [book.words(key) for key in ("figure_word", "simulation", "of_figure", "unit", "year_word", "document")]
    note = " ".join([book.words("figures_note"), *_absent(book, figures)])
    return Table(book.words("figures_table"), ["", *columns], rows, note, named=True)


def _absent(book: Book, figures: list[Stated]) -> list[str]:
    """Which tables the runs have not kept, so that nothing of them stands beside a figure."""
    asked = {parts(str(one.page["simulated"]))[0] for one in figures}
    missing = [name for name in sorted(asked) if not book.source.has(name)]
    return [book.words("figures_absent", tables=", ".join(missing))] if missing else []


def _alone(book: Book, figures: list[Stated]) -> Table:
    """Figures that the run has nothing beside, with the reason."""
    language = book.words.language
    rows = [Row(one.text(language), [*map(Cell, _told(book, one)), Cell(one.why(language))]) for one in figures]
    head = [book.words(key) for key in ("figure_word", "unit", "year_word", "document", "alone_why")]
    return Table(book.words("alone_table"), ["", *head], rows, folded=True, prose=True, named=True)


def _plans(book: Book) -> Table:
    """Every plan or action of a document by name, what carries it, and what its programmes spent."""
    plan, rows = Plan(book.source), []
    for page in sorted(book.source.part("report", "plans").values(), key=lambda each: place(each["document"])):
        carried = [str(each) for each in page.get("carried_by", [])]
        names = [book.names.programme(each) if "." not in each else _rule(book, each) for each in carried]
        values = [plan.flow(each, "spent") for each in carried if "." not in each]
        spent = Value(*(sum(ends) for ends in zip(*values, strict=True))) if values else Value(float("nan"))
        text = str(page["text_zh" if book.numbers.chinese else "text"])
        joined = book.words("list_comma").join(names) or NONE
        rows.append(Row(text, [Cell(str(page["document"])), Cell(joined), cell(spent, book.numbers.money)]))
    head = [book.words("document"), book.words("carried_by"), _unit(book)]
    return Table(book.words("plans_table"), ["", *head], rows, book.words("plans_note"), prose=True, named=True)


def _unit(book: Book) -> str:
    return book.words("with_unit", title=book.words("spent"), unit=book.words(book.numbers.unit("money")))


def _rule(book: Book, name: str) -> str:
    """A rule or step by its own name."""
    folder, _, word = name.partition(".")
    return book.names.plugin({"rules": "rule", "steps": "step"}[folder], word)
