"""What makes an experiment this one, and how two of them differ.  实验身份"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from povsim.store.sealed import plain

if TYPE_CHECKING:
    from povsim.plugin import Plugin


@dataclass(frozen=True)
class Identity:
    """What makes an experiment this one: its kind, resolved page, seed and the source of its rules."""

    kind: str
    page: Mapping[str, Any]
    seed: int
    rules: Mapping[str, str]

    def to_dict(self) -> dict[str, Any]:
        """The identity as plain values."""
        return {"kind": self.kind, "page": plain(self.page), "seed": self.seed, "rules": dict(self.rules)}


def sources(plugins: Iterable[Plugin]) -> dict[str, str]:
    """The checksum of the source of every plugin, by kind and name."""
    texts = {f"{each.kind}/{each.name}": each.source.replace("\r\n", "\n") for each in plugins}
    return {name: sha256(text.encode()).hexdigest() for name, text in sorted(texts.items())}


MOST = 5
"""So many differences are named."""


def difference(there: Mapping[str, Any], here: Mapping[str, Any]) -> str:
    """In words, how two identities differ; empty where they do not."""
    old, new = _leaves(there), _leaves(here)
    found = [_said(path, old, new) for path in sorted({*old, *new}) if old.get(path) != new.get(path)]
    return "; ".join(found[:MOST]) + (f" and {len(found) - MOST} more" if len(found) > MOST else "")


def _leaves(value: Any, path: str = "") -> dict[str, Any]:
    """Every leaf of nested mappings by its dotted path."""
    if not isinstance(value, Mapping):
        return {path: value}
    found: dict[str, Any] = {}
    for key, one in value.items():
        found |= _leaves(one, str(key) if path in ("", "page") else f"{path}.{key}")
    return found


def _said(path: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> str:
    if path.startswith("rules."):
        name = path.removeprefix("rules.")
        if path in old and path in new:
            return f"the source of {name} differs"
        return f"{name} is part of it there and not here" if path in old else f"{name} is part of it here and not there"
    there, here = (repr(leaves[path]) if path in leaves else "absent" for leaves in (old, new))
    return f"{path} is {there} there and {here} here"
