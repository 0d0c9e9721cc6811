"""Files that a user asks for: whole or absent, through links, and nothing replaced but an ordinary file.  输出"""

from __future__ import annotations

import os
from pathlib import Path

from povsim.errors import Fault, InputError
from povsim.store import disk
from povsim.store.results import MANIFEST, is_report, known


def outlet(out: Path, *, report: bool = False) -> Path:
    """Where a file that a user asks for is written: `out`, or what a link leads to.

    Raises InputError where there is no folder for it, where anything but an ordinary file stands
    there, and for povsim's own files in a results folder; a `report` may replace a report.
    """
    with disk.resources(out):
        place = Path(os.path.realpath(out))
        taken = os.path.lexists(place) and not place.is_file()
        homeless = not place.parent.is_dir()
    own = any(_owned(home, place, report) for home in place.parents)
    wrong = "the folder to write into does not exist" if homeless else "is no ordinary file" if taken else (
        "is one of povsim's own files; choose another name" if own else "")
    if wrong:
        raise InputError([Fault(str(out), None, "", wrong)])
    return place


def _owned(home: Path, place: Path, report: bool) -> bool:
    """Whether a folder holds results, and a place in it is povsim's own."""
    name = place.relative_to(home).parts[0]
    return (home / MANIFEST).is_file() and (home / "runs").is_dir() and known(name) and not (report and is_report(name))
