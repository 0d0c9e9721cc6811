"""Runs of a study, as any worker computes them."""

from __future__ import annotations

import pickle
import resource
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from povsim.ensemble.study import Case, Study
from povsim.history import History, Table
from povsim.store.parts import Packed, pack, run_name

ALWAYS = ("runs", "yearly")
OWN = ("outputs",)
"""What a study may add to the tables of a run."""


@dataclass(frozen=True)
class Done:
    """A finished run, and what it took: seconds that simulated, seconds that packed, and the worker's memory in MiB."""

    packed: Packed
    simulated: float
    packing: float
    memory: float


Batch = tuple[list[Done], Exception | None]
"""Runs that were done one after the other, and what was wrong with the next, if anything."""


def compute(study: bytes, numbers: Sequence[int], engine: str, threads: int) -> Batch:
    """Simulate these runs of a pickled study, which share their start, and pack what they keep, up to the first that fails."""
    made: list[Done] = []
    try:
        made.extend(_computed(study, numbers, engine, threads))
    except Exception as fault:
        return made, fault
    return made, None


def _computed(study: bytes, numbers: Sequence[int], engine: str, threads: int) -> Iterator[Done]:
    known, first = opened(study), time.perf_counter()
    names = (*ALWAYS, *known.keep)
    cases = [known.case(number) for number in numbers]
    for case, history in zip(cases, _lived(cases, engine, threads, names), strict=True):
        lived = time.perf_counter()
        history.tables["runs"] |= told(case)
        left = known.left(history, case)
        packed = pack(left, run_name(case.number), [name for name in (*names, *OWN) if name in left.tables])
        memory, last = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, time.perf_counter()
        yield Done(packed, lived - first, last - lived, memory)
        first = last


def _lived(cases: Sequence[Case], engine: str, threads: int, keep: tuple[str, ...]) -> Iterator[History]:
    """What each run leaves behind; where they share their start, it is settled once."""
    from povsim.simulation import begun, simulate

    if cases[0].shares_start and engine == "compiled":
        start = begun(cases[0].scenario, threads, keep)
        for case in cases:
            simulation = start.fork(case.seed)
            simulation.finish()
            yield simulation.history()
    else:
        for case in cases:
            yield simulate(case.scenario, engine=engine, threads=threads, seed=case.seed, keep=keep)


@lru_cache(maxsize=2)
def opened(study: bytes) -> Study:
    """The study, read once a process."""
    found: Study = pickle.loads(study)  # what this process's own parent has written
    return found


def told(case: Case) -> Table:
    """What varies as columns of the table `runs`."""
    return {name: np.array([value], dtype=object if isinstance(value, str) else None) for name, value in case.inputs.items()}


def row(case: Case, status: str) -> History:
    """The table `runs` of a run that left nothing else."""
    head = {"seed": case.seed, "scenario": case.scenario.title, "status": status}
    columns = {name: np.array([value], dtype=object if isinstance(value, str) else None) for name, value in head.items()}
    return History({"runs": columns | told(case)})
