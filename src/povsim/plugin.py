"""Plugins: a file is a cause, a shock, a programme, ...; its name is its name on the page.

Nobody imports a plugin by name: the files of a kind are found in its folder, and a user's
own file lies beside the page that uses it.
"""

from __future__ import annotations

import ast
import importlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from povsim.columns import Column, column
from povsim.errors import Fault, InputError
from povsim.levels import CORE
from povsim.parameters import Parameters

FOLDERS = {
    "preset": "presets", "cause": "causes", "shock": "shocks", "rule": "rules",
    "programme": "programmes", "measure": "measures", "step": "steps",
}
VERBS = {
    "preset": (), "shock": ("strike",), "cause": ("strike", "present"), "rule": ("step",),
    "programme": ("apply", "eligible", "need", "limit", "cost", "claim", "deliver", "tend"),
    "measure": ("count", "per"), "step": (),
}
REQUIRED = {
    "shock": ("strike",), "cause": ("present",), "rule": ("step",), "programme": ("eligible", "need"), "measure": ("count",),
}
QUESTIONS = frozenset({"eligible", "need", "limit", "cost", "claim", "present", "count", "per"})
ROWS = {"Person": "person", "Household": "household", "Village": "village", "County": "county", "Province": "province"}


class NoSettings(Parameters):
    """A plugin without numbers of its own."""


@dataclass(frozen=True)
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

    @property
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
        found: type[Parameters] = getattr(self.module, "Settings", NoSettings)
        return found

    @property
    def phase(self) -> str:
        """The line of the year in which a rule or step runs, as its file declares."""
        return str(getattr(self.module, "phase", ""))

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns that the file declares, and a programme's money column."""
        own: tuple[Column, ...] = tuple(getattr(self.module, "columns", ()))
        return (*own, self.money) if self.kind == "programme" else own

    @property
    def money(self) -> Column:
        """What a programme pays a row this year, in whole fen."""
        level = self.level("eligible")
        dtype = "int32" if level == "household" else "int64"
        return column(f"{level}.{self.name}_fen", dtype, "fen", f"paid by the programme {self.name}", low=0)

    @property
    def verbs(self) -> tuple[str, ...]:
        """The verbs that the file defines, in the order of the kind."""
        return tuple(verb for verb in VERBS[self.kind] if hasattr(self.module, verb))

    def level(self, verb: str) -> str:
        """The level whose rows a verb is about: the annotation of its first argument."""
        return _levels(self)[verb]

    def rule(self, verb: str) -> Rule:
        """The verb as a rule; help is delivered only to rows that were allotted money."""
        guard = self.money.name if (self.kind, verb) == ("programme", "deliver") else None
        return Rule(self, verb, self.level(verb), guard)


@cache
def _levels(plugin: Plugin) -> dict[str, str]:
    tree = ast.parse(plugin.source)
    functions = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    faults, levels = [], {}
    for verb in plugin.verbs:
        node = functions.get(verb)
        first = node.args.args[0].annotation if node and node.args.args else None
        word = first.id if isinstance(first, ast.Name) else ""
        if word in ROWS:
            levels[verb] = ROWS[word]
        else:
            message = f"the first argument must be annotated with a row: {', '.join(ROWS)}"
            faults.append(Fault(plugin.file, node.lineno if node else None, f"rule `{verb}`", message))
    if faults:
        raise InputError(faults)
    return levels


@cache
def builtin(kind: str) -> Mapping[str, Plugin]:
    """All plugins of a kind that come with povsim, by name, in alphabetical order."""
    folder = Path(__file__).parent / FOLDERS[kind]
    found = {}
    for path in sorted(folder.glob("*.py")):
        if path.stem != "__init__":
            module = importlib.import_module(f"povsim.{FOLDERS[kind]}.{path.stem}")
            file = f"povsim/{FOLDERS[kind]}/{path.name}"
            found[path.stem] = _checked(Plugin(kind, path.stem, file, path.read_text("utf-8"), module))
    return found


def load(path: str | Path, text: str | None = None) -> Plugin:
    """Load a user's plugin file; `text` stands in for the file where only its text travelled.

    Raises InputError with file and line when the text is no plugin. The text is executed.
    """
    place = Path(path)
    try:
        source = place.read_text("utf-8") if text is None else text
        tree = ast.parse(source, filename=str(path))
    except (OSError, UnicodeDecodeError) as problem:
        raise InputError([Fault(str(path), None, "", f"cannot be read: {_reason(problem)}")]) from None
    except (SyntaxError, ValueError) as problem:
        raise InputError([Fault(str(path), getattr(problem, "lineno", None), "", f"is not Python: {_reason(problem)}")]) from None
    _refuse_imports(str(path), tree)
    module = ModuleType(f"povsim_plugin_{place.stem}")
    module.__file__ = str(path)
    try:
        exec(compile(tree, str(path), "exec"), module.__dict__)
    except (NameError, TypeError, ValueError, AttributeError, ImportError, ArithmeticError) as problem:
        raise InputError([Fault(str(path), _line_of(problem, str(path)), "", _reason(problem))]) from None
    return _checked(Plugin(_kind(str(path), module), place.stem, str(path), source, module))


def _reason(problem: Exception) -> str:
    if isinstance(problem, OSError):
        return problem.strerror or "no such file"
    return str(getattr(problem, "msg", None) or problem)


def _line_of(problem: Exception, file: str) -> int | None:
    line, trace = None, problem.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == file:
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


def _refuse_imports(file: str, tree: ast.Module) -> None:
    faults = []
    for node in ast.walk(tree):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        faults += [Fault(file, getattr(node, "lineno", None), "", f"a plugin imports from povsim.rule only, not from '{name}'")
                   for name in names if name not in ("povsim.rule", "__future__")]
    if faults:
        raise InputError(faults)


def _kind(file: str, module: ModuleType) -> str:
    marks = (("eligible", "programme"), ("count", "measure"), ("phase", "rule"), ("present", "cause"), ("strike", "shock"))
    for mark, kind in marks:
        if hasattr(module, mark):
            return kind
    choices = ", ".join(f"`{mark}` ({kind})" for mark, kind in marks)
    raise InputError([Fault(file, None, "", f"does not define what a plugin needs: one of {choices}")])


def _checked(plugin: Plugin) -> Plugin:
    missing = [verb for verb in REQUIRED.get(plugin.kind, ()) if verb not in plugin.verbs]
    if plugin.kind == "programme" and not {"cost", "claim"} & set(plugin.verbs):
        missing.append("cost")
    if missing:
        raise InputError([Fault(plugin.file, None, "", f"a {plugin.kind} must define `{verb}`") for verb in missing])
    _levels(plugin)
    return plugin


class Schema:
    """Every column of a scenario: the shared ones and those of its plugins."""

    def __init__(self, plugins: Iterable[Plugin] = ()) -> None:
        self.columns: dict[str, Column] = {each.path: each for each in CORE}
        for plugin in plugins:
            for each in plugin.columns:
                if each.path in self.columns and self.columns[each.path] != each:
                    raise InputError([Fault(plugin.file, None, each.path, "this column exists already; choose another name")])
                self.columns[each.path] = each

    def of(self, level: str) -> dict[str, Column]:
        """The columns of a level by name, in the order of declaration."""
        return {each.name: each for each in self.columns.values() if each.level == level}
