"""Scenario: a page that was read, checked and frozen, with the text of the plugin files beside it."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from povsim import plugin
from povsim.errors import Fault, InputError, TooLargeError
from povsim.pages import reading
from povsim.pages.building import fields
from povsim.pages.catalogue import CHOSEN, SECTIONS, File, catalogue
from povsim.pages.inherit import changed, extended
from povsim.pages.money import Money
from povsim.pages.nodes import Node
from povsim.pages.sections import Funding, Lines, Population, Report, Years, plain
from povsim.pages.writing import yaml
from povsim.parameters import Parameters
from povsim.plugin import Plugin, Schema
from povsim.values import Frozen

__all__ = ["SECTIONS", "File", "Scenario", "load", "load_bytes", "memory", "template", "validate"]


BASE = 400e6
"""Bytes of Python, numba and the compiled rules before the first household."""


@dataclass(frozen=True)
class Scenario:
    """What a page says, small and picklable; `settings` holds what it changes of each plugin's numbers."""

    name: str
    title: str
    seed: int
    years: Years
    population: Population
    lines: Lines
    money: Money
    programmes: Frozen[str, Funding]
    settings: Frozen[str, Frozen[str, Frozen[str, Any]]]
    matching: Mapping[str, Mapping[str, int]]
    report: Report
    files: tuple[File, ...] = ()

    def plugins(self, kind: str) -> tuple[Plugin, ...]:
        """The active plugins of a kind, sorted by name; presets are those of the counties."""
        known, folder = catalogue(self.files)[kind], plugin.FOLDERS[kind]
        chosen = self.settings[folder] if folder in CHOSEN else self.population.counties if kind == "preset" else known
        return tuple(known[name] for name in sorted(chosen))

    def active(self) -> tuple[Plugin, ...]:
        """Every active plugin, kind by kind."""
        return tuple(each for kind in plugin.FOLDERS for each in self.plugins(kind))

    @property
    def schema(self) -> Schema:
        """Every column of the page: the shared ones, and those of its plugins."""
        return plugin.schema_of(self.active())

    def runs(self, plugin: Plugin) -> bool:
        """Whether a plugin does anything: its switch is on in some year, and a programme has money in some year."""
        on: Any = True
        if plugin.kind == "programme":
            on = self.programmes[plugin.name].budget
        elif plugin.word("switch"):
            on = getattr(self.parameters(plugin), plugin.word("switch"))
        return any(on.values()) if isinstance(on, Mapping) else bool(on)

    def parameters(self, which: Plugin) -> Parameters:
        """The numbers of a plugin: its defaults, and what the page changes."""
        return _settings(which, self.settings[plugin.FOLDERS[which.kind]].get(which.name, Frozen()))

    def varied(self, inputs: Mapping[str, Any]) -> Scenario:
        """The scenario with other values of parameters, by dotted path (`causes.illness.onset_under_30`), which are sound."""
        settings = {section: dict(plugins) for section, plugins in self.settings.items()}
        for path, value in inputs.items():
            section, name, parameter = path.split(".")
            settings[section][name] = Frozen({**settings[section].get(name, {}), parameter: value})
        return replace(self, settings=Frozen({section: Frozen(plugins) for section, plugins in settings.items()}))

    def resolved(self) -> dict[str, Any]:
        """The whole page as plain data, whatever the order of its keys and the pages that it extends."""
        sections = {name: plain(section) for name, section in self.settings.items() if section}
        paid = {name: funding.given() | sections["programmes"][name] for name, funding in self.programmes.items()}
        page = {"kind": "scenario", "title": self.title, "years": plain(self.years), "seed": self.seed}
        page |= {"use": [file.name for file in self.files], "population": plain(self.population), "lines": plain(self.lines)}
        page |= {"money": plain(self.money), "matching": plain(self.matching), **sections}
        return page | {"programmes": paid, "report": self.report.given()}

    def to_yaml(self) -> str:
        """The resolved page as YAML 1.2; with the files beside it, the run can be repeated."""
        return yaml(self.resolved())

    def identity(self) -> str:
        """The sha256 of what makes the experiment: the resolved page without its title, and the text of its plugins."""
        page = {key: value for key, value in self.resolved().items() if key not in ("title", "use")}
        texts = {f"{each.kind}/{each.name}": each.source.replace("\r\n", "\n") for each in self.active()}
        whole = json.dumps([_worded(page), texts], sort_keys=True, ensure_ascii=True)
        return hashlib.sha256(whole.encode()).hexdigest()

    def rows(self) -> dict[str, int]:
        """About how many rows each level has at the start; markets and firms are too few to count."""
        people = self.population
        shared = {"person": people.persons, "household": people.households, "village": people.villages}
        fixed = {"county": sum(people.counties.values()), "province": 1}
        return fixed | {level: max(1, round(rows * people.share)) for level, rows in shared.items()}

    def estimate(self) -> int:
        """Bytes of memory that a run needs, from the numbers of the page alone."""
        rows, total = self.rows(), BASE
        for level, many in rows.items():
            widths = [int(each.dtype.lstrip("floatin")) // 8 for each in self.schema.of(level).values()]
            total += many * (2 * (sum(widths) + 12) + 64)
        return int(total)

    def check_size(self, limit: float | None = None) -> None:
        """Refuse what does not fit: raises TooLargeError above `limit` bytes, or above four fifths of the machine's memory."""
        allowed, needed, rows = memory() * 0.8 if limit is None else limit, self.estimate(), self.rows()
        if needed > allowed:
            raise TooLargeError(
                f"{self.name}: too large: {rows['household']:,} households with {rows['person']:,} persons in "
                f"{rows['village']:,} villages need about {needed / 1e9:,.1f} GB of memory; "
                f"the limit is {allowed / 1e9:,.1f} GB (lower population.share)")


def memory() -> float:
    """Bytes of memory of this machine; 8 GB where it does not tell."""
    names = getattr(os, "sysconf_names", {})
    if "SC_PHYS_PAGES" not in names or "SC_PAGE_SIZE" not in names:
        return 8e9
    return float(os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE"))


@lru_cache(maxsize=1024)
def _settings(which: Plugin, changed: Frozen[str, Any]) -> Parameters:
    return which.Settings(**changed)


def _worded(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _worded(child) for key, child in value.items()}
    return [_worded(child) for child in value] if isinstance(value, list) else value


def template(name: str) -> str:
    """A small commented scenario to start from, under the given title."""
    text = Path(__file__).with_name("template.yaml").read_text("utf-8")
    return text.replace("title: A small county", f"title: {json.dumps(name, ensure_ascii=False)}")


def load(path: str | Path, changes: Sequence[str] = ()) -> Scenario:
    """Read a scenario page, with `KEY=VALUE` changes.

    Raises InputError with every fault found, each with file, line and path.
    """
    return _made(reading.read(str(path)), changes)


def load_bytes(data: bytes, file: str, changes: Sequence[str] = ()) -> Scenario:
    """The same for a page that is not in a file; `file` names it in messages.  Raises InputError."""
    return _made(reading.parse(data, file), changes)


def validate(path: str | Path, changes: Sequence[str] = ()) -> tuple[Fault, ...]:
    """Every fault of a page; none when it is sound."""
    try:
        load(path, changes)
    except InputError as problem:
        return problem.faults
    return ()


def _made(root: Node, changes: Sequence[str]) -> Scenario:
    return of_node(changed(extended(root), changes))


def of_node(whole: Node) -> Scenario:
    """The scenario of a page that was read, extended and changed.  Raises InputError with every fault found."""
    made = Scenario(Path(whole.file).stem, **fields(whole))
    late = [whole.fault(path, message) for path, message in _late(made)]
    if late:
        raise InputError(late)
    plugin.schema_of(made.active())
    return made


def _late(scenario: Scenario) -> Iterator[tuple[tuple[str, ...], str]]:
    """What is asked for and would begin after the last year."""
    for each in scenario.active():
        first = getattr(scenario.parameters(each), "first_year", None)
        if first is not None and each.word("switch") and scenario.runs(each) and first > scenario.years.last:
            message = f"begins after {scenario.years.last}, the last year, so that nothing would be done (got {first})"
            yield (plugin.FOLDERS[each.kind], each.name, "first_year"), message
