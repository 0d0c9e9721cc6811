"""Plugins: a file is a cause, a shock, a programme, ...; its name is its name on the page.

Nobody imports a plugin by name: the files of a kind are found in its folder, and a user's
own file lies beside the page that uses it.
"""

from __future__ import annotations

import ast
import importlib
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path
from types import ModuleType
from typing import Any

from povsim.columns import Column, column
from povsim.errors import Fault, InputError, nearest
from povsim.levels import CORE
from povsim.maths import whole
from povsim.parameters import Parameters
from povsim.shape import MARKS, QUESTIONS, ROWS, VERBS, faults
from povsim.source import bound, completed, executed, extended, parsed

FOLDERS = {
    "preset": "presets", "cause": "causes", "shock": "shocks", "rule": "rules",
    "programme": "programmes", "measure": "measures", "step": "steps",
}


class NoSettings(Parameters):
    """A plugin without numbers of its own."""


@dataclass(frozen=True, eq=False)
class Rule:
    """One function of a plugin that the drivers run down the rows of a level."""

    plugin: Plugin
    verb: str
    level: str
    guard: str | None = None

    @property
    def question(self) -> bool:
        """Whether the rule answers a question, or does a deed."""
        return self.verb in QUESTIONS

    @property
    def function(self) -> Callable[..., Any]:
        """The function itself, for the drivers that call it row by row."""
        found: Callable[..., Any] = getattr(self.plugin.module, self.verb)
        return found

    @cached_property
    def words(self) -> tuple[str, str, str]:
        """What names the rule's draws: kind, file and function."""
        return (self.plugin.kind, self.plugin.name, self.verb)


@dataclass(frozen=True, eq=False)
class Plugin:
    """One plugin file."""

    kind: str
    name: str
    file: str
    source: str
    module: ModuleType

    @property
    def doc(self) -> str:
        """The whole docstring."""
        return (self.module.__doc__ or "").strip()

    @property
    def title(self) -> str:
        """The first sentence of the docstring, in English."""
        return self.doc.splitlines()[0].split("  ")[0].strip() if self.doc else self.name

    @property
    def chinese(self) -> str:
        """The Chinese term at the end of the docstring's first line; the name where there is none."""
        return self.doc.splitlines()[0].partition("  ")[2].strip() or self.name if self.doc else self.name

    @property
    def Settings(self) -> type[Parameters]:  # noqa: N802 (a class, named as in the file)
        """The class of the plugin's parameters."""
        found: type[Parameters] = self.word("Settings", NoSettings)
        return found

    def word(self, name: str, otherwise: Any = "") -> Any:
        """What the file says under a name at its top, or else `otherwise`."""
        return vars(self.module).get(name, otherwise)

    @cached_property
    def own(self) -> bool:
        """Whether the file is a user's own and does not come with povsim."""
        return builtin(self.kind).get(self.name) is not self

    @cached_property
    def places(self) -> Mapping[str, ast.stmt]:
        """The names that the file gives at its top, each with its statement."""
        return dict(bound(ast.parse(self.source)))

    @cached_property
    def functions(self) -> Mapping[str, ast.FunctionDef]:
        """The functions of the file by name."""
        return {name: node for name, node in self.places.items() if isinstance(node, ast.FunctionDef)}

    def fault(self, word: str, path: str, message: str) -> Fault:
        """A fault in the line where the file gives a name; in the first line where it does not."""
        return Fault(self.file, self.places[word].lineno if word in self.places else 1, path, message)

    @property
    def phase(self) -> str:
        """The line of the year in which a rule or step runs, as its file declares."""
        return str(self.word("phase"))

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns that the file declares, a programme's money column, and the year in which a village work was begun."""
        own: tuple[Column, ...] = self.word("columns", ())
        return (*own, *self._begun, self.money) if self.kind == "programme" else own

    @property
    def _begun(self) -> tuple[Column, ...]:
        """When the work that a programme builds in villages was begun."""
        built, meaning = self.word("builds"), "year in which work on it began; 0 = none under way"
        return (column(f"village.{built}_begun", "int16", "year", meaning, low=0, high=9999),) if built else ()

    @cached_property
    def money(self) -> Column:
        """What a programme pays a row this year, in whole fen."""
        level = self.level("eligible")
        dtype = "int32" if level == "household" else "int64"
        return column(f"{level}.{self.name}_fen", dtype, "fen", f"paid by the programme {self.name}", low=0)

    @cached_property
    def verbs(self) -> tuple[str, ...]:
        """The verbs that the file defines, in the order of the kind."""
        return tuple(verb for verb in VERBS[self.kind] if verb in self.functions)

    @property
    def lends(self) -> bool:
        """Whether what a programme pays must be paid back."""
        return bool(self.word("payment") == "loan")

    @cached_property
    def retained(self) -> bool:
        """Whether households that have exited get a programme's help because support goes on, so that a schedule can end it."""
        asked = ast.walk(self.functions["eligible"]) if self.word("retention") == "" else ()
        by_support = any(isinstance(each, ast.Attribute) and each.attr == "support_until" for each in asked)
        return by_support or self.word("retention") in ("whole", "yearly")

    def level(self, verb: str) -> str:
        """The level whose rows a verb is about: the annotation of its first argument; empty where that is no row."""
        return self._levels[verb]

    @cached_property
    def _levels(self) -> Mapping[str, str]:
        firsts = {name: node.args.args[0].annotation if node.args.args else None for name, node in self.functions.items()}
        return {name: ROWS.get(first.id, "") if isinstance(first, ast.Name) else "" for name, first in firsts.items()}

    def rule(self, verb: str) -> Rule:
        """The verb as a rule; help is delivered only to rows that were allotted money."""
        return self._rules[verb]

    @cached_property
    def _rules(self) -> Mapping[str, Rule]:
        guards = {"deliver": self.money.name} if self.kind == "programme" and "deliver" in self.verbs else {}
        return {verb: Rule(self, verb, self.level(verb), guards.get(verb)) for verb in self.verbs}


@cache
def builtin(kind: str) -> Mapping[str, Plugin]:
    """All plugins of a kind that come with povsim, by name, in alphabetical order."""
    folder = Path(__file__).parent / FOLDERS[kind]
    found = {}
    for path in sorted(folder.glob("*.py")):
        if path.stem != "__init__":
            module = importlib.import_module(f"povsim.{FOLDERS[kind]}.{path.stem}")
            file, text = f"povsim/{FOLDERS[kind]}/{path.name}", path.read_text("utf-8")
            found[path.stem] = _checked(Plugin(kind, path.stem, file, extended(module, text), module))
    return found


def load(path: str | Path, text: str | None = None) -> Plugin:
    """Load a user's plugin file; `text` stands in for the file where only its text travelled.

    Raises InputError with file and line when the text is no plugin. The text is executed.
    """
    place = Path(path)
    try:
        source = place.read_text("utf-8-sig") if text is None else text
    except (OSError, UnicodeDecodeError) as problem:
        reason = (problem.strerror or "no such file") if isinstance(problem, OSError) else str(problem)
        raise InputError([Fault(str(path), None, "", f"cannot be read: {reason}")]) from None
    source = completed(source, parsed(str(path), source))
    tree = parsed(str(path), source)
    module = executed(str(path), place.stem, tree)
    made = Plugin(_kind(str(path), {name for name, _ in bound(tree)}), place.stem, str(path), source, module)
    pattern = next(iter(builtin("preset").values())).Settings if made.kind == "preset" else None
    return _checked(made, pattern)


def _kind(file: str, names: Collection[str]) -> str:
    for mark, kind in MARKS:
        if mark in names:
            return kind
    choices = ", ".join(f"`{mark}` ({kind})" for mark, kind in MARKS)
    raise InputError([Fault(file, 1, "", f"does not define what a plugin needs: one of {choices}")])


def _checked(plugin: Plugin, pattern: type[Parameters] | None = None) -> Plugin:
    found = sorted(faults(plugin, pattern))
    if found:
        raise InputError(found)
    if VERBS[plugin.kind]:
        vars(plugin.module)["int"] = whole  # so that `int(x)` is the same to all drivers, whatever x
    return plugin


class Schema:
    """Every column of a scenario: the shared ones and those of its plugins."""

    def __init__(self, plugins: Iterable[Plugin] = ()) -> None:
        self.columns: dict[str, Column] = {each.path: each for each in CORE}
        declared = [(plugin, each) for plugin in plugins for each in plugin.columns]
        found = [plugin.fault("columns", each.path, "this column exists already; choose another name")
                 for plugin, each in declared if self.columns.setdefault(each.path, each) != each]
        for plugin in plugins:
            built = plugin.word("builds") if plugin.kind == "programme" else ""
            if built and f"village.{built}" not in self.columns:
                message = f"a village has no column '{built}'{nearest(built, self.of('village'))}"
                found.append(plugin.fault("builds", "builds", message))
        for plugin, each in declared:
            for source in [path for path in (each.gather.sources if each.gather else ()) if path not in self.columns]:
                level, _, name = source.partition(".")
                message = f"gathers '{name}', but a {level} has no such column{nearest(name, self.of(level))}"
                found.append(plugin.fault("columns", each.path, message))
        if found:
            raise InputError(found)

    def of(self, level: str) -> dict[str, Column]:
        """The columns of a level by name, in the order of declaration."""
        return {each.name: each for each in self.columns.values() if each.level == level}


@lru_cache(maxsize=64)
def schema_of(plugins: tuple[Plugin, ...]) -> Schema:
    """The columns of a scenario with these plugins: one schema, so that each rule is lowered once."""
    return Schema(plugins)
