"""The runner: hands out the runs that are missing, commits what comes back, and tries three times what fails.  执行"""

from __future__ import annotations

import pickle
from collections import deque
from collections.abc import Callable, Iterable
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, CancelledError, Future, wait
from dataclasses import dataclass, field
from pathlib import Path

from povsim.ensemble.executors import Crew
from povsim.ensemble.study import Study
from povsim.ensemble.work import Done, compute, row
from povsim.errors import PovsimError, ResourceError
from povsim.history import Progress
from povsim.store import disk
from povsim.store.results import run_name
from povsim.store.writer import Writer

TRIES = 3
"""So often a run is tried; one that fails then is named, and never averaged over."""
KILLED = "KilledWorker"
"""How Dask says that it has given a run to several workers, and that all of them died."""
LOST = (BrokenExecutor, CancelledError)
"""What is heard of a run whose worker has died."""


@dataclass(frozen=True)
class Task:
    """A study on its way to its workers, and how they compute a run."""

    study: Study
    engine: str
    threads: int
    pickled: bytes = field(default=b"", repr=False)

    @classmethod
    def of(cls, study: Study, engine: str, threads: int) -> Task:
        """The study, pickled once."""
        return cls(study, engine, threads, pickle.dumps(study))


@dataclass
class Runner:
    """Computes runs of a study into a folder whose lock the caller holds."""

    task: Task
    folder: Path
    progress: Progress | None = None
    total: int = 0
    done: int = 0
    hear: Callable[[Done], None] | None = None
    tries: dict[int, int] = field(default_factory=dict)

    def complete(self, numbers: Iterable[int], crew: Crew) -> None:
        """Compute these runs and commit them; whatever ends the work, what was finished is kept.

        Raises ResourceError where memory or the cluster is gone.
        """
        self.writer = Writer(self.folder)
        self.waiting, self.suspects = deque(numbers), deque[int]()
        try:
            self._work(crew)
        finally:
            self.writer.flush()

    def _work(self, crew: Crew) -> None:
        flying: dict[Future[Done], int] = {}
        while self.waiting or self.suspects or flying:
            self._hand_out(crew, flying)
            finished = wait(flying, return_when=FIRST_COMPLETED).done
            lost = [future for future in finished if isinstance(_fault(future), LOST)]
            for future in finished:
                if future not in lost:
                    self._take(flying.pop(future), future)
            if lost:
                self._lose(crew, flying)

    def _hand_out(self, crew: Crew, flying: dict[Future[Done], int]) -> None:
        """Keep the crew busy; a run that was under way when a worker died goes alone, so that it is known who killed it."""
        while self.suspects and not flying:
            self._submit(crew, flying, self.suspects.popleft())
        while self.waiting and not self.suspects and len(flying) < crew.room and not self._alone(flying):
            self._submit(crew, flying, self.waiting.popleft())

    def _alone(self, flying: dict[Future[Done], int]) -> bool:
        return any(number in self.tries for number in flying.values())

    def _submit(self, crew: Crew, flying: dict[Future[Done], int], number: int) -> None:
        try:
            future = crew.submit(compute, self.task.pickled, number, self.task.engine, self.task.threads)
        except BrokenExecutor as fault:
            future = Future()
            future.set_exception(fault)
        flying[future] = number

    def _take(self, number: int, future: Future[Done]) -> None:
        """Commit a finished run, or try a failed one again."""
        fault = _fault(future)
        if fault is None:
            done = future.result()
            self.writer.add(done.packed)
            self._tell(1)
            if self.hear:
                self.hear(done)
        elif isinstance(fault, MemoryError | ResourceError) or (isinstance(fault, OSError) and disk.is_gone(fault)):
            raise fault
        else:
            if type(fault).__name__ == KILLED:
                self.tries[number] = TRIES - 1
            why = str(fault) if isinstance(fault, PovsimError) else f"{type(fault).__name__}: {fault}"
            self._again(number, why, self.waiting)

    def _lose(self, crew: Crew, flying: dict[Future[Done], int]) -> None:
        """A worker has died: all that was under way is tried again, by a new crew, one after the other."""
        crew.dismiss()
        for number in sorted(flying.values()):
            self._again(number, "its worker died", self.suspects)
        flying.clear()

    def _again(self, number: int, why: str, queue: deque[int]) -> None:
        self.tries[number] = self.tries.get(number, 0) + 1
        if self.tries[number] < TRIES:
            queue.append(number)
            return
        case = self.task.study.case(number)
        self.writer.fail(run_name(number), row(case, "failed"), " ".join(why.split()))
        self._tell(1)

    def _tell(self, many: int) -> None:
        self.done += many
        if self.progress is not None:
            self.progress(self.done, self.total, "runs")


def _fault(future: Future[Done]) -> BaseException | None:
    """What went wrong with a run, if anything did."""
    return CancelledError() if future.cancelled() else future.exception()
