"""Is a results folder whole and unchanged? What is missing, damaged or foreign among its files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import NamedTuple

from povsim.errors import DamageError
from povsim.store import disk
from povsim.store.results import MANIFEST, PROVENANCE, RUN, Results, known
from povsim.store.sealed import load_sealed

FOREIGN = "does not belong here"


class Finding(NamedTuple):
    """One thing wrong with a file or folder."""

    path: Path
    what: str

    def __str__(self) -> str:
        return f"{self.path}: {self.what}"


def findings(results: Results) -> list[Finding]:
    """What is missing, changed or foreign among the files; raises DamageError where the manifest is damaged."""
    root, files, planned = results.folder, results.manifest["files"], results.planned
    found = _files(root, sorted({*files, *_below(root, "plugins")}), files, MANIFEST)
    found += [Finding(path, FOREIGN) for path in sorted(root.iterdir()) if not known(path.name)]
    found += _against(root / PROVENANCE, load_sealed)
    for run_id in sorted({*results.run_ids, *planned}):
        found += _run(results, run_id, run_id in planned)
    return found + [Finding(path, FOREIGN) for path in sorted((root / "runs").glob("*")) if not path.is_dir()]


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


def _run(results: Results, run_id: str, wanted: bool) -> list[Finding]:
    """What is wrong with the files of one run."""
    folder = results.folder / "runs" / run_id
    if not folder.is_dir() or not wanted:
        return [Finding(folder, FOREIGN if folder.is_dir() else "is missing; the run command resumes it")]
    faults = _against(folder / RUN, lambda path: results.run(run_id))
    if faults:
        return faults
    sums = {f"{name}.parquet": about["sha256"] for name, about in results.run(run_id)["tables"].items()}
    sums[RUN] = disk.checksum_of(folder / RUN)
    return _files(folder, sorted({*sums, *_below(folder, "")}), sums, RUN)
