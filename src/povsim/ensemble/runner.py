"""The runner: hands out the runs that are missing, commits what comes back, and tries three times what fails.  执行

Runs that differ in luck alone go to one worker together, which settles their start once.
"""

from __future__ import annotations

import pickle
from collections import deque
from collections.abc import Callable, Iterable
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, CancelledError, Future, wait
from dataclasses import dataclass, field
from pathlib import Path

from povsim.ensemble.executors import Crew
from povsim.ensemble.study import Study
from povsim.ensemble.work import Batch, Done, compute, row
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
Numbers = tuple[int, ...]
"""Runs that are handed out together."""


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
        flying: dict[Future[Batch], Numbers] = {}
        while self.waiting or self.suspects or flying:
            self._hand_out(crew, flying)
            finished = wait(flying, return_when=FIRST_COMPLETED).done
            lost = [future for future in finished if isinstance(_fault(future), LOST)]
            for future in finished:
                if future not in lost:
                    self._take(flying.pop(future), future)
            if lost:
                self._lose(crew, flying)

    def _hand_out(self, crew: Crew, flying: dict[Future[Batch], Numbers]) -> None:
        """Keep the crew busy; a run that was under way when a worker died goes alone, so that it is known who killed it."""
        while self.suspects and not flying:
            self._submit(crew, flying, (self.suspects.popleft(),))
        while self.waiting and not self.suspects and len(flying) < crew.room and not self._alone(flying):
            self._submit(crew, flying, self._next(crew.room))

    def _alone(self, flying: dict[Future[Batch], Numbers]) -> bool:
        return any(number in self.tries for numbers in flying.values() for number in numbers)

    def _next(self, room: int) -> Numbers:
        """The next run and those beside it that share its start; fewer towards the end, so that nobody is idle."""
        most, together = len(self.waiting) // room, self.task.study.together
        numbers = [self.waiting.popleft()]
        while len(numbers) < most and self.waiting[0] // together == numbers[0] // together:
            if self.tries.keys() & {numbers[0], self.waiting[0]}:
                break
            numbers.append(self.waiting.popleft())
        return tuple(numbers)

    def _submit(self, crew: Crew, flying: dict[Future[Batch], Numbers], numbers: Numbers) -> None:
        try:
            future = crew.submit(compute, self.task.pickled, numbers, self.task.engine, self.task.threads)
        except BrokenExecutor as fault:
            future = Future()
            future.set_exception(fault)
        flying[future] = numbers

    def _take(self, numbers: Numbers, future: Future[Batch]) -> None:
        """Commit finished runs; the one that failed is tried again, and those after it are still to be tried."""
        done, fault = ([], _fault(future)) if _fault(future) else future.result()
        for each in done:
            self.writer.add(each.packed)
            self._tell(1)
            if self.hear:
                self.hear(each)
        if fault is not None:
            self._fail(numbers[len(done) :], fault)

    def _fail(self, numbers: Numbers, fault: BaseException) -> None:
        """The first of these runs has failed, unless they were given up together: then any of them may have."""
        if isinstance(fault, MemoryError | ResourceError) or (isinstance(fault, OSError) and disk.is_gone(fault)):
            raise fault
        why = str(fault) if isinstance(fault, PovsimError) else f"{type(fault).__name__}: {fault}"
        if type(fault).__name__ == KILLED and len(numbers) > 1:
            for number in numbers:
                self._again(number, why, self.suspects)
            return
        if type(fault).__name__ == KILLED:
            self.tries[numbers[0]] = TRIES - 1
        self._again(numbers[0], why, self.waiting)
        self.waiting.extendleft(reversed(numbers[1:]))

    def _lose(self, crew: Crew, flying: dict[Future[Batch], Numbers]) -> None:
        """A worker has died: all that was under way is tried again, by a new crew, one after the other."""
        crew.dismiss()
        for number in sorted(number for numbers in flying.values() for number in numbers):
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


def _fault(future: Future[Batch]) -> BaseException | None:
    """What went wrong with a run, if anything did."""
    return CancelledError() if future.cancelled() else future.exception()
