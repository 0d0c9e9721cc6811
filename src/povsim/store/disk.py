"""Files that are whole or absent: sealed JSON, fsync before rename, a lock that dies with its process."""

from __future__ import annotations

import errno
import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from povsim.errors import DamageError, Fault, FolderError, InputError, ResourceError

LOCK = ".lock"
ASIDE = ".tmp-"
"""Work that is not committed has a name that begins like this."""

_GONE = {errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.ENOMEM, errno.EFBIG}
_REFUSED = {errno.EACCES, errno.EPERM, errno.EROFS, errno.ENAMETOOLONG, errno.ENOTDIR, errno.EEXIST, errno.EISDIR, errno.ELOOP}


@contextmanager
def resources(place: Path) -> Iterator[None]:
    """Turn a full disk, a failing disk and lack of memory into ResourceError; a refused place into InputError."""
    try:
        yield
    except MemoryError as fault:
        raise ResourceError(f"{place}: memory ran out; try a smaller population.share") from fault
    except OSError as fault:
        reason = os.strerror(fault.errno) if fault.errno else str(fault)
        if fault.errno in _GONE:
            raise ResourceError(f"{place}: {reason}; nothing unfinished was kept, and the same command resumes") from fault
        if fault.errno in _REFUSED:
            raise InputError([Fault(str(place), None, "", f"cannot be written ({reason})")]) from fault
        raise


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the folder for writing; the kernel lets go when the process ends, however it ends.

    Raises FolderError when another process holds it.
    """
    handle = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
    try:
        _grab(handle, folder)
        yield
    finally:
        os.close(handle)


def _grab(handle: int, folder: Path) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise FolderError(f"{folder}: busy, another povsim is at work here") from None
    here = folder / LOCK
    if not here.exists() or os.fstat(handle).st_ino != here.stat().st_ino:
        raise FolderError(f"{folder}: busy, it was just moved by another povsim")


def save(path: Path, content: bytes) -> None:
    """Write a file whole: aside, synced, then renamed."""
    aside = path.with_name(f"{ASIDE}{path.name}")
    try:
        with open(aside, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(aside, path)
    finally:
        aside.unlink(missing_ok=True)
    sync(path.parent)


def sync(folder: Path) -> None:
    """Make the names in a folder durable."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def checksum(path: Path) -> str:
    """The sha256 of a file's bytes."""
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


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
    save(path, sealed(value))


def sealed(value: dict[str, Any]) -> bytes:
    """A mapping as readable JSON with a `seal`, the checksum of the rest."""
    seal = hashlib.sha256(canonical(value)).hexdigest()
    return (json.dumps({**plain(value), "seal": seal}, indent=1, ensure_ascii=False) + "\n").encode()


def load_sealed(path: Path) -> dict[str, Any]:
    """Read a sealed mapping; raises DamageError when it is missing, broken or changed."""
    try:
        value = json.loads(path.read_bytes().decode())
        seal = value.pop("seal", None) if isinstance(value, dict) else None
    except FileNotFoundError:
        raise DamageError([f"{path}: is missing"]) from None
    except (ValueError, RecursionError):
        raise DamageError([f"{path}: is damaged"]) from None
    if seal is None or seal != hashlib.sha256(canonical(value)).hexdigest() or path.read_bytes() != sealed(value):
        raise DamageError([f"{path}: is damaged (its content does not match its seal)"])
    return dict(value)


def sweep(folder: Path) -> None:
    """Remove work that a process left behind when it was killed."""
    for path in sorted(folder.glob(f"{ASIDE}*")):
        shutil.rmtree(path) if path.is_dir() else path.unlink()


def move_aside(folder: Path) -> Path:
    """Rename a folder to the first free `<name>.old-1`, `.old-2`, ..."""
    number = 1
    while (aside := folder.with_name(f"{folder.name}.old-{number}")).exists():
        number += 1
    os.rename(folder, aside)
    sync(folder.parent)
    return aside


def create(folder: Path) -> list[Path]:
    """Make a folder with its parents; returns those that were made, the deepest first."""
    missing = [folder, *folder.parents]
    made = [path for path in missing if not path.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    for path in made:
        sync(path.parent)
    return made


def remove(made: list[Path]) -> None:
    """Take away folders that `create` made, unless somebody else put something into them."""
    if made and made[0].is_dir():
        shutil.rmtree(made[0])
    for path in made[1:]:
        if path.is_dir() and not any(path.iterdir()):
            path.rmdir()
