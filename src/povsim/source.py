"""The text of a plugin: completed, parsed, checked for what stands at its top, and run; lowering checks its functions."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from traceback import format_exception_only
from types import FunctionType, ModuleType
from typing import Any

from povsim import rule
from povsim.errors import Fault, InputError

BUILTINS = ("min", "max", "abs", "int", "float", "bool", "range")
WORDS: Mapping[str, Any] = {name: {**vars(builtins), **vars(rule)}[name] for name in (*rule.__all__, *BUILTINS)}
"""The language's own words, which no file may give another meaning."""
TELLING = (TypeError, ValueError, NameError, AttributeError, ImportError, ZeroDivisionError)
"""Exceptions whose own words say what is wrong."""

Bound = tuple[str, ast.stmt]
WORK, ITS_COLUMN = Path(__file__).with_name("work.py"), "the_work"
"""The file with the shape of a village work, and the word there for the column that a work builds."""


def completed(text: str, tree: ast.Module) -> str:
    """The text of a plugin, and where it says `builds` the functions of a village work that it leaves out behind it."""
    names = dict(bound(tree))
    match names.get("builds"):
        case ast.Assign(value=ast.Constant(str(column))) if column.isidentifier():  # anything else is refused with the shape
            added = [shape.replace(ITS_COLUMN, column) for name, shape in _work().items() if name not in names]
            if added:
                return "\n\n".join([f"{text.rstrip(chr(10))}\n", "from povsim.rule import Draw, Village\n", *added])
    return text


def extended(module: ModuleType, text: str) -> str:
    """The completed text of a plugin that came with povsim, whose module gets the functions that it leaves out."""
    whole = completed(text, ast.parse(text))
    if whole != text:
        own = text.rstrip("\n")
        exec(compile("\n" * own.count("\n") + whole.removeprefix(own), str(module.__file__), "exec"), module.__dict__)
    return whole


@cache
def _work() -> Mapping[str, str]:
    """The functions of the shape of a village work by name."""
    text = WORK.read_text("utf-8")
    found = [node for node in ast.parse(text).body if isinstance(node, ast.FunctionDef)]
    return {node.name: f"{ast.get_source_segment(text, node)}\n" for node in found}


def parsed(file: str, text: str) -> ast.Module:
    """The syntax tree of a plugin file.  Raises InputError where it is no Python, or says at its top what no plugin may."""
    try:
        tree = ast.parse(text, filename=file)
    except (SyntaxError, ValueError) as problem:
        message = f"is not Python: {getattr(problem, 'msg', None) or problem}"
        raise InputError([Fault(file, getattr(problem, "lineno", None), "", message)]) from None
    except (RecursionError, MemoryError):
        raise InputError([Fault(file, None, "", "holds an expression that is nested too deeply to be read")]) from None
    found = (*_statements(tree, text.splitlines()), *_classes(tree), *_imports(tree), *_names(tree))
    faults = [Fault(file, line, "", message) for line, message in found]
    if faults:
        raise InputError(sorted(faults, key=lambda fault: fault.line or 0))
    return tree


def bound(tree: ast.Module) -> list[Bound]:
    """The names that a file gives at its top, each with its statement, in order."""
    return [(name, statement) for statement in tree.body for name in _given(statement)]


def _given(statement: ast.stmt) -> list[str]:
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return [statement.name]
    if isinstance(statement, ast.Assign):
        return [node.id for target in statement.targets for node in ast.walk(target) if isinstance(node, ast.Name)]
    if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
        return [statement.target.id]
    return []


def _statements(tree: ast.Module, lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """What is no import, no constant, no class and no function, and what is decorated."""
    for node in tree.body:
        match node:
            case ast.FunctionDef(decorator_list=[first, *_]) | ast.ClassDef(decorator_list=[first, *_]):
                yield first.lineno, f"`{node.name}` is decorated; a plugin's functions and classes stand as they are"
            case ast.Import() | ast.ImportFrom() | ast.FunctionDef() | ast.ClassDef() | ast.Expr(value=ast.Constant()):
                pass
            case ast.AnnAssign(target=ast.Name()):
                pass
            case ast.Assign() if all(map(_plain, node.targets)):
                pass
            case _:
                shown = lines[node.lineno - 1].strip()[:40]
                yield node.lineno, f"a plugin holds imports, constants, `Settings` and functions, not `{shown}`"


def _classes(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """What a class holds beside parameters."""
    for node in tree.body:
        for each in node.body if isinstance(node, ast.ClassDef) else ():
            match each:
                case ast.Pass() | ast.Expr(value=ast.Constant()):
                    pass
                case ast.AnnAssign(ast.Name(name), _, ast.Call(ast.Name("parameter"))) if not name.startswith("_"):
                    pass
                case _:
                    yield each.lineno, "a class of a plugin holds parameters only: `name: float = parameter(...)`"


def _plain(target: ast.expr) -> bool:
    return isinstance(target, ast.Name) or (isinstance(target, ast.Tuple) and all(map(_plain, target.elts)))


def _imports(tree: ast.Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            names = [each.name for each in node.names] if isinstance(node, ast.Import) else [node.module or ""]
            for name in names:
                if name not in ("povsim.rule", "__future__") or (isinstance(node, ast.ImportFrom) and node.level):
                    yield node.lineno, f"a plugin imports from povsim.rule only, not from '{name}'"
            for each in node.names:
                if each.asname not in (None, each.name):
                    yield node.lineno, f"`{each.name}` keeps its name; write no `as {each.asname}`"


def _names(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Names that are given twice, or that are words of the language."""
    first: dict[str, int] = {}
    for name, node in bound(tree):
        if name in WORDS:
            yield node.lineno, f"`{name}` is a word of the language of rules; choose another name"
        elif name.startswith("__"):
            yield node.lineno, f"`{name}` is a name of Python's own; choose another name"
        elif name in first:
            yield node.lineno, f"`{name}` is given twice, first in line {first[name]}"
        first.setdefault(name, node.lineno)


def executed(file: str, name: str, tree: ast.Module) -> ModuleType:
    """Run a plugin file.  Raises InputError whatever goes wrong in it, but for Ctrl-C."""
    module = ModuleType(f"povsim_plugin_{name}")
    module.__file__ = file
    try:
        exec(compile(tree, file, "exec"), module.__dict__)
    except KeyboardInterrupt:
        raise
    except BaseException as problem:  # a plugin may raise anything, SystemExit and classes of its own among them
        said = " ".join(format_exception_only(problem)[-1].split())
        plain = said.partition(": ")[2] if type(problem) in TELLING else ""
        raise InputError([Fault(file, _line_of(problem, file), "", plain or f"cannot be loaded: {said}")]) from None
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    changed = [(node.name, node.lineno) for node in functions if not _stands(module, file, node)]
    changed += [(word, 1) for word, meaning in WORDS.items() if vars(module).get(word, meaning) is not meaning]
    if changed:
        message = "is given another meaning as the file is loaded"
        raise InputError([Fault(file, line, "", f"`{name}` {message}") for name, line in changed])
    return module


def _stands(module: ModuleType, file: str, node: ast.FunctionDef) -> bool:
    """Whether the name of a function stands for what its text says, which the compiled engine reads."""
    found = vars(module).get(node.name)
    return type(found) is FunctionType and (found.__code__.co_filename, found.__code__.co_firstlineno) == (file, node.lineno)


def _line_of(problem: BaseException, file: str) -> int | None:
    line, trace = getattr(problem, "lineno", None) if isinstance(problem, SyntaxError) else None, problem.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == file:
            line = trace.tb_lineno
        trace = trace.tb_next
    return line
