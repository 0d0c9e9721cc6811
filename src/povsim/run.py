"""Run a page into a results folder: lock, compare identities, compute what is missing, commit, report.  运行"""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

from povsim.errors import UnusableError
from povsim.history import Progress
from povsim.pages.writing import yaml
from povsim.store import disk
from povsim.store.claim import belongs, claimed, mend
from povsim.store.derived import FOLDER
from povsim.store.identity import Identity, sources
from povsim.store.outlet import outlet
from povsim.store.provenance import save_provenance
from povsim.store.results import MANIFEST, PAGE, PROVENANCE, Results, commit, prepare, run_name

if TYPE_CHECKING:
    from povsim.ensemble.executors import Staff
    from povsim.experiment import Experiment
    from povsim.scenario import Scenario

LANGUAGES = {"en": "report.html", "zh": "report.zh.html"}
"""The report of a results folder in each language."""
NAMED = 5
"""Of the runs that failed so many are named."""


@dataclass(frozen=True)
class How:
    """How runs are computed, on which their results do not depend."""

    engine: str = "compiled"
    threads: int = 1
    staff: Staff | None = None


class Outcome(NamedTuple):
    """Where the results are, and whether they were there before."""

    folder: Path
    was_finished: bool


Complete = Callable[[Path, int, Progress | None], bool]
"""Computes those of so many runs that are missing in a folder, tells its progress, and says whether there were any."""


class Work(Protocol):
    """What there is to do for a page of some kind."""

    def check(self) -> Identity:
        """What makes the experiment; refuses what is too large, or known to be wrong."""

    @property
    def told(self) -> dict[str, object]:
        """How it is computed, for the provenance."""

    def files(self) -> Mapping[str, str]:
        """The texts that travel with the results."""

    def wanted(self, results: Results | None) -> int:
        """How many runs are wanted, given those that are there."""

    def begin(self) -> AbstractContextManager[Complete]:
        """What computes runs, for as long as they are wanted."""

    def conclude(self, folder: Path) -> None:
        """Make the tables that come of all runs together."""


def run(
    experiment: Experiment, out: str | Path, *, seed: int | None = None, threads: int = 1, engine: str = "compiled",
    staff: Staff | None = None, fresh: bool = False, progress: Progress | None = None,
) -> Path:
    """Run a scenario, or an ensemble of runs, into the folder `out` and write its report; returns the folder.

    The same call on an unfinished folder resumes it, on a finished one it does nothing;
    what is damaged is set aside and computed again. `staff` says who computes the runs of an ensemble.
    Raises FolderError, leaving all as it was, when another process is at work there or
    when the folder holds anything else; `fresh` first moves an old folder aside.
    Raises UnusableError, which names them, where runs failed and all others are done.
    """
    chosen = experiment if seed is None else replace(experiment, seed=seed)
    return carry_out(chosen, Path(out), How(engine, threads, staff), fresh=fresh, progress=progress).folder


def carry_out(what: Experiment, folder: Path, how: How, *, fresh: bool = False, progress: Progress | None = None) -> Outcome:
    """What `run` does, and whether there was anything to do."""
    work = work_of(what, how)
    identity = work.check()
    with disk.resources(folder), claimed(folder, identity, fresh), disk.resources(folder):
        there = belongs(folder, identity)
        mended = there and mend(folder)
        if there and not mended and _finished(folder, work):
            return Outcome(folder, True)
        _complete(folder, work, identity, progress)
        failed = Results(folder).failed
    if failed:
        raise UnusableError(_named(folder, failed))
    return Outcome(folder, False)


def work_of(what: Experiment, how: How) -> Work:
    """What there is to do for a page, by its kind."""
    from povsim.scenario import Scenario

    if isinstance(what, Scenario):
        return Single(what, how)
    from povsim.ensemble.many import Many
    from povsim.sensitivity.trial import Trial, Trials

    if isinstance(what, Trial):
        return Trials(what)
    return Many(what, how.engine, how.threads, how.staff)


@dataclass(frozen=True)
class Single:
    """A scenario, run once."""

    scenario: Scenario
    how: How

    def check(self) -> Identity:
        """The resolved page, seed and sources that make the experiment; its title and the places of files do not."""
        from povsim.proof import prove

        self.scenario.check_size()
        prove(self.scenario)
        page = {key: value for key, value in self.scenario.resolved().items() if key not in ("title", "seed", "use")}
        return Identity("scenario", page, self.scenario.seed, sources(self.scenario.active()))

    @property
    def told(self) -> dict[str, object]:
        """How it is computed, for the provenance."""
        return {"engine": self.how.engine, "threads": self.how.threads}

    def files(self) -> Mapping[str, str]:
        """The resolved page, and the user's own plugin files."""
        texts = {f"plugins/{file.name}": file.text for file in self.scenario.files}
        return {PAGE: yaml({**self.scenario.resolved(), "use": list(texts)}), **texts}

    def wanted(self, results: Results | None) -> int:
        """One run."""
        return 1

    def begin(self) -> AbstractContextManager[Complete]:
        """Nothing is needed before or after."""
        return nullcontext(self.complete)

    def conclude(self, folder: Path) -> None:
        """Nothing: there is one run."""

    def complete(self, folder: Path, runs: int, progress: Progress | None) -> bool:
        """Simulate the run, unless it is there."""
        from povsim.simulation import simulate

        if Results(folder).run_ids:
            return False
        commit(folder, run_name(0), simulate(self.scenario, engine=self.how.engine, threads=self.how.threads, progress=progress))
        return True


def _finished(folder: Path, work: Work) -> bool:
    """Whether nothing is left to do; what failed is tried again."""
    results = Results(folder)
    return not results.failed and work.wanted(results) <= len(results.planned) and _reported(folder)


def _complete(folder: Path, work: Work, identity: Identity, progress: Progress | None) -> None:
    """Compute what is missing, batch by batch where the page says how precise; then the provenance and the reports."""
    begun, was_made = time.time(), False
    runs = max(work.wanted(None), _prepared(folder))
    with work.begin() as complete:
        while True:
            prepare(folder, identity, work.files(), runs)
            was_made |= complete(folder, runs, progress)
            wanted = work.wanted(Results(folder))
            if wanted <= runs:
                break
            runs = wanted
    if was_made or not (folder / PROVENANCE).exists():
        save_provenance(folder, begun, work.told)
    if Results(folder).run_ids:
        work.conclude(folder)
        write_reports(folder)


def _prepared(folder: Path) -> int:
    """How many runs were asked for before; takes away reports and derived tables, which will not hold, and what failed."""
    if not (folder / MANIFEST).exists():
        return 0
    results = Results(folder)
    for name in LANGUAGES.values():
        (folder / name).unlink(missing_ok=True)
    shutil.rmtree(folder / FOLDER, ignore_errors=True)
    for name, part in results.parts.items():
        if part.failed:
            shutil.rmtree(folder / "runs" / name)
    return len(results.planned)


def _named(folder: Path, failed: Mapping[str, str]) -> str:
    """The runs that failed, a line each."""
    lines = [f"{folder}: run {run_id} failed: {why}" for run_id, why in list(failed.items())[:NAMED]]
    more = f"{folder}: {len(failed)} runs failed in all; they are in no figure, and the same command tries them again"
    return "\n".join([*lines, more])


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
