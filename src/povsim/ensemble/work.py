"""One run of a study, as any worker computes it."""

from __future__ import annotations

import pickle
import resource
import time
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


def compute(study: bytes, number: int, engine: str, threads: int) -> Done:
    """Simulate run k of a pickled study and pack what it keeps."""
    from povsim.simulation import begun, simulate

    known, first = opened(study), time.perf_counter()
    case = known.case(number)
    names = (*ALWAYS, *known.keep)
    if case.shares_start and engine == "compiled":
        simulation = begun(case.scenario, threads, names).fork(case.seed)
        simulation.finish()
        history = simulation.history()
    else:
        history = simulate(case.scenario, engine=engine, threads=threads, seed=case.seed, keep=names)
    lived = time.perf_counter()
    history.tables["runs"] |= told(case)
    history = known.left(history, case)
    packed = pack(history, run_name(number), [name for name in (*names, *OWN) if name in history.tables])
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Done(packed, lived - first, time.perf_counter() - lived, memory)


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
