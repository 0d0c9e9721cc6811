"""The results folder: runs that are whole or absent, one experiment a folder, one writer at a time.  结果目录

    results/<name>/
      manifest.json     version of the schema, identity, number of runs, checksums of the page and plugins; written first
      scenario.yaml     the resolved page, with which the run can be repeated
      plugins/          texts of the user's own plugin files
      provenance.json   versions, times, host, command; outside the digest
      runs/0000/        <table>.parquet, and run.json with the checksum of each; of an ensemble also
      runs/0020-0039/   several runs in one part (`parts.py`), each row with its `run_id`
      tables/           tables that are made of all runs together (`derived.py`); outside the digest
      damaged/          what was found damaged and set aside; nobody reads it
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from povsim.errors import DamageError, Fault, FolderError, InputError, nearest
from povsim.history import History, Table
from povsim.store import disk, parquet
from povsim.store.computed import NEEDS, computed
from povsim.store.conform import conform
from povsim.store.derived import FOLDER, derived
from povsim.store.derived import prove as proved
from povsim.store.identity import Identity
from povsim.store.parts import FOREIGN, RUN, Part, Record, commit_part, in_order, in_run_order, mark, record, run_name
from povsim.store.sealed import canonical, load_sealed, save_sealed
from povsim.tables import SCHEMA

__all__ = ["RUN", "Results", "commit", "digest", "prepare", "read", "run_name"]

MANIFEST, PAGE, PROVENANCE = "manifest.json", "scenario.yaml", "provenance.json"
DAMAGED = "damaged"
OWN = (MANIFEST, PAGE, PROVENANCE, "plugins", "runs", FOLDER, DAMAGED, disk.LOCK)
OPENED = 8
"""So many parts are held in memory while runs are fed to a digest."""


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
    tables = {name: parquet.arrow(name, *one) for name, one in conform(history, run_id).items()}
    commit_part(folder, Part([run_id], tables, history.notes), mark(Results(folder).manifest["identity"]))


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
    def part_names(self) -> list[str]:
        """The committed parts, in order."""
        found = (path.name for path in (self.folder / "runs").glob("*") if path.is_dir())
        return in_order(name for name in found if not name.startswith(disk.ASIDE))

    def record(self, name: str) -> Record:
        """What the run.json of a part says; raises DamageError where it is not sound."""
        return record(self.folder / "runs" / name, self._mark)

    @cached_property
    def _mark(self) -> str:
        return mark(self.manifest["identity"])

    @cached_property
    def parts(self) -> dict[str, Record]:
        """The committed parts as they were when first asked for."""
        return {name: self.record(name) for name in self.part_names}

    @property
    def run_ids(self) -> list[str]:
        """The runs that are there and can be used, in order."""
        return in_order(run_id for part in self.parts.values() for run_id in part.runs if run_id not in part.failed)

    @property
    def failed(self) -> dict[str, str]:
        """The runs that failed, and why."""
        found = {run_id: why for part in self.parts.values() for run_id, why in part.failed.items()}
        return {run_id: found[run_id] for run_id in in_order(found)}

    @property
    def planned(self) -> list[str]:
        """The runs that were asked for, in order."""
        return [run_name(number) for number in range(int(self.manifest["runs"]))]

    @property
    def missing(self) -> list[str]:
        """The runs that were asked for and are not there."""
        there = {*self.run_ids, *self.failed}
        return [run_id for run_id in self.planned if run_id not in there]

    @property
    def finished(self) -> bool:
        """Whether the runs that were asked for are there, and no others."""
        return in_order([*self.run_ids, *self.failed]) == self.planned

    def prove(self) -> None:
        """Raise DamageError where runs that were asked for are not there, or others are, or one is there twice."""
        found, seen = [], dict.fromkeys(self.planned, "")
        for name, part in self.parts.items():
            if any(seen.get(run_id, name) for run_id in part.runs):
                found.append(f"{self.folder / 'runs' / name}: {FOREIGN}")
            else:
                seen.update(dict.fromkeys(part.runs, name))
        kept = sum(map(bool, seen.values()))
        if kept < len(seen):
            found.append(f"{self.folder}: is incomplete ({kept} of {len(seen)} runs); the run command resumes it")
        if found:
            raise DamageError(found)

    @property
    def tables(self) -> list[str]:
        """The tables that the runs hold, and those that are made of all of them."""
        return sorted({name for part in self.parts.values() for name in part.tables} | set(self.derived))

    @cached_property
    def derived(self) -> dict[str, str]:
        """The tables that are made of all runs, and their checksums."""
        return derived(self.folder)

    def notes(self) -> dict[str, Any]:
        """The notes of the first part that has any."""
        return next((dict(part.content["notes"]) for part in self.parts.values() if part.content["notes"]), {})

    def text(self, name: str) -> str:
        """The resolved page or a plugin's text; raises DamageError where it is not what was stored."""
        path = self.folder / name
        disk.prove(path, self.manifest["files"].get(name), MANIFEST)
        return path.read_text("utf-8")

    def holding(self, name: str) -> list[str]:
        """The parts that hold a table, once all runs are there; raises InputError where none does."""
        self.prove()
        needed = name if name in self.tables else NEEDS.get(name, name)
        chosen = [part for part, about in self.parts.items() if needed in about.tables]
        if not chosen and name not in self.derived:
            known = [*self.tables, *(each for each, base in NEEDS.items() if base in self.tables)]
            raise InputError([Fault(str(self.folder), None, "", f"has no table '{name}'{nearest(name, known)}")])
        return chosen

    def arrow(self, name: str, parts: Sequence[str] | None = None) -> Any:
        """A table over all runs, or of some parts, as an arrow table; every file's checksum is proved first.

        Runs stand in order, whichever part they are in. A table that analyses make of the runs is computed.
        """
        chosen = parts or self.holding(name)
        if name in NEEDS and name not in self.tables:
            return computed(self, name)
        if not chosen:
            return parquet.read([proved(self.folder, name)])
        return in_run_order(parquet.read([self.parts[part].prove(name) for part in chosen]))

    def runs_of(self, part: str, names: Sequence[str] = ()) -> Iterator[tuple[str, dict[str, Any]]]:
        """The runs of a part that can be used, each with its tables, or with those of them that it has."""
        chosen = [name for name in self.parts[part].tables if not names or name in names]
        tables = {name: self.arrow(name, [part]) for name in chosen}
        places = {name: parquet.by_run(table) for name, table in tables.items()}
        for run_id in self.parts[part].runs:
            if run_id not in self.parts[part].failed:
                ends = {name: places[name].get(run_id, (0, 0)) for name in tables}
                yield run_id, {name: table.slice(ends[name][0], ends[name][1] - ends[name][0]) for name, table in tables.items()}

    def values(self, column: str, year: int) -> dict[str, float]:
        """The number of one column of `yearly` in one year, of every run that can be used."""
        table = parquet.read([self.parts[part].prove("yearly") for part in self.holding("yearly")], ["run_id", "year", column])
        rows = zip(*(table[name].to_pylist() for name in ("run_id", "year", column)), strict=True)
        return {run_id: float(value) for run_id, when, value in rows if when == year}

    def table(self, name: str) -> Table:
        """A table over all runs as NumPy columns (rows,)."""
        return parquet.arrays(self.arrow(name))

    def frame(self, name: str) -> Any:
        """A table over all runs as a pandas DataFrame."""
        return self.arrow(name).to_pandas(use_threads=False)


def read(folder: str | Path, name: str) -> Any:
    """One table of a results folder as a pandas DataFrame; raises DamageError where it is damaged."""
    return Results(folder).frame(name)


def digest(folder: str | Path) -> str:
    """The sha256 of the scientific content: page, seed and the values of all tables, run by run.

    No times, host names, versions, paths or layout of files enter, nor which runs share a part.
    Raises DamageError when runs are damaged or missing.
    """
    results = Results(folder)
    results.prove()
    found, identity = hashlib.sha256(), results.manifest["identity"]
    found.update(canonical({key: identity[key] for key in ("kind", "page", "seed")}))
    homes = {run_id: part for part, about in results.parts.items() for run_id in about.runs}

    @lru_cache(OPENED)
    def opened(part: str, name: str) -> tuple[parquet.Rows, dict[str, tuple[int, int]]]:
        table = results.arrow(name, [part])
        return parquet.Rows(table), parquet.by_run(table)

    for run_id in in_order(homes):
        for name in sorted(results.parts[homes[run_id]].tables):
            found.update(f"\n{run_id}/{name}\n".encode())
            rows, places = opened(homes[run_id], name)
            rows.feed(found, *places.get(run_id, (0, 0)))
    return found.hexdigest()
