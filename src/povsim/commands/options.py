"""Arguments and options that commands share."""

from __future__ import annotations

from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from povsim.pages.places import refused

option = partial(typer.Option, show_default=False)
argument = partial(typer.Argument, show_default=False)


def as_place(word: str) -> Path:
    """A path of the command line; raises BadParameter where nothing is called so."""
    wrong = refused(word)
    if wrong:
        raise typer.BadParameter(f"{word!r} {wrong}")
    return Path(word)


def as_file(word: str) -> Path:
    """The same for a file, which a name that ends like a folder's is not."""
    if word.endswith("/"):
        raise typer.BadParameter(f"{word!r} names a folder, and a file is wanted")
    return as_place(word)


Page = Annotated[str, argument(metavar="FILE", help="A page: a file, or a name from `povsim list scenarios`.")]
Folder = Annotated[Path, argument(metavar="DIR", parser=as_place, help="A results folder, which `povsim run` has left.")]
Json = Annotated[bool, option("--json-errors", help="Print errors as JSON, one object a line.")]


class Engine(StrEnum):
    """Who runs the rules; all give the same results."""

    compiled = "compiled"
    plain = "plain"
    mesa = "mesa"


class Executor(StrEnum):
    """Who computes the runs of an ensemble; all give the same results."""

    serial = "serial"
    threads = "threads"
    processes = "processes"
    dask = "dask"


class Language(StrEnum):
    """The language of a report."""

    en = "en"
    zh = "zh"
