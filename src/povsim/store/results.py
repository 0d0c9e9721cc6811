"""The results folder: runs that are whole or absent, one experiment a folder, one writer at a time.  结果目录

    results/<name>/
      manifest.json     version of the schema, identity, checksums of the page and plugins; written first
      scenario.yaml     the resolved page, with which the run can be repeated
      plugins/          texts of the user's own plugin files
      provenance.json   versions, times, host, command; outside the digest
      runs/0000/        <table>.parquet, and run.json with the checksum of each
      damaged/          what was found damaged and set aside; nobody reads it
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from povsim.errors import DamageError, Fault, FolderError, InputError, nearest
from povsim.history import History, Table
from povsim.store import disk, parquet
from povsim.store.conform import conform
from povsim.store.identity import Identity
from povsim.store.sealed import canonical, load_sealed, save_sealed
from povsim.tables import SCHEMA

MANIFEST, PAGE, PROVENANCE, RUN = "manifest.json", "scenario.yaml", "provenance.json", "run.json"
DAMAGED = "damaged"
OWN = (MANIFEST, PAGE, PROVENANCE, "plugins", "runs", DAMAGED, disk.LOCK)


def run_name(number: int) -> str:
    """The name of run k: four digits or more."""
    return f"{number:04d}"


def known(name: str) -> bool:
    """Whether a name in a results folder is one of povsim's own."""
    return name in OWN or name.startswith(disk.ASIDE) or is_report(name)


def is_report(name: str) -> bool:
    """Whether a file in a results folder is one of its reports."""
    return name.startswith("report") and name.endswith(".html")


def prepare(folder: Path, identity: Identity, files: Mapping[str, str], runs: int = 1) -> None:
    """Write the manifest, the page and the texts of plugins; the caller holds the lock."""
    disk.sweep(folder)
    sums = {name: hashlib.sha256(text.encode()).hexdigest() for name, text in files.items()}
    save_sealed(folder / MANIFEST, {"schema": SCHEMA, "identity": identity.to_dict(), "runs": runs, "files": sums})
    for name in ("plugins", "runs"):
        (folder / name).mkdir(exist_ok=True)
        disk.sweep(folder / name)
    for name, text in files.items():
        disk.save(folder / name, text.encode())


def commit(folder: Path, run_id: str, history: History) -> None:
    """Write a run aside, make it durable, and rename it into place: from then on it exists."""
    tables = conform(history, run_id)
    aside, final = folder / "runs" / f"{disk.ASIDE}{run_id}", folder / "runs" / run_id
    aside.mkdir()
    try:
        sums = {}
        for name, (table, fields) in tables.items():
            with open(aside / f"{name}.parquet", "wb") as file:
                parquet.write(file, name, table, fields)
                file.flush()
                os.fsync(file.fileno())
            sums[name] = {"sha256": disk.checksum_of(aside / f"{name}.parquet"), "rows": len(table["run_id"])}
        save_sealed(aside / RUN, {"run_id": run_id, "tables": sums, "notes": history.notes})
        disk.sync(aside)
        os.rename(aside, final)
        disk.sync(folder / "runs")
    finally:
        shutil.rmtree(aside, ignore_errors=True)


class Results:
    """A results folder, opened for reading, or InputError; what is damaged is reported, never read."""

    def __init__(self, folder: str | Path) -> None:
        self.folder, wrong = Path(folder), f"is no results folder (it has no {MANIFEST})"
        try:
            found = any((self.folder / name).exists() for name in (MANIFEST, "runs"))
        except OSError as fault:
            found, wrong = False, f"cannot be read ({fault.strerror})"
        if not found:
            raise InputError([Fault(str(folder), None, "", wrong)])

    @cached_property
    def manifest(self) -> dict[str, Any]:
        """The schema version, identity and checksums; raises DamageError, or FolderError for another schema."""
        manifest = load_sealed(self.folder / MANIFEST)
        if manifest.get("schema") != SCHEMA:
            written = f"was written with version {manifest.get('schema')} of the tables"
            raise FolderError(f"{self.folder}: {written}; this povsim reads version {SCHEMA}")
        return manifest

    @property
    def page(self) -> dict[str, Any]:
        """The resolved page as plain values; keys are text, also years."""
        return dict(self.manifest["identity"]["page"])

    @property
    def run_ids(self) -> list[str]:
        """The committed runs, in order."""
        found = ((len(path.name), path.name) for path in (self.folder / "runs").glob("*") if path.is_dir())
        return [name for _, name in sorted(found) if not name.startswith(disk.ASIDE)]

    @property
    def planned(self) -> list[str]:
        """The runs that were asked for, in order."""
        return [run_name(number) for number in range(int(self.manifest["runs"]))]

    @property
    def finished(self) -> bool:
        """Whether the runs that were asked for are there, and no others."""
        return self.run_ids == self.planned

    def prove(self) -> None:
        """Raise DamageError where runs that were asked for are not there, or others are."""
        planned, there = set(self.planned), self.run_ids
        found = [f"{self.folder / 'runs' / name}: does not belong here" for name in there if name not in planned]
        kept = len(there) - len(found)
        if kept < len(planned):
            found.append(f"{self.folder}: is incomplete ({kept} of {len(planned)} runs); the run command resumes it")
        if found:
            raise DamageError(found)

    @property
    def tables(self) -> list[str]:
        """The tables that the runs hold."""
        return sorted({name for run_id in self.run_ids for name in self.run(run_id)["tables"]})

    def run(self, run_id: str) -> dict[str, Any]:
        """What run.json says of a run: its tables with their checksums, and its notes."""
        record = load_sealed(self.folder / "runs" / run_id / RUN)
        if record["run_id"] != run_id:
            raise DamageError([f"{self.folder / 'runs' / run_id}: holds run {record['run_id']}"])
        return record

    def notes(self, run_id: str = "0000") -> dict[str, Any]:
        """The notes of a run."""
        return dict(self.run(run_id)["notes"])

    def text(self, name: str) -> str:
        """The resolved page or a plugin's text; raises DamageError where it is not what was stored."""
        path = self.folder / name
        disk.prove(path, self.manifest["files"].get(name), MANIFEST)
        return path.read_text("utf-8")

    def holding(self, name: str) -> list[str]:
        """The runs that hold a table, once all runs are there; raises InputError where none does."""
        self.prove()
        chosen = [run_id for run_id in self.run_ids if name in self.run(run_id)["tables"]]
        if not chosen:
            raise InputError([Fault(str(self.folder), None, "", f"has no table '{name}'{nearest(name, self.tables)}")])
        return chosen

    def arrow(self, name: str, run_ids: list[str] | None = None) -> Any:
        """A table over all runs, or of some, as an arrow table; every file's checksum is proved first."""
        return parquet.read([self._proved(run_id, name) for run_id in run_ids or self.holding(name)])

    def _proved(self, run_id: str, name: str) -> Path:
        path = self.folder / "runs" / run_id / f"{name}.parquet"
        disk.prove(path, self.run(run_id)["tables"][name]["sha256"], RUN)
        return path

    def table(self, name: str) -> Table:
        """A table over all runs as NumPy columns (rows,)."""
        return parquet.arrays(self.arrow(name))

    def frame(self, name: str) -> Any:
        """A table over all runs as a pandas DataFrame."""
        return self.arrow(name).to_pandas()


def read(folder: str | Path, name: str) -> Any:
    """One table of a results folder as a pandas DataFrame; raises DamageError where it is damaged."""
    return Results(folder).frame(name)


def digest(folder: str | Path) -> str:
    """The sha256 of the scientific content: page, seed and the values of all tables.

    No times, host names, versions, paths or layout of files enter.
    Raises DamageError when runs are damaged or missing.
    """
    results = Results(folder)
    results.prove()
    found, identity = hashlib.sha256(), results.manifest["identity"]
    found.update(canonical({key: identity[key] for key in ("kind", "page", "seed")}))
    for run_id in results.run_ids:
        for name in sorted(results.run(run_id)["tables"]):
            found.update(f"\n{run_id}/{name}\n".encode())
            parquet.feed(found, results.arrow(name, [run_id]))
    return found.hexdigest()
