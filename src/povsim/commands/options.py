"""Arguments and options that commands share."""

from __future__ import annotations

from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

option = partial(typer.Option, show_default=False)
argument = partial(typer.Argument, show_default=False)

Page = Annotated[str, argument(metavar="FILE", help="A scenario: a file, or the name of a page that comes with povsim.")]
Folder = Annotated[Path, argument(metavar="DIR", help="A results folder.")]
Word = Annotated[str, argument(metavar="NAME")]
Json = Annotated[bool, option("--json-errors", help="Print faults as one JSON object per line.")]


class Engine(StrEnum):
    """Who runs the rules; all give the same results."""

    compiled = "compiled"
    plain = "plain"
    mesa = "mesa"


class Language(StrEnum):
    """The language of a report."""

    en = "en"
    zh = "zh"
