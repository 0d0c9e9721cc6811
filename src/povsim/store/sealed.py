"""Plain values as JSON that carries its own checksum."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from povsim.errors import DamageError
from povsim.store import disk


def canonical(value: Any) -> bytes:
    """The same bytes for the same plain value, whatever the order of its keys."""
    return json.dumps(plain(value), sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def plain(value: Any) -> Any:
    """A value as JSON knows it: keys as text, arrays as lists, numbers of NumPy as numbers."""
    if isinstance(value, dict):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(one) for one in value]
    return plain(value.tolist()) if hasattr(value, "tolist") else value


def save_sealed(path: Path, value: dict[str, Any]) -> None:
    """Write a mapping as JSON that carries its own checksum."""
    disk.save(path, sealed(value))


def sealed(value: dict[str, Any]) -> bytes:
    """A mapping as readable JSON with a `seal`, the checksum of the rest."""
    seal = hashlib.sha256(canonical(value)).hexdigest()
    return (json.dumps({**plain(value), "seal": seal}, indent=1, ensure_ascii=False) + "\n").encode()


def load_sealed(path: Path) -> dict[str, Any]:
    """Read a sealed mapping; raises DamageError when it is missing, unreadable, broken or changed."""
    with disk.reading(path) as file:
        content = file.read()
    try:
        value = json.loads(content.decode())
        seal = value.pop("seal", None) if isinstance(value, dict) else None
        sound = seal is not None and seal == hashlib.sha256(canonical(value)).hexdigest() and content == sealed(value)
    except (ValueError, RecursionError):
        raise DamageError([f"{path}: is damaged"]) from None
    if not sound:
        raise DamageError([f"{path}: is damaged (its content does not match its seal)"])
    return dict(value)
