"""Is a results folder whole and unchanged? What is missing, damaged or foreign among its files."""

from __future__ import annotations

from pathlib import Path

from povsim.errors import DamageError
from povsim.store import disk
from povsim.store.results import MANIFEST, OWN, PROVENANCE, RUN, Results, run_name


def damage(results: Results) -> list[str]:
    """What is missing, changed or foreign among the files."""
    try:
        files, planned = results.manifest["files"], int(results.manifest["runs"])
    except DamageError as fault:
        return list(fault.findings)
    root, found = results.folder, []
    for name in sorted({*files, *_below(root, "plugins")}):
        found += _file(root / name, files.get(name))
    found += [f"{path}: does not belong here" for path in sorted(root.iterdir()) if not _known(path.name)]
    found += _sealed(root / PROVENANCE)
    for run_id in sorted({*results.run_ids, *map(run_name, range(planned))}):
        found += _run(results, run_id, run_id in map(run_name, range(planned)))
    found += [f"{path}: does not belong here" for path in sorted((root / "runs").glob("*")) if not path.is_dir()]
    return found


def _below(root: Path, folder: str) -> list[str]:
    return [str(path.relative_to(root)) for path in sorted((root / folder).rglob("*")) if path.is_file()]


def _known(name: str) -> bool:
    return name in OWN or name.startswith(disk.ASIDE) or (name.startswith("report") and name.endswith(".html"))


def _file(path: Path, checksum: str | None) -> list[str]:
    if checksum is None:
        return [f"{path}: does not belong here"]
    if not path.is_file():
        return [f"{path}: is missing"]
    return [] if disk.checksum(path) == checksum else [f"{path}: is damaged (its checksum does not match {MANIFEST})"]


def _sealed(path: Path) -> list[str]:
    try:
        disk.load_sealed(path)
    except DamageError as fault:
        return list(fault.findings)
    return []


def _run(results: Results, run_id: str, wanted: bool) -> list[str]:
    """What is wrong with the files of one run."""
    folder = results.folder / "runs" / run_id
    if not folder.is_dir() or not wanted:
        return [f"{folder}: {'does not belong here' if folder.is_dir() else 'is missing; the run command resumes it'}"]
    try:
        record = results.run(run_id)
    except DamageError as fault:
        return list(fault.findings)
    sums = {f"{name}.parquet": about["sha256"] for name, about in record["tables"].items()} | {RUN: disk.checksum(folder / RUN)}
    return [line for name in sorted({*sums, *_below(folder, "")}) for line in _file(folder / name, sums.get(name))]
