"""Run a page into a results folder: lock, compare identities, simulate, commit, report.  运行"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from povsim.history import Progress
from povsim.pages.writing import yaml
from povsim.store import disk
from povsim.store.claim import belongs, claimed, mend
from povsim.store.identity import Identity
from povsim.store.outlet import outlet
from povsim.store.provenance import save_provenance
from povsim.store.results import PAGE, PROVENANCE, Results, commit, prepare, run_name

if TYPE_CHECKING:
    from povsim.scenario import Scenario

LANGUAGES = {"en": "report.html", "zh": "report.zh.html"}
"""The report of a results folder in each language."""


@dataclass(frozen=True)
class How:
    """How a run is computed, on which its results do not depend."""

    engine: str = "compiled"
    threads: int = 1


class Outcome(NamedTuple):
    """Where the results are, and whether they were there before."""

    folder: Path
    was_finished: bool


def run(
    scenario: Scenario, out: str | Path, *, seed: int | None = None, threads: int = 1, engine: str = "compiled",
    fresh: bool = False, progress: Progress | None = None,
) -> Path:
    """Simulate a scenario into the folder `out` and write its report; returns the folder.

    The same call on an unfinished folder resumes it, on a finished one it does nothing;
    a damaged run is set aside and computed again.
    Raises FolderError, leaving all as it was, when another process is at work there or
    when the folder holds anything else; `fresh` first moves an old folder aside.
    """
    chosen = scenario if seed is None else replace(scenario, seed=seed)
    return carry_out(chosen, Path(out), How(engine, threads), fresh=fresh, progress=progress).folder


def carry_out(scenario: Scenario, folder: Path, how: How, *, fresh: bool = False, progress: Progress | None = None) -> Outcome:
    """What `run` does, and whether there was anything to do."""
    from povsim.proof import prove

    scenario.check_size()
    prove(scenario)
    identity = identity_of(scenario)
    with disk.resources(folder), claimed(folder, identity, fresh), disk.resources(folder):
        if belongs(folder, identity) and not mend(folder) and _reported(folder):
            return Outcome(folder, True)
        _complete(scenario, folder, how, progress)
    return Outcome(folder, False)


def identity_of(scenario: Scenario) -> Identity:
    """The resolved page, seed and sources that make the experiment; its title and the places of files do not."""
    page = {key: value for key, value in scenario.resolved().items() if key not in ("title", "seed", "use")}
    sources = {f"{each.kind}/{each.name}": each.source.replace("\r\n", "\n") for each in scenario.active()}
    rules = {name: sha256(text.encode()).hexdigest() for name, text in sorted(sources.items())}
    return Identity("scenario", page, scenario.seed, rules)


def _complete(scenario: Scenario, folder: Path, how: How, progress: Progress | None) -> None:
    """Simulate what is missing, then write the provenance and the reports."""
    from povsim.simulation import simulate

    begun, run_id = time.time(), run_name(0)
    prepare(folder, identity_of(scenario), files_of(scenario))
    is_new = run_id not in Results(folder).run_ids
    if is_new:
        commit(folder, run_id, simulate(scenario, engine=how.engine, threads=how.threads, progress=progress))
    if is_new or not (folder / PROVENANCE).exists():
        save_provenance(folder, begun, {"engine": how.engine, "threads": how.threads})
    write_reports(folder)


def files_of(scenario: Scenario) -> Mapping[str, str]:
    """The texts that travel with the results: the resolved page, and the user's own plugin files."""
    texts = {f"plugins/{file.name}": file.text for file in scenario.files}
    return {PAGE: yaml({**scenario.resolved(), "use": list(texts)}), **texts}


def _reported(folder: Path) -> bool:
    return all((folder / name).exists() for name in LANGUAGES.values())


def write_reports(folder: Path) -> None:
    """Write the report in every language."""
    for language, name in LANGUAGES.items():
        write_report(folder, language, folder / name)


def write_report(folder: Path, language: str, out: Path) -> Path:
    """Write the report of a results folder in one language, whole or not at all; returns its path."""
    from povsim.report import write

    with disk.whole(outlet(out, report=True)) as aside:
        write(folder, language, aside)
    return out
