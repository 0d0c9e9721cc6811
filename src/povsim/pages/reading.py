"""Pages: YAML 1.2 read as data, with file and line of every value.  Nothing on a page is ever executed."""

from __future__ import annotations

import re
import warnings
from dataclasses import replace
from pathlib import Path
from typing import Any

from povsim.errors import Fault, InputError
from povsim.pages.nodes import Node, resolved

LARGEST = 1_000_000
"""Bytes of a page."""
DEEPEST = 40
"""Levels of nesting."""
MOST = 20_000
"""Values of a page, aliases written out."""
VERSION = re.compile(r"^%YAML(?!\s+1\.2\s*$)", re.MULTILINE)


def read(file: str) -> Node:
    """Read the page in a file.  Raises InputError."""
    try:
        with Path(file).open("rb") as stream:
            data = stream.read(LARGEST + 1)
    except OSError as problem:
        raise _bad(file, None, f"cannot be read: {problem.strerror}") from None
    except ValueError:
        raise _bad(file, None, "cannot be read: this is no file name") from None
    return parse(data, file)


def parse(data: bytes, file: str) -> Node:
    """Read a page from its bytes; it must be one mapping.  Raises InputError."""
    if len(data) > LARGEST:
        raise _bad(file, None, f"is larger than {LARGEST:,} bytes")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = data.count(b"\n", 0, problem.start) + 1
        message = f"is not UTF-8 at byte {problem.start + 1} (0x{data[problem.start]:02x}); save the page as UTF-8"
        raise _bad(file, line, message) from None
    node = any_value(text, file)
    if not isinstance(node.value, dict):
        raise _bad(file, node.line, "is empty" if node.value is None else "must be a mapping: `key: value` lines")
    return replace(node, line=1)


def any_value(text: str, file: str, line: int | None = 0) -> Node:
    """Read any one YAML value; lines are counted on from `line`, or not at all where it is None."""
    from ruamel.yaml import YAML  # late: nothing else needs it
    from ruamel.yaml.error import YAMLError

    other = VERSION.search(text)
    if other:
        at = None if line is None else text.count("\n", 0, other.start()) + 1 + line
        raise _bad(file, at, "must be YAML 1.2; take out the %YAML line")
    builder = _Builder(file, line)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            for event in YAML(typ="safe", pure=True).parse(text):
                builder.take(event)
    except (YAMLError, ValueError, OverflowError) as problem:
        raise _broken(file, text, problem, line) from None
    return builder.finished()


def _broken(file: str, text: str, problem: Any, start: int | None) -> InputError:
    position = getattr(problem, "position", None)
    if position is not None:
        line, message = text.count("\n", 0, position) + 1, f"character {problem.character:#x} is not allowed in YAML"
    else:
        mark = getattr(problem, "problem_mark", None) or getattr(problem, "context_mark", None)
        line = mark.line + 1 if mark else 1
        said = getattr(problem, "problem", None) or getattr(problem, "context", None) or "cannot be read"
        message = f"is not YAML: {' '.join(str(said).split())}"
    return _bad(file, None if start is None else line + start, message)


def _bad(file: str, line: int | None, message: str) -> InputError:
    return InputError([Fault(file, line, "", message)])


class _Open:
    """A mapping or list that is not closed yet."""

    def __init__(self, is_list: bool, line: int | None, anchor: str | None) -> None:
        self.items: dict[Any, Node] = {}
        self.listed: list[Node] | None = [] if is_list else None
        self.line, self.anchor = line, anchor
        self.key: tuple[str | int, int | None] | None = None

    def closed(self, file: str) -> Node:
        children = list(self.items.values()) if self.listed is None else self.listed
        height = 1 + max((child.height for child in children), default=0)
        value: Any = self.items if self.listed is None else self.listed
        return Node(value, file, self.line, 1 + sum(child.size for child in children), height)


class _Builder:
    """Builds nodes from events without recursion, and refuses what is too deep or too large."""

    def __init__(self, file: str, start: int | None) -> None:
        self.file, self.start = file, start
        self.stack: list[_Open] = []
        self.anchors: dict[str, Node | None] = {}
        self.root: Node | None = None
        self.count = 0
        self.faults: list[Fault] = []

    def take(self, event: Any) -> None:
        """Take the next event of the parser."""
        line = None if self.start is None else event.start_mark.line + 1 + self.start
        kind = type(event).__name__
        if kind == "DocumentStartEvent":
            self._begin(line)
        elif kind == "AliasEvent":
            self._place(self._alias(event.anchor, line), None)
        elif kind == "ScalarEvent":
            self._refuse_tag(event, line)
            if any("\ud800" <= letter <= "\udfff" for letter in event.value):
                raise _bad(self.file, line, "holds half a character (an escaped surrogate)")
            value = resolved(event.value) if event.implicit[0] else event.value
            self._place(Node(value, self.file, line), event.anchor)
        elif kind in ("MappingStartEvent", "SequenceStartEvent"):
            self._open(event, line, kind == "SequenceStartEvent")
        elif kind in ("MappingEndEvent", "SequenceEndEvent"):
            done = self.stack.pop()
            self._place(done.closed(self.file), done.anchor)

    def finished(self) -> Node:
        """The whole value.  Raises InputError where a key stands twice."""
        if self.faults:
            raise InputError(self.faults)
        return self.root or Node(None, self.file, 1)

    def _begin(self, line: int | None) -> None:
        if self.root is not None:
            raise _bad(self.file, line, "holds more than one document; a page is one")

    def _open(self, event: Any, line: int | None, is_list: bool) -> None:
        self._refuse_tag(event, line)
        if self.stack and self.stack[-1].listed is None and self.stack[-1].key is None:
            raise _bad(self.file, line, "a key must be one word or a year")
        if len(self.stack) >= DEEPEST:
            raise _bad(self.file, line, f"is nested more than {DEEPEST} levels deep")
        if event.anchor:
            self.anchors[event.anchor] = None
        self.stack.append(_Open(is_list, line, event.anchor))

    def _refuse_tag(self, event: Any, line: int | None) -> None:
        if event.tag is not None:
            raise _bad(self.file, line, f"the tag {event.tag} is not allowed; a page holds plain values only")

    def _alias(self, anchor: str, line: int | None) -> Node:
        node = self.anchors.get(anchor)
        if node is None:
            reason = "stands inside its own anchor" if anchor in self.anchors else "has no anchor above"
            raise _bad(self.file, line, f"the alias *{anchor} {reason}")
        return replace(node, line=line)

    def _place(self, node: Node, anchor: str | None) -> None:
        self.count += 1
        self._limit(node)
        if anchor:
            self.anchors[anchor] = node
        if not self.stack:
            self.root = node
            return
        top = self.stack[-1]
        if top.listed is not None:
            top.listed.append(node)
        elif top.key is None:
            top.key = self._key(node, top)
        else:
            name, line = top.key
            top.items[name], top.key = replace(node, line=line), None

    def _limit(self, node: Node) -> None:
        if len(self.stack) + node.height > DEEPEST + 1:
            raise _bad(self.file, node.line, f"is nested more than {DEEPEST} levels deep, aliases written out")
        if max(node.size, self.count) > MOST:
            raise _bad(self.file, node.line, f"holds more than {MOST:,} values, aliases written out")

    def _key(self, node: Node, top: _Open) -> tuple[str | int, int | None]:
        key = node.value
        if isinstance(key, bool) or not isinstance(key, str | int):
            raise _bad(self.file, node.line, "a key must be one word or a year")
        if key == "<<":
            raise _bad(self.file, node.line, "YAML 1.2 has no merge keys (<<); write the keys out, or extend a page")
        if key in top.items:
            path = [str(each.key[0]) for each in self.stack if each.key] + [str(key)]
            first = top.items[key].line
            message = "stands twice" if first is None else f"stands twice; it is already in line {first}"
            self.faults.append(Fault(self.file, node.line, ".".join(path), message))
        return key, node.line
