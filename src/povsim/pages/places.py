"""Pages that come with povsim: found beside the source in the repository, and inside the installed package."""

from __future__ import annotations

import os
from pathlib import Path

from povsim.errors import Fault, InputError, nearest

FOLDERS = ("configs", "experiments")


def folder(name: str) -> Path | None:
    """The folder of the pages of a kind (`configs` or `experiments`), if there is one."""
    here = Path(__file__).resolve().parents[1]
    places = (here / name, here.parents[1] / name)
    return next((place for place in places if place.is_dir()), None)


def pages(name: str) -> dict[str, Path]:
    """The pages of a kind by name, in alphabetical order; those of a folder inside have its name before theirs."""
    place = folder(name)
    found = sorted(place.rglob("*.yaml")) if place else []
    return {path.relative_to(place).with_suffix("").as_posix(): path for path in found} if place else {}


def refused(word: str) -> str:
    """Why no file is called so, in words; empty where one may be."""
    try:
        os.fsencode(word).decode("utf-8")
    except UnicodeError:
        return "is no file name in UTF-8"
    return "names no file" if not word else "has a NUL character" if "\0" in word else ""


def find(word: str) -> Path:
    """The page that a user names: a file, or the bare name of a page that comes with povsim.

    Raises InputError with the nearest names when there is neither, and where it cannot be looked at.
    """
    path, wrong = Path(word), refused(word)
    try:
        if not wrong and path.exists() and not path.is_dir():
            return path
    except OSError as fault:
        wrong = f"cannot be read ({fault.strerror})"
    known = {key: one for name in FOLDERS for key, one in pages(name).items()}
    if word in known:
        return known[word]
    wrong = wrong or f"no such file, nor a page that comes with povsim{nearest(path.stem, known)}"
    raise InputError([Fault(word, None, "", wrong)])
