"""A results folder as its writer finds it: blank, of another experiment, damaged; and one writer at a time.  占用"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from povsim.errors import DamageError, FolderError, InputError, TooLargeError, UnusableError
from povsim.store import disk
from povsim.store.damage import Finding, findings
from povsim.store.derived import FOLDER
from povsim.store.identity import Identity, difference
from povsim.store.results import DAMAGED, MANIFEST, PAGE, PROVENANCE, RUN, Results
from povsim.store.sealed import load_sealed

CURE = "choose another folder with --out, or --fresh to move this one aside"
log = logging.getLogger(__name__)


@contextmanager
def claimed(folder: Path, identity: Identity, fresh: bool) -> Iterator[None]:
    """Hold the folder for writing; one that was made here and stayed empty is taken away again.

    Raises FolderError, and touches nothing, when another process holds it or when it holds
    anything but this experiment; `fresh` moves an old experiment aside.
    """
    with disk.there(folder):
        if fresh:
            _set_aside(folder)
        else:
            belongs(folder, identity)
    made = disk.create(folder)
    try:
        with disk.locked(folder):
            yield
    except (InputError, TooLargeError, UnusableError):
        if not _has_runs(folder):
            disk.remove(made)
        raise


def belongs(folder: Path, identity: Identity) -> bool:
    """Whether the folder holds this experiment; False when it is absent or blank.

    Raises FolderError when it holds anything else, and touches nothing.
    """
    if blank(folder):
        return False
    _refuse_foreign(folder)
    try:
        found = difference(Results(folder).manifest["identity"], identity.to_dict())
    except DamageError as fault:
        raise DamageError([f"{finding}; {CURE}" for finding in fault.findings]) from None
    if found:
        raise FolderError(f"{folder}: holds another experiment: {found}; {CURE}")
    return True


def blank(folder: Path) -> bool:
    """Whether the folder is absent, or holds nothing but what a killed process left before it began."""
    return not folder.exists() or all(_bare(path) for path in folder.iterdir())


def _bare(path: Path) -> bool:
    """A lock, work that was not committed, or a folder of ours with nothing else in it."""
    if path.name in ("runs", "plugins") and path.is_dir():
        return all(inside.name.startswith(disk.ASIDE) for inside in path.iterdir())
    return path.name == disk.LOCK or path.name.startswith(disk.ASIDE)


def _refuse_foreign(folder: Path) -> None:
    """Raise FolderError for a folder that is not ours; a lost or damaged manifest leaves the lock and the runs to tell."""
    try:
        load_sealed(folder / MANIFEST)
    except DamageError:
        ours = (folder / disk.LOCK).exists() and ((folder / MANIFEST).exists() or _has_runs(folder))
        if not ours:
            found = "is not empty and holds no results of povsim"
            raise FolderError(f"{folder}: {found}; choose another folder with --out") from None


def _has_runs(folder: Path) -> bool:
    return any((folder / "runs").glob(f"*/{RUN}"))


def _set_aside(folder: Path) -> None:
    """Move an old results folder away; what is not ours is left alone."""
    if not blank(folder):
        _refuse_foreign(folder)
        with disk.locked(folder):
            disk.move_aside(folder)


def mend(folder: Path) -> bool:
    """Set aside what is damaged, said in a line each; returns whether anything has to be made, or made again.

    The caller holds the lock. What does not belong to povsim stays where it is.
    """
    disk.sweep(folder)
    first: dict[Path, Finding] = {}
    for finding in findings(Results(folder)):
        culprit = _culprit(folder, finding)
        if culprit is not None:
            first.setdefault(culprit, finding)
    for culprit, finding in first.items():
        if os.path.lexists(culprit):
            log.warning("%s; set aside as %s", finding, _put_away(folder, culprit))
    return bool(first)


def _culprit(folder: Path, finding: Finding) -> Path | None:
    """The run or file that has to be made again; none for what is not ours."""
    part = finding.path.relative_to(folder).parts
    if not part:
        return None
    if part[0] in ("runs", "plugins"):
        return folder.joinpath(*part[:2])
    return folder / part[0] if part[0] in (PAGE, PROVENANCE, FOLDER) else None


def _put_away(folder: Path, culprit: Path) -> Path:
    """Move a damaged run or file to the first free name among the damaged."""
    home = folder / DAMAGED
    home.mkdir(exist_ok=True)
    free = (home / f"{culprit.name}-{number}" for number in count(1))
    place = next(path for path in free if not os.path.lexists(path))
    os.rename(culprit, place)
    for changed in (home, culprit.parent, folder):
        disk.sync(changed)
    return place
