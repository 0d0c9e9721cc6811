"""Many runs of a study in one folder: what is checked first, what is missing, and who computes it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from povsim.ensemble.executors import Kind, Staff
from povsim.ensemble.runner import Runner, Task
from povsim.ensemble.study import Study
from povsim.history import Progress
from povsim.scenario import memory
from povsim.store.identity import Identity
from povsim.store.results import Results

ROOM = 0.8
"""The share of the machine's memory that runs side by side may take."""


@dataclass(frozen=True)
class Many:
    """A study, and how its runs are computed; without a staff by as many processes as there are processors and memory."""

    study: Study
    engine: str = "compiled"
    threads: int = 1
    staff: Staff | None = None

    def check(self) -> Identity:
        """What makes the experiment; refuses what is too large for its workers, or known to be wrong."""
        workers = self.staff.workers if self.staff and not self.staff.address else 1
        self.study.scenario.check_size(memory() * ROOM / workers)
        self.study.prove()
        return self.study.identity()

    @property
    def told(self) -> dict[str, object]:
        """How it is computed, for the provenance."""
        staff = self.chosen
        return {"engine": self.engine, "threads": self.threads, "executor": staff.kind.value, "workers": staff.workers}

    @property
    def chosen(self) -> Staff:
        """Who computes."""
        if self.staff is not None:
            return self.staff
        fitting = int(memory() * ROOM // self.study.scenario.estimate())
        workers = max(1, min(len(os.sched_getaffinity(0)), fitting))
        return Staff(Kind.processes if workers > 1 else Kind.serial, workers)

    def files(self) -> Mapping[str, str]:
        """The texts that travel with the results."""
        return self.study.files()

    def wanted(self, results: Results | None) -> int:
        """How many runs are wanted, given those that are there."""
        return self.study.goal(results)

    def conclude(self, folder: Path) -> None:
        """Make the tables that come of all runs together."""
        self.study.conclude(Results(folder))

    @contextmanager
    def begin(self) -> Iterator[Callable[[Path, int, Progress | None], bool]]:
        """A crew at work on the study, batch after batch."""
        task = Task.of(self.study, self.engine, self.threads)

        def complete(folder: Path, runs: int, progress: Progress | None) -> bool:
            """Compute those of so many runs that are missing; returns whether there were any."""
            missing = [int(run_id) for run_id in Results(folder).missing]
            Runner(task, folder, progress, runs, runs - len(missing)).complete(missing, crew)
            return bool(missing)

        with self.chosen.hired() as crew:
            yield complete
