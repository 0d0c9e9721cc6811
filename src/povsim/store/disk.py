"""Files that are whole or absent: fsync before rename, checksums, a lock that dies with its process."""

from __future__ import annotations

import errno
import fcntl
import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedReader
from pathlib import Path
from typing import BinaryIO

from povsim.errors import DamageError, Fault, FolderError, InputError, ResourceError

LOCK = ".lock"
ASIDE = ".tmp-"
"""Work that is not committed has a name that begins like this."""

_GONE = {errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.ENOMEM, errno.EFBIG}
_REFUSED = {
    errno.EACCES, errno.EPERM, errno.EROFS, errno.ENAMETOOLONG, errno.ENOTDIR, errno.EEXIST, errno.EISDIR, errno.ELOOP,
    errno.ENOENT, errno.EBUSY, errno.EXDEV, errno.ENXIO, errno.ENOLCK, errno.EOPNOTSUPP,
}


@contextmanager
def resources(place: Path) -> Iterator[None]:
    """Turn a full disk, a failing disk and lack of memory into ResourceError; a refused place into InputError."""
    try:
        yield
    except MemoryError as fault:
        raise ResourceError(f"{place}: memory ran out; try a smaller population.share") from fault
    except OSError as fault:
        reason = os.strerror(fault.errno) if fault.errno else str(fault)
        if is_gone(fault):
            raise ResourceError(f"{place}: {reason}; nothing unfinished was kept, and the same command resumes") from fault
        if fault.errno in _REFUSED:
            raise InputError([Fault(str(place), None, "", f"cannot be written ({reason})")]) from fault
        raise


def is_gone(fault: OSError) -> bool:
    """Whether disk or memory is full, or fails."""
    return fault.errno in _GONE


@contextmanager
def readable(path: Path) -> Iterator[None]:
    """Turn a stored file or folder that is missing or cannot be read into DamageError, which names it."""
    try:
        yield
    except FileNotFoundError as fault:
        raise DamageError([f"{fault.filename or path}: is missing"]) from None
    except OSError as fault:
        raise DamageError([f"{fault.filename or path}: cannot be read ({fault.strerror or fault})"]) from fault


@contextmanager
def reading(path: Path) -> Iterator[BufferedReader]:
    """Open a stored file, and never wait for one that is a pipe; raises DamageError where it cannot be read."""
    with readable(path), open(path, "rb", opener=lambda name, flags: os.open(name, flags | os.O_NONBLOCK)) as file:
        yield file


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the folder for writing; the kernel lets go when the process ends, however it ends.

    Raises FolderError when another process holds it, or moves it at this moment.
    """
    with there(folder):
        handle = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o666)
    try:
        _grab(handle, folder)
        yield
    finally:
        os.close(handle)


@contextmanager
def there(folder: Path) -> Iterator[None]:
    """Raise FolderError where the folder was there a moment ago, and is gone."""
    try:
        yield
    except FileNotFoundError:
        raise FolderError(f"{folder}: busy, it was just moved by another povsim") from None


def _grab(handle: int, folder: Path) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise FolderError(f"{folder}: busy, another povsim is at work here") from None
    with there(folder):
        if os.fstat(handle).st_ino != (folder / LOCK).stat().st_ino:
            raise FileNotFoundError


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """Yield a place aside to write to; at the end it is renamed to `path`, or else nothing is left."""
    aside = path.with_name(f"{ASIDE}{os.getpid()}{path.suffix}")
    try:
        yield aside
        os.replace(aside, path)
    finally:
        aside.unlink(missing_ok=True)


def save(path: Path, content: bytes) -> None:
    """Write a file whole: aside, synced, then renamed."""
    with whole(path) as aside, open(aside, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    sync(path.parent)


@contextmanager
def anew(path: Path) -> Iterator[BinaryIO]:
    """Open a file that is not there yet; where writing fails, nothing is left."""
    with open(path, "xb") as file:
        try:
            yield file
            file.flush()
        except BaseException:
            path.unlink()
            raise


def sync(folder: Path) -> None:
    """Make the names in a folder durable."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def prove(path: Path, checksum: str | None, keeper: str) -> None:
    """Raise DamageError where a file cannot be read, or has another sha256 than its `keeper` says."""
    if checksum_of(path) != checksum:
        raise DamageError([f"{path}: is damaged (its checksum does not match {keeper})"])


def checksum_of(path: Path) -> str:
    """The sha256 of a file's bytes; raises DamageError where it cannot be read."""
    with reading(path) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def sweep(folder: Path) -> None:
    """Remove work that a process left behind when it was killed."""
    for path in sorted(folder.glob(f"{ASIDE}*")):
        shutil.rmtree(path) if path.is_dir() else path.unlink()


def move_aside(folder: Path) -> Path:
    """Rename a folder to the first free `<name>.old-1`, `.old-2`, ...; raises InputError for `.` and `..`."""
    if folder.name in ("", ".."):
        raise InputError([Fault(str(folder), None, "", "cannot be moved aside from inside; name it from outside")])
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
