"""Executors: serial, threads, processes and Dask, all behind `concurrent.futures`.  执行器

Runs are pure functions of the study and their number, so who computes them, in what order and how often changes nothing.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from multiprocessing import connection
from typing import Any

from povsim.errors import InputError, ResourceError


class Kind(StrEnum):
    """Who computes the runs; all give the same results."""

    serial = "serial"
    threads = "threads"
    processes = "processes"
    dask = "dask"


@dataclass(frozen=True)
class Staff:
    """Who computes, how many at a time, and where a Dask cluster is, if there is one."""

    kind: Kind = Kind.serial
    workers: int = 1
    address: str = ""

    @contextmanager
    def hired(self) -> Iterator[Crew]:
        """A crew at work; at the end, however it comes, nobody is left."""
        crew = Crew(self)
        try:
            yield crew
        finally:
            crew.dismiss()


class Crew:
    """An executor that can be replaced when one of its processes has died."""

    def __init__(self, staff: Staff) -> None:
        self.staff = staff
        self._executor: Executor | None = None
        self._was_open = False
        self._before = set(multiprocessing.active_children())

    @property
    def room(self) -> int:
        """So many runs are handed out at a time: one for each worker, and one waiting."""
        return 1 if self.staff.kind is Kind.serial else 2 * self.staff.workers

    def submit(self, work: Callable[..., Any], *arguments: Any) -> Future[Any]:
        """Hand out a piece of work."""
        with _deaf():
            if self._executor is None:
                self._executor = self._opened()
            return self._executor.submit(work, *arguments)

    def _opened(self) -> Executor:
        """A new executor; raises ResourceError where there was one before, and its cluster is gone."""
        try:
            made = _OPEN[self.staff.kind](self.staff)
        except InputError as fault:
            if self._was_open:
                raise ResourceError(f"{self.staff.address}: the cluster went away; the same command resumes") from fault
            raise
        self._was_open = True
        return made

    def dismiss(self) -> None:
        """End the work at once: what waits is dropped, processes are killed."""
        executor, self._executor = self._executor, None
        if executor is not None:
            executor.shutdown(wait=False, cancel_futures=True)
        for child in multiprocessing.active_children():
            if child not in self._before:
                child.kill()
                child.join()


class Serial(Executor):
    """Does each piece of work where and when it is handed out."""

    def submit(self, work: Callable[..., Any], /, *arguments: Any, **named: Any) -> Future[Any]:
        """Work, and give what came of it; Ctrl-C is nobody's result."""
        future: Future[Any] = Future()
        try:
            future.set_result(work(*arguments, **named))
        except Exception as fault:
            future.set_exception(fault)
        return future


@contextmanager
def _deaf() -> Iterator[None]:
    """Processes that begin inside do not hear Ctrl-C, which is for their parent; it hears it afterwards."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _threads(staff: Staff) -> Executor:
    return ThreadPoolExecutor(staff.workers)


def _processes(staff: Staff) -> Executor:
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(staff.workers, mp_context=context, initializer=_follow_parent)


def _dask(staff: Staff) -> Executor:
    from povsim.ensemble.cluster import connected

    return connected(staff.address, staff.workers)


_OPEN: dict[Kind, Callable[[Staff], Executor]] = {
    Kind.serial: lambda staff: Serial(), Kind.threads: _threads, Kind.processes: _processes, Kind.dask: _dask,
}


def _follow_parent() -> None:
    """End this process when its parent ends, however that comes."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_wait, args=(parent.sentinel,), daemon=True).start()


def _wait(sentinel: int) -> None:
    connection.wait([sentinel])
    os._exit(1)
