"""Nodes: the values of a page, each with the file and line where it stands."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, replace
from typing import Any

from povsim.errors import Fault, InputError
from povsim.values import shown

Scalar = str | int | float | bool | None

WORDS = {"": None, "~": None, "null": None, "Null": None, "NULL": None} | {
    word: value for value, words in ((True, "true True TRUE"), (False, "false False FALSE")) for word in words.split()}
DECIMAL = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
WHOLE = re.compile(r"[-+]?[0-9]{1,300}|0o[0-7]{1,300}|0x[0-9a-fA-F]{1,300}")
SPECIAL = re.compile(r"([-+]?\.(inf|Inf|INF))|\.(nan|NaN|NAN)")


@dataclass(frozen=True)
class Node:
    """One value of a page, where it stands, and how much it holds.

    The line is that of the key that leads to the value.
    """

    value: Scalar | dict[Any, Node] | list[Node]
    file: str
    line: int | None
    size: int = 1
    height: int = 1

    def plain(self) -> Any:
        """The value as dict, list and scalars."""
        if isinstance(self.value, dict):
            return {key: child.plain() for key, child in self.value.items()}
        return [child.plain() for child in self.value] if isinstance(self.value, list) else self.value

    def near(self, path: tuple[Any, ...]) -> Node:
        """The value at a path, or the deepest one above it that exists."""
        node = self
        for key in path:
            inside: Any = node.value
            listed = isinstance(inside, list) and isinstance(key, int) and key < len(inside)
            if not listed and not (isinstance(inside, dict) and key in inside):
                break
            node = inside[key]
        return node

    def fault(self, path: tuple[Any, ...], message: str) -> Fault:
        """A fault at a path; a missing key has its parent's line."""
        place = self.near(path)
        return Fault(place.file, place.line, ".".join(map(str, path)), message)


def merged(base: Node, over: Node) -> Node:
    """Lay one page over another: mappings merge key by key, lists are replaced, `null` removes."""
    if not isinstance(base.value, dict) or not isinstance(over.value, dict):
        return over
    inside = dict(base.value)
    for key, node in over.value.items():
        if key in inside and node.value is None:
            del inside[key]
        else:
            inside[key] = merged(inside[key], node) if key in inside else node
    return replace(over, value=inside)


def resolved(text: str) -> Scalar:
    """What a plain scalar means in YAML 1.2: `no` is a word, `1e6` a number, `010` is ten."""
    if text in WORDS:
        return WORDS[text]
    if WHOLE.fullmatch(text):
        return int(text, {"0o": 8, "0x": 16}.get(text[:2], 10))
    if DECIMAL.fullmatch(text) or SPECIAL.fullmatch(text):
        return float(text.replace(".inf", "inf").replace(".Inf", "inf").replace(".INF", "inf").lower().replace(".nan", "nan"))
    return text


def beside(file: str, name: str) -> str:
    """The path of a file that a page names, seen from the page's own folder."""
    return os.path.normpath(os.path.join(os.path.dirname(file), name))


def placed(node: Node, path: tuple[Any, ...], value: Node, above: tuple[Any, ...] = ()) -> Node:
    """Put one value at a path, making mappings on the way; null removes what stands there."""
    if not path:
        return value
    if not isinstance(node.value, dict):
        message = f"has no '{path[0]}': it is not a mapping (got {shown(node.plain())})"
        raise InputError([Fault(value.file, value.line, ".".join(map(str, above)), message)])
    inside, key = dict(node.value), path[0]
    if len(path) == 1 and value.value is None and key in inside:
        del inside[key]
    else:
        inside[key] = placed(inside.get(key, Node({}, value.file, value.line)), path[1:], value, (*above, key))
    return replace(node, value=inside)
