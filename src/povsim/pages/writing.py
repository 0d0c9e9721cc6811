"""Emit: plain data as YAML 1.2, the same bytes from the same data."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from povsim.pages.nodes import resolved

WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def yaml(page: Mapping[Any, Any]) -> str:
    """Write a mapping as block YAML; read back, it is the same data."""
    return "\n".join(_lines(page, "")) + "\n"


def _lines(page: Mapping[Any, Any], indent: str) -> list[str]:
    lines = []
    for key, value in page.items():
        if isinstance(value, Mapping) and value and not all(isinstance(name, int) for name in value):
            lines += [f"{indent}{_scalar(key)}:", *_lines(value, indent + "  ")]
        else:
            lines.append(f"{indent}{_scalar(key)}: {_inline(value)}")
    return lines


def _inline(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_scalar(key)}: {_inline(child)}" for key, child in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_inline, value)) + "]"
    return _scalar(value)


def _scalar(value: Any) -> str:
    if value is None or isinstance(value, bool):
        return "null" if value is None else str(value).lower()
    if isinstance(value, int | float):
        return repr(value)
    text = str(value)
    return text if WORD.fullmatch(text) and resolved(text) == text else f'"{"".join(map(_letter, text))}"'


def _letter(letter: str) -> str:
    if letter in '\\"':
        return f"\\{letter}"
    return letter if letter.isprintable() else f"\\U{ord(letter):08x}"
