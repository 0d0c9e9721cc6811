"""The results folder: runs that are whole or absent, one experiment a folder, one writer at a time.  结果目录

    results/<name>/
      manifest.json     version of the schema, identity, checksums of the page and plugins
      scenario.yaml     the resolved page, with which the run can be repeated
      plugins/          texts of the user's own plugin files
      provenance.json   versions, times, host, command; outside the digest
      runs/0000/        <table>.parquet, and run.json with the checksum of each
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
from povsim.store.identity import Identity, difference
from povsim.tables import SCHEMA

MANIFEST, PAGE, PROVENANCE, RUN = "manifest.json", "scenario.yaml", "provenance.json", "run.json"
OWN = (MANIFEST, PAGE, PROVENANCE, "plugins", "runs", disk.LOCK)


def run_name(number: int) -> str:
    """The name of run k: four digits or more."""
    return f"{number:04d}"


def blank(folder: Path) -> bool:
    """Whether the folder is absent, or holds nothing but what a killed process left before it began."""
    return not folder.exists() or all(path.name == disk.LOCK or path.name.startswith(disk.ASIDE) for path in folder.iterdir())


def refuse_foreign(folder: Path) -> None:
    """Raise FolderError for a folder that is not empty and not ours; nothing in it is touched."""
    if not blank(folder) and not (folder / MANIFEST).exists():
        raise FolderError(f"{folder}: is not empty and holds no results of povsim; choose another folder with --out")


def belongs(folder: Path, identity: Identity) -> bool:
    """Whether the folder holds this experiment; False when it is absent or empty.

    Raises FolderError when it holds anything else, and touches nothing.
    """
    refuse_foreign(folder)
    if blank(folder):
        return False
    found = difference(_manifest(folder)["identity"], identity.to_dict())
    if found:
        cure = "choose another folder with --out, or --fresh to move this one aside"
        raise FolderError(f"{folder}: holds another experiment: {found}; {cure}")
    return True


def _manifest(folder: Path) -> dict[str, Any]:
    manifest = disk.load_sealed(folder / MANIFEST)
    if manifest.get("schema") != SCHEMA:
        written = f"was written with version {manifest.get('schema')} of the tables"
        raise FolderError(f"{folder}: {written}; this povsim reads version {SCHEMA}")
    return manifest


def prepare(folder: Path, identity: Identity, files: Mapping[str, str], runs: int = 1) -> None:
    """Write the manifest, the page and the texts of plugins; the caller holds the lock."""
    disk.sweep(folder)
    (folder / "plugins").mkdir(exist_ok=True)
    (folder / "runs").mkdir(exist_ok=True)
    disk.sweep(folder / "runs")
    for name, text in files.items():
        disk.save(folder / name, text.encode())
    sums = {name: hashlib.sha256(text.encode()).hexdigest() for name, text in files.items()}
    disk.save_sealed(folder / MANIFEST, {"schema": SCHEMA, "identity": identity.to_dict(), "runs": runs, "files": sums})


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
            sums[name] = {"sha256": disk.checksum(aside / f"{name}.parquet"), "rows": len(table["run_id"])}
        disk.save_sealed(aside / RUN, {"run_id": run_id, "tables": sums, "notes": history.notes})
        disk.sync(aside)
        os.rename(aside, final)
        disk.sync(folder / "runs")
    finally:
        shutil.rmtree(aside, ignore_errors=True)


class Results:
    """A results folder, opened for reading, or InputError; what is damaged is reported, never read."""

    def __init__(self, folder: str | Path) -> None:
        self.folder = Path(folder)
        if not (self.folder / MANIFEST).exists() and not (self.folder / "runs").exists():
            raise InputError([Fault(str(folder), None, "", "is no results folder (it has no manifest.json)")])

    @cached_property
    def manifest(self) -> dict[str, Any]:
        """The schema version, identity and checksums."""
        return _manifest(self.folder)

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
    def finished(self) -> bool:
        """Whether every run that was asked for is there."""
        return len(self.run_ids) >= int(self.manifest["runs"])

    def prove(self) -> None:
        """Raise DamageError where runs that were asked for are not there."""
        if not self.finished:
            found = f"{len(self.run_ids)} of {self.manifest['runs']} runs"
            raise DamageError([f"{self.folder}: is incomplete ({found}); the run command resumes it"])

    @property
    def tables(self) -> list[str]:
        """The tables that the runs hold."""
        return sorted({name for run_id in self.run_ids for name in self.run(run_id)["tables"]})

    def run(self, run_id: str) -> dict[str, Any]:
        """What run.json says of a run: its tables with their checksums, and its notes."""
        record = disk.load_sealed(self.folder / "runs" / run_id / RUN)
        if record["run_id"] != run_id:
            raise DamageError([f"{self.folder / 'runs' / run_id}: holds run {record['run_id']}"])
        return record

    def notes(self, run_id: str = "0000") -> dict[str, Any]:
        """The notes of a run."""
        return dict(self.run(run_id)["notes"])

    def arrow(self, name: str, run_ids: list[str] | None = None) -> Any:
        """A table over all runs as an arrow table; every file's checksum is proved first."""
        chosen = [run_id for run_id in run_ids or self.run_ids if name in self.run(run_id)["tables"]]
        if not chosen:
            raise InputError([Fault(str(self.folder), None, "", f"has no table '{name}'{nearest(name, self.tables)}")])
        return parquet.read([self._proved(run_id, name) for run_id in chosen])

    def _proved(self, run_id: str, name: str) -> Path:
        path = self.folder / "runs" / run_id / f"{name}.parquet"
        if not path.exists():
            raise DamageError([f"{path}: is missing"])
        if disk.checksum(path) != self.run(run_id)["tables"][name]["sha256"]:
            raise DamageError([f"{path}: is damaged (its checksum does not match run.json)"])
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
    found.update(disk.canonical({key: identity[key] for key in ("kind", "page", "seed")}))
    for run_id in results.run_ids:
        for name in sorted(results.run(run_id)["tables"]):
            found.update(f"\n{run_id}/{name}\n".encode())
            parquet.feed(found, results.arrow(name, [run_id]))
    return found.hexdigest()
