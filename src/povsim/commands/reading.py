"""`export`, `check` and `digest`: what stands in a results folder, and whether it can be trusted."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from povsim.commands.options import Folder, as_file, option
from povsim.errors import DamageError
from povsim.tables import Format


def export(
    folder: Folder,
    table: Annotated[str, option(metavar="T", help="The table: yearly, groups, events, spells, survival, exit_order ...")],
    kind: Annotated[Format, option("--format", help="The kind of file.", show_default=True)] = Format.csv,
    out: Annotated[Path | None, option(metavar="FILE", parser=as_file, help="The file to write; ./DIR_T.csv without it.")] = None,
    village: Annotated[int | None, option(metavar="ID", min=0, max=2**64 - 1, help="The rows of one village alone.")] = None,
) -> None:
    """Write one table as a file that a spreadsheet opens safely."""
    from povsim.store.export import export as written

    print(written(folder, table, kind, out, village=village))


def check(folder: Folder) -> None:
    """Prove that results are complete, unchanged and consistent."""
    from povsim.store.audit import check as found
    from povsim.store.plausible import plausible

    findings = found(folder)
    if findings:
        raise DamageError(findings)
    print(f"{folder}: complete, unchanged and consistent")
    for line in plausible(folder):
        print(line)


def digest(folder: Folder) -> None:
    """Print one line that is the same wherever the same page is run."""
    from povsim.store.results import digest as found

    print(found(folder))
