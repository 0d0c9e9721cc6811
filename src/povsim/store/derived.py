"""Tables that are made of all runs together, in `tables/` of a results folder: whole or absent, and made again when runs change.

They follow from the runs, so they are no part of the digest.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from povsim.history import History, Table
from povsim.store import disk, parquet
from povsim.store.conform import conform
from povsim.store.sealed import load_sealed, save_sealed

FOLDER, LIST = "tables", "tables.json"
ALL = "all"
"""Stands for the run in a table of all runs."""


def derive(folder: Path, tables: Mapping[str, Table]) -> None:
    """Write these tables aside and rename them into place, instead of those that were there."""
    aside, final = folder / f"{disk.ASIDE}{FOLDER}", folder / FOLDER
    aside.mkdir()
    try:
        sums = {}
        for name, content in conform(History(dict(tables)), ALL, tuple(tables)).items():
            with open(aside / f"{name}.parquet", "wb") as file:
                parquet.write(file, parquet.arrow(name, *content))
                file.flush()
                os.fsync(file.fileno())
            sums[name] = disk.checksum_of(aside / f"{name}.parquet")
        save_sealed(aside / LIST, {"tables": sums})
        shutil.rmtree(final, ignore_errors=True)
        os.rename(aside, final)
        disk.sync(folder)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def derived(folder: Path) -> dict[str, str]:
    """The derived tables of a results folder and their checksums; raises DamageError where the list is damaged."""
    place = folder / FOLDER
    return dict(load_sealed(place / LIST)["tables"]) if place.exists() else {}


def prove(folder: Path, name: str) -> Path:
    """The file of a derived table; raises DamageError where it is not what was written."""
    path = folder / FOLDER / f"{name}.parquet"
    disk.prove(path, derived(folder)[name], LIST)
    return path
