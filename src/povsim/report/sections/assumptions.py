"""What the run assumed: every number of the active plugins, with unit, range and source.  假定"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from povsim.parameters import Declared, declared
from povsim.plugin import FOLDERS, Plugin, builtin
from povsim.report.numbers import MINUS, Cell
from povsim.report.own import Own
from povsim.report.parts import Book, Row, Section, Table
from povsim.report.source import Source

Told = Plugin | Own

ASSUMED = "assumed"
ALWAYS = ("rule", "step")
"""Kinds whose every file takes part, named on the page or not."""


@dataclass(frozen=True)
class Assumption:
    """One number of the run: what was declared, and what the page made of it."""

    declaration: Declared
    used: Any

    @property
    def assumed(self) -> bool:
        """Whether the source says that the number is assumed."""
        return self.declaration.source.lower().startswith(ASSUMED)

    @property
    def changed(self) -> bool:
        """Whether the page uses another value than the default."""
        return shown(self.used) != shown(self.declaration.default)


def assumptions(book: Book) -> Section:
    """The numbers of every active plugin, in a folded table for each kind."""
    found = {kind: _of_kind(book.source, kind) for kind in FOLDERS if kind != "measure"}
    every = [one for plugins in found.values() for _, numbers in plugins for one in numbers]
    counts = {
        "count": len(every), "assumed": sum(one.assumed for one in every), "changed": sum(one.changed for one in every),
        "documented": sum(not one.assumed for one in every),
    }
    tables = [_table(book, kind, plugins) for kind, plugins in found.items() if plugins]
    notes = [book.words("sources_english")] if book.numbers.chinese else []
    return Section("assumptions", book.words("assumptions"), "", [book.words("assumptions_lead", **counts)], [], tables, notes)


def _of_kind(source: Source, kind: str) -> list[tuple[Told, list[Assumption]]]:
    """The active plugins of a kind that declare numbers, each with its assumptions."""
    page = _named(source, kind)
    known: dict[str, Told] = {**builtin(kind), **{one.name: one for one in source.own if one.kind == kind}}
    active = sorted(known) if kind in ALWAYS else sorted(name for name in page if name in known)
    made = [(known[name], _numbers(known[name], page.get(name))) for name in active]
    return [(plugin, numbers) for plugin, numbers in made if numbers]


def _named(source: Source, kind: str) -> dict[str, Any]:
    """What the page says of the plugins of a kind."""
    return source.part("population", "counties") if kind == "preset" else source.part(FOLDERS[kind])


def _numbers(plugin: Told, said: Any) -> list[Assumption]:
    given = said if isinstance(said, Mapping) else {}
    numbers = plugin.numbers if isinstance(plugin, Own) else declared(plugin.Settings)
    return [Assumption(one, given.get(one.name, one.default)) for one in numbers]


def shown(value: Any) -> str:
    """A value as the table shows it: a number, or numbers by year; of a whole page or of a file alike."""
    if isinstance(value, Mapping):
        return "; ".join(f"{year}: {shown(one)}" for year, one in sorted(value.items(), key=lambda pair: int(pair[0])))
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return str(value)
    text = f"{value:,.10g}" if abs(value) >= 1e4 else f"{value:.10g}"
    return text.replace("-", MINUS, 1) if value < 0 else text


def _table(book: Book, kind: str, plugins: list[tuple[Told, list[Assumption]]]) -> Table:
    rows = []
    for plugin, numbers in plugins:
        title = book.names.plugin(kind, plugin.name)
        rows.append(Row(title, [Cell(plugin.title), *[Cell("")] * 4], strong=True))
        rows += [_row(book, one) for one in numbers]
    head = [book.words(key) for key in ("parameter", "used", "unit", "range", "tag", "why")]
    return Table(f"{book.words(f'kind_{kind}')} ({len(rows) - len(plugins)})", head, rows, folded=True, prose=True)


def _row(book: Book, one: Assumption) -> Row:
    told = one.declaration
    low, high = ("" if limit is None else shown(limit) for limit in (told.low, told.high))
    span = " / ".join(told.choices) or (book.words("from_to", low=low, high=high) if low or high else "")
    used = shown(one.used)
    if one.changed:
        used = book.words("changed_value", used=used, default=shown(told.default))
    tag = book.words("assumed" if one.assumed else "documented")
    words = (told.unit, span, tag, _reason(told.source))
    return Row(told.name, [Cell(used, "changed" if one.changed else ""), *map(Cell, words)])


def _reason(source: str) -> str:
    """The source without the word that stands beside it as the tag."""
    return source[len(ASSUMED) :].lstrip(" ;:,") if source.lower().startswith(ASSUMED) else source
