"""Inherit: pages laid over pages, and single values changed on the command line."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace

from povsim.errors import Fault, InputError
from povsim.pages import reading
from povsim.pages.nodes import Node, beside, merged, placed, resolved
from povsim.values import shown

SET = "--set"
"""Where a change stands that is made on the command line."""
PATHS, WORDS = ("vary", "factors"), 3
"""Sections of studies whose keys are paths of parameters, and of how many words these are: `causes.illness.severe_healthy`."""


def extended(root: Node) -> Node:
    """Lay a page over those that it extends.  Raises InputError for a circle or a missing page."""
    pages, seen = [root], [_place(root.file)]
    while isinstance(pages[-1].value, dict) and "extends" in pages[-1].value:
        name = pages[-1].value["extends"]
        if not isinstance(name.value, str):
            raise InputError([Fault(name.file, name.line, "extends", f"must be the name of a page (got {shown(name.value)})")])
        file = beside(name.file, name.value)
        if _place(file) in seen:
            raise InputError([Fault(name.file, name.line, "extends", f"goes round in a circle: {file} is extended already")])
        if not os.path.isfile(file):
            raise InputError([Fault(name.file, name.line, "extends", f"no such page: {file}")])
        seen.append(_place(file))
        pages.append(reading.read(file))
    whole = pages.pop()
    while pages:
        whole = merged(whole, pages.pop())
    return replace(whole, value={key: node for key, node in whole.value.items() if key != "extends"})  # type: ignore[union-attr]


def _place(file: str) -> str:
    """The one place of a file, through links; its own name where that cannot be told, as in a folder that is gone."""
    try:
        return os.path.realpath(file)
    except (OSError, ValueError):
        return file


def changed(root: Node, changes: Sequence[str]) -> Node:
    """Apply `KEY=VALUE` changes; a value of null removes.  Raises InputError."""
    for change in changes:
        name, sign, text = change.partition("=")
        path = name.strip()
        keys = _keys(path.split("."))
        if not sign or "" in keys:
            raise _wrong(f"write KEY=VALUE, such as years.last=2018 (got {shown(change)})")
        if len(keys) > reading.DEEPEST:
            raise _wrong(f"{shown(path)} is more than {reading.DEEPEST} levels deep")
        try:
            value = reading.any_value(text.strip(), SET, None)
        except InputError as problem:
            faults = [replace(fault, path=".".join(filter(None, (path, fault.path)))) for fault in problem.faults]
            raise InputError(faults) from None
        root = placed(root, keys, value)
    return root


def _keys(words: list[str]) -> tuple[str | int, ...]:
    """The keys that lead to a value; what varies in a study stands under the whole path of its parameter."""
    if words[0] in PATHS and "" not in words:
        words = [words[0], ".".join(words[1 : 1 + WORDS]), *words[1 + WORDS :]] if len(words) > 1 else words
    return tuple(map(_key, words))


def _key(word: str) -> str | int:
    """A key as a page has it: a year is a whole number."""
    found = resolved(word)
    return found if isinstance(found, int) and not isinstance(found, bool) else word


def _wrong(message: str) -> InputError:
    return InputError([Fault(SET, None, "", message)])
