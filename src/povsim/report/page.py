"""The page: sections in order, laid out by the template."""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from povsim.errors import Fault, InputError, nearest
from povsim.report.embed import face
from povsim.report.numbers import Numbers
from povsim.report.parts import Book, Section
from povsim.report.sections.accuracy import accuracy
from povsim.report.sections.assessment import assessment
from povsim.report.sections.assumptions import assumptions
from povsim.report.sections.benefits import benefits
from povsim.report.sections.causes import causes
from povsim.report.sections.chronic import chronic
from povsim.report.sections.documents import documents
from povsim.report.sections.fallen import fallen
from povsim.report.sections.income import income
from povsim.report.sections.luck import luck
from povsim.report.sections.money import money
from povsim.report.sections.moves import moves
from povsim.report.sections.order import order
from povsim.report.sections.places import places
from povsim.report.sections.poverty import curves, poverty
from povsim.report.sections.ranks import ranks
from povsim.report.sections.relapse import relapse
from povsim.report.sections.sensitivity import Study, designed, moving, said
from povsim.report.sections.targeting import targeting
from povsim.report.sections.village import village
from povsim.report.source import Source
from povsim.report.summary import cards, spread
from povsim.report.summary import said as summed
from povsim.report.words import LANGUAGES, Words

TEMPLATES = Path(__file__).parent / "templates"
SECTIONS: dict[Callable[[Book], Section | None], str] = {
    luck: "", poverty: "", moves: "groups", fallen: "groups", relapse: "spells", chronic: "households", order: "groups",
    ranks: "groups", places: "groups", targeting: "", documents: "budget", money: "budget", income: "", benefits: "",
    causes: "groups", accuracy: "", assessment: "", village: "", assumptions: "",
}
"""The sections, and the table that each needs beside `yearly`; runs of an ensemble may have kept none."""


def compose(results: Path, language: str) -> str:
    """The whole report of a results folder as one HTML text."""
    if language not in LANGUAGES:
        raise InputError([Fault("--lang", None, "", f"no language '{language}'{nearest(language, LANGUAGES)}")])
    source = Source(results)
    if source.study:
        return _studied(Study(source, Words(language)))
    book = Book(source, Words(language), Numbers(language, source.small))
    made = (section(book) for section, table in SECTIONS.items() if not table or source.has(table))
    return _laid_out(book, [section for section in made if section is not None])


def _studied(study: Study) -> str:
    """The report of a sensitivity study."""
    words = study.words
    sections = [*(moving(study, output) for output in study.outputs), designed(study)]
    question = study.source.question(words.language)
    lines = [words("luck_question", question=question)] if question else []
    return _filled(study.source, words, {
        "span": words("design"), "cards": [], "said": [*lines, *(said(study, output) for output in study.outputs)],
        "picture": None, "spread": [], "sections": sections, "banner": words("study_banner"),
    })


def _laid_out(book: Book, sections: list[Section]) -> str:
    return _filled(book.source, book.words, {
        "span": f"{book.first}–{book.last}", "cards": cards(book), "said": summed(book), "picture": curves(book),
        "spread": spread(book), "sections": sections, "banner": book.words("banner"),
    })


def _filled(source: Source, words: Words, own: dict[str, Any]) -> str:
    """The template with its values, and with the letters of the font that it shows."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    made_by = words("made_by", version=_version(), seed=source.seed)
    values = {**own, "words": words, "title": source.title(words.language), "page": source.text, "made_by": made_by}
    rooms = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    template = rooms.get_template("report.html.j2")
    style = (TEMPLATES / "report.css").read_text("utf-8")
    shown = template.render(style="", **values)
    return template.render(style=Markup(f"{face(shown)}\n{style}"), **values)


def _version() -> str:
    try:
        return version("povsim")
    except PackageNotFoundError:
        return "(not installed)"
