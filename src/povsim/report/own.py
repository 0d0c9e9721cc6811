"""A user's own plugin in a results folder: read as text, never executed.  自带规则"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from povsim.parameters import Declared

KINDS = {"eligible": "programme", "count": "measure", "phase": "rule", "present": "cause", "strike": "shock"}
"""What a file defines tells its kind; the first that it has counts."""


@dataclass(frozen=True)
class Own:
    """What the report shows of a user's plugin."""

    kind: str
    name: str
    title: str
    chinese: str
    numbers: tuple[Declared, ...]


def own(name: str, text: str) -> Own:
    """A plugin whose text travelled with the scenario."""
    tree = ast.parse(text)
    first = (ast.get_docstring(tree) or name).splitlines()[0]
    title, _, chinese = first.partition("  ")
    assigned = [target for node in tree.body if isinstance(node, ast.Assign) for target in node.targets]
    defined = [node.name for node in tree.body if isinstance(node, ast.FunctionDef)]
    defined += [target.id for target in assigned if isinstance(target, ast.Name)]
    kind = next((kind for mark, kind in KINDS.items() if mark in defined), "preset")
    return Own(kind, name, title.strip(), chinese.strip() or name, tuple(_numbers(tree)))


def _numbers(tree: ast.Module) -> list[Declared]:
    bodies = (node.body for node in tree.body if isinstance(node, ast.ClassDef) and node.name == "Settings")
    lines = [node for body in bodies for node in body if isinstance(node, ast.AnnAssign)]
    return [
        _number(node.target.id, node.value) for node in lines
        if isinstance(node.target, ast.Name) and isinstance(node.value, ast.Call)
    ]


def _number(name: str, call: ast.Call) -> Declared:
    """One declaration; what is not a plain value stands as its own text."""
    given: Mapping[str, Any] = {word.arg: _value(word.value) for word in call.keywords if word.arg}
    plain = [_value(each) for each in call.args]
    default = plain[0] if plain else given.get("default", "")
    unit = plain[1] if len(plain) > 1 else given.get("unit", "")
    choices = tuple(map(str, given.get("choices", ())))
    return Declared(name, default, str(unit), given.get("low"), given.get("high"), str(given.get("source", "")), choices)


def _value(node: ast.expr) -> Any:
    try:
        return ast.literal_eval(node)
    except ValueError:
        return ast.unparse(node)
