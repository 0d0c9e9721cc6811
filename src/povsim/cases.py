"""Cases: a rule tried on one household, written so that a village cadre can check it by hand.  案例

A case names a rule, gives the rows, the settings and the draws, and says what must come out:

    - name: the tea garden costs what the page says
      rule: programmes/tea.cost
      given: {household: {land: 2}}
      settings: {grant: 3000}
      answer: 3000

Columns that are not given stand at their start value.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from povsim.columns import LEVELS, PARENT
from povsim.draws import Draw
from povsim.engine.plain import held
from povsim.errors import Fault, InputError, nearest
from povsim.pages import reading
from povsim.plugin import FOLDERS, Plugin, Schema, builtin, load

KEYS = ("name", "rule", "given", "settings", "year", "draws", "answer", "then")
KINDS = {folder: kind for kind, folder in FOLDERS.items()}
CLOSE = 2e-6
"""Relative difference that a column of 32 bits may show."""


class GivenDraw(Draw):
    """Draws that a case gives by number."""

    __slots__ = ("given",)

    def __init__(self, given: Mapping[int, float]) -> None:
        self.given = given

    def uniform(self, k: int) -> float:
        """The given draw."""
        return float(self.given[k])

    normal = uniform


@dataclass(frozen=True)
class Case:
    """One case of a file."""

    file: str
    line: int | None
    name: str
    plugin: Plugin
    verb: str
    given: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    settings: Mapping[str, Any] = field(default_factory=dict)
    year: int = 2016
    draws: Mapping[int, float] = field(default_factory=dict)
    answer: float | bool | None = None
    then: Mapping[str, Mapping[str, float]] = field(default_factory=dict)

    def check(self) -> list[str]:
        """Run the rule and say where the outcome differs; nothing where all is right."""
        own = (self.plugin.kind, self.plugin.name)
        others = (each for kind in FOLDERS for each in builtin(kind).values() if (each.kind, each.name) != own)
        schema = Schema([*others, self.plugin])
        rows = {level: SimpleNamespace(**{column.name: column.start for column in schema.of(level).values()}) for level in LEVELS}
        for level, above in PARENT.items():
            vars(rows[level]).update(self.given.get(level, {}))
            if above:
                setattr(rows[level], above, rows[above])
        rule = self.plugin.rule(self.verb)
        numbers = SimpleNamespace(**{**self.plugin.Settings(**self.settings).at(self.year), "year": float(self.year)})
        if rule.question:
            return self._differences("answer", float(rule.function(rows[rule.level], numbers)), self.answer)
        rule.function(rows[rule.level], numbers, GivenDraw(self.draws))
        return [each for level, name, wanted in self._wanted()
                for found in [held(getattr(rows[level], name), schema.of(level)[name])]
                for each in self._differences(f"{level}.{name}", found, wanted)]

    def _wanted(self) -> Iterator[tuple[str, str, float]]:
        for level, columns in self.then.items():
            for name, wanted in columns.items():
                yield level, name, wanted

    def _differences(self, what: str, found: float, wanted: Any) -> list[str]:
        close = wanted is not None and abs(found - float(wanted)) <= CLOSE * max(1.0, abs(float(wanted)))
        return [] if close else [f"{self.file}:{self.line}: {self.name}: {what} is {found:g}, not {wanted}"]


def read(path: str | Path, extra: Mapping[str, Plugin] | None = None) -> list[Case]:
    """All cases of a file; `extra` are plugins beside those that come with povsim, such as `programmes/tea`.

    A plugin file of that name beside the cases, or in the folder above, is found by itself.
    Raises InputError with file, line and path.
    """
    root = reading.any_value(Path(path).read_text("utf-8"), str(path))
    if not isinstance(root.value, list):
        raise InputError([Fault(str(path), root.line, "", "must be a list of cases")])
    return [_case(str(path), entry.plain(), entry.line, dict(extra or {})) for entry in root.value]


def _case(file: str, entry: Mapping[str, Any], line: int | None, extra: Mapping[str, Plugin]) -> Case:
    unknown = [key for key in entry if key not in KEYS]
    if unknown or "rule" not in entry or "name" not in entry:
        message = f"no such key '{unknown[0]}'{nearest(unknown[0], KEYS)}" if unknown else "a case needs a `name` and a `rule`"
        raise InputError([Fault(file, line, str(entry.get("name", "")), message)])
    plugin, verb = _rule(file, line, str(entry["rule"]), extra)
    return Case(file, line, str(entry["name"]), plugin, verb, **{key: entry[key] for key in KEYS[2:] if key in entry})


def _rule(file: str, line: int | None, words: str, extra: Mapping[str, Plugin]) -> tuple[Plugin, str]:
    place, _, verb = words.partition(".")
    folder, _, name = place.partition("/")
    beside = [folder_ / f"{name}.py" for folder_ in (Path(file).parent, Path(file).parent.parent)]
    known = extra.get(place) or (builtin(KINDS[folder]).get(name) if folder in KINDS else None)
    found = known or next((load(each) for each in beside if each.is_file()), None)
    if found is None or verb not in found.verbs:
        choices = found.verbs if found else builtin(KINDS[folder]) if folder in KINDS else KINDS
        raise InputError([Fault(file, line, "rule", f"no such rule '{words}'{nearest(verb if found else name, choices)}")])
    return found, verb
