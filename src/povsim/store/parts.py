"""Parts: committed folders of `runs/`, each with one run or several, written aside, sealed and renamed.  分片

A part is whole or absent. Its name is that of its run, or of its first and last one: `0000`, `0020-0039`.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from povsim.errors import DamageError
from povsim.history import History
from povsim.store import disk, parquet
from povsim.store.conform import conform
from povsim.store.sealed import canonical, load_sealed, save_sealed

RUN = "run.json"
FOREIGN = "does not belong here"


def run_name(number: int) -> str:
    """The name of run k: four digits or more."""
    return f"{number:04d}"


def in_order(names: Iterable[str]) -> list[str]:
    """Names of runs or parts by number."""
    return sorted(names, key=lambda name: (len(name.partition("-")[0]), name))


def in_run_order(table: Any) -> Any:
    """An arrow table whose rows stand run by run, with the runs in order, whatever the parts that they were read from."""
    places = parquet.by_run(table)
    names = in_order(places)
    return table if names == list(places) else parquet.stretches(table, [places[name] for name in names])


def part_name(runs: Sequence[str]) -> str:
    """The name of the part that holds these runs, which are in order."""
    return runs[0] if len(runs) == 1 else f"{runs[0]}-{runs[-1]}"


def mark(identity: Mapping[str, Any]) -> str:
    """The checksum of an experiment's identity, by which its parts know it."""
    return hashlib.sha256(canonical(identity)).hexdigest()


@dataclass(frozen=True)
class Packed:
    """A finished run on its way to the disk: its tables as bytes, and its notes."""

    run_id: str
    tables: Mapping[str, bytes]
    notes: Mapping[str, Any]

    @property
    def size(self) -> int:
        """Bytes of its tables."""
        return sum(map(len, self.tables.values()))


def pack(history: History, run_id: str, names: Sequence[str]) -> Packed:
    """Check these tables of a run against the schema and make them ready for the way to another process."""
    tables = conform(history, run_id, names)
    return Packed(run_id, {name: parquet.packed(parquet.arrow(name, *one)) for name, one in tables.items()}, history.notes)


@dataclass(frozen=True)
class Part:
    """Runs that are committed together: their tables, run after run, their notes, and why one failed."""

    runs: Sequence[str]
    tables: Mapping[str, Any]
    notes: Mapping[str, Any]
    failed: Mapping[str, str] = field(default_factory=dict)


def joined(packed: Sequence[Packed]) -> Part:
    """Finished runs, in order, as one part."""
    names = packed[0].tables
    tables = {name: parquet.stacked([parquet.unpacked(each.tables[name]) for each in packed]) for name in names}
    return Part([each.run_id for each in packed], tables, packed[0].notes)


def commit_part(folder: Path, part: Part, experiment: str) -> None:
    """Write a part aside, make it durable, and rename it into place: from then on its runs exist."""
    name = part_name(part.runs)
    aside, final = folder / "runs" / f"{disk.ASIDE}{name}", folder / "runs" / name
    aside.mkdir()
    try:
        sums = {}
        for table, content in part.tables.items():
            with open(aside / f"{table}.parquet", "wb") as file:
                parquet.write(file, content)
                file.flush()
                os.fsync(file.fileno())
            sums[table] = {"sha256": disk.checksum_of(aside / f"{table}.parquet"), "rows": content.num_rows}
        save_sealed(aside / RUN, {
            "run_id": name, "runs": list(part.runs), "failed": dict(part.failed), "experiment": experiment,
            "tables": sums, "notes": dict(part.notes),
        })
        disk.sync(aside)
        os.rename(aside, final)
        disk.sync(folder / "runs")
    finally:
        shutil.rmtree(aside, ignore_errors=True)


@dataclass(frozen=True)
class Record:
    """What the run.json of a part says, with its seal proved."""

    folder: Path
    content: Mapping[str, Any]

    @property
    def runs(self) -> list[str]:
        """The runs of the part, those that failed among them."""
        return list(self.content.get("runs", [self.content["run_id"]]))

    @property
    def failed(self) -> dict[str, str]:
        """The runs that failed, and why."""
        return dict(self.content.get("failed", {}))

    @property
    def tables(self) -> dict[str, Any]:
        """Checksum and number of rows of each table."""
        return dict(self.content["tables"])

    def prove(self, name: str) -> Path:
        """The file of a table; raises DamageError where it is not what was committed."""
        path = self.folder / f"{name}.parquet"
        disk.prove(path, self.tables[name]["sha256"], RUN)
        return path


def record(folder: Path, experiment: str) -> Record:
    """Read the run.json of a part; raises DamageError where it is damaged, of another part or of another experiment."""
    found = Record(folder, load_sealed(folder / RUN))
    if found.content["run_id"] != folder.name:
        raise DamageError([f"{folder / RUN}: {FOREIGN} (it holds run {found.content['run_id']})"])
    if found.content.get("experiment", experiment) != experiment:
        raise DamageError([f"{folder / RUN}: {FOREIGN} (it is of another experiment)"])
    return found
