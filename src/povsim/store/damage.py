"""Is a results folder whole and unchanged? What is missing, damaged or foreign among its files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import NamedTuple

from povsim.errors import DamageError
from povsim.store import derived, disk
from povsim.store.parts import FOREIGN, RUN
from povsim.store.results import MANIFEST, PROVENANCE, Results, known
from povsim.store.sealed import load_sealed

SHOWN = 5
"""Of missing runs so many are named."""


class Finding(NamedTuple):
    """One thing wrong with a file or folder."""

    path: Path
    what: str

    def __str__(self) -> str:
        return f"{self.path}: {self.what}"


def findings(results: Results) -> list[Finding]:
    """What is missing, changed or foreign among the files; raises DamageError where the manifest is damaged."""
    root, files = results.folder, results.manifest["files"]
    found = _files(root, sorted({*files, *_below(root, "plugins")}), files, MANIFEST)
    found += [Finding(path, FOREIGN) for path in sorted(root.iterdir()) if not known(path.name)]
    found += _against(root / PROVENANCE, load_sealed)
    found += _parts(results)
    found += _derived(results)
    return found + [Finding(path, FOREIGN) for path in sorted((root / "runs").glob("*")) if not path.is_dir()]


def _derived(results: Results) -> list[Finding]:
    """What is wrong with the tables that are made of all runs."""
    place = results.folder / derived.FOLDER
    try:
        sums = {f"{name}.parquet": checksum for name, checksum in results.derived.items()}
    except DamageError as fault:
        return [Finding(place, line.removeprefix(f"{place}: ")) for line in fault.findings]
    if not sums:
        due = results.manifest["identity"]["kind"] == "sensitivity" and results.finished and not results.failed
        return [Finding(place, "is missing; the run command makes it")] if due else []
    sums[derived.LIST] = disk.checksum_of(place / derived.LIST)
    return _files(place, sorted({*sums, *_below(place, "")}), sums, derived.LIST)


def _parts(results: Results) -> list[Finding]:
    """What is wrong with the parts, and which runs none of them holds."""
    found: list[Finding] = []
    due, held = results.planned, set[str]()
    planned = frozenset(due)
    for name in results.part_names:
        faults, runs = _part(results, name) if name.partition("-")[0] in planned else ([], [name])
        if runs and not (planned.issuperset(runs) and held.isdisjoint(runs)):
            faults = [Finding(results.folder / "runs" / name, FOREIGN)]
        else:
            held.update(runs or [name])
        found += faults
    lost = [run_id for run_id in due if run_id not in held]
    gone = [Finding(results.folder / "runs" / run_id, "is missing; the run command resumes it") for run_id in lost[:SHOWN]]
    more = f"is incomplete ({len(lost) - SHOWN} further runs are missing); the run command resumes it"
    return [*found, *gone, *([Finding(results.folder, more)] if len(lost) > SHOWN else [])]


def damage(results: Results) -> list[str]:
    """The same in words."""
    try:
        with disk.readable(results.folder):
            return list(map(str, findings(results)))
    except DamageError as fault:
        return list(fault.findings)


def _below(root: Path, folder: str) -> list[str]:
    return [str(path.relative_to(root)) for path in sorted((root / folder).rglob("*")) if path.is_file()]


def _files(root: Path, names: list[str], sums: Mapping[str, str], keeper: str) -> list[Finding]:
    """What is wrong with files whose checksums `keeper` holds."""
    found = [Finding(root / name, FOREIGN) for name in names if name not in sums]
    for name in names:
        if name in sums:
            found += _against(root / name, partial(disk.prove, checksum=sums[name], keeper=keeper))
    return found


def _against(path: Path, proof: Callable[[Path], object]) -> list[Finding]:
    """What a proof of a file says against it."""
    try:
        proof(path)
    except DamageError as fault:
        return [Finding(path, line.removeprefix(f"{path}: ")) for line in fault.findings]
    return []


def _part(results: Results, name: str) -> tuple[list[Finding], list[str]]:
    """What is wrong with the files of one part, and the runs that it holds, where that can be known."""
    folder = results.folder / "runs" / name
    try:
        about = results.record(name)
    except DamageError as fault:
        return [Finding(folder / RUN, line.removeprefix(f"{folder / RUN}: ")) for line in fault.findings], []
    sums = {f"{table}.parquet": each["sha256"] for table, each in about.tables.items()}
    sums[RUN] = disk.checksum_of(folder / RUN)
    return _files(folder, sorted({*sums, *_below(folder, "")}), sums, RUN), about.runs
