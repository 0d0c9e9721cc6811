"""A study by stage: what simulating, packing, handing over, indices and reports take, run by run.  试验各阶段耗时"""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from statistics import mean

from povsim.bench.clock import say
from povsim.ensemble.executors import Kind, Staff
from povsim.ensemble.many import Many
from povsim.ensemble.runner import Runner, Task
from povsim.ensemble.work import Done
from povsim.experiment import load_experiment
from povsim.run import write_reports
from povsim.sensitivity.study import Sensitivity
from povsim.store.results import prepare

PAGE = "relapse_sobol"
CHANGES = ("samples=8", "seeds=4", "scenario.years.last=2022")
"""Four runs a point, and eight years."""
WORKERS = 2
PLANNED, MINUTES = 28_672, 30


def study_lines(page: str) -> list[str]:
    """Milliseconds a run by stage, and how long the full size would take at this pace."""
    study = load_experiment(page, CHANGES)
    if not isinstance(study, Sensitivity):
        raise TypeError(f"{page} is no sensitivity study")
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home)
        say(f"{study.goal(None)} runs of a study")
        done, computing = _computed(study, folder)
        begun = time.perf_counter()
        Many(study).conclude(folder)
        concluded = time.perf_counter()
        write_reports(folder)
        ended = time.perf_counter()
    return _told(done, computing, {"indices": concluded - begun, "reports": ended - concluded})


def _computed(study: Sensitivity, folder: Path) -> tuple[list[Done], float]:
    """All runs, by two processes that have run before, and seconds on the wall."""
    runs, done = study.goal(None), list[Done]()
    with Staff(Kind.processes, WORKERS).hired() as crew:
        prepare(folder, study.identity(), study.files(), runs)
        task = Task.of(study, "compiled", 1)
        Runner(task, folder).complete(range(study.seeds), crew)
        begun = time.perf_counter()
        Runner(task, folder, hear=done.append).complete(range(study.seeds, runs), crew)
        return done, time.perf_counter() - begun


def _told(done: list[Done], computing: float, after: dict[str, float]) -> list[str]:
    many = len(done)
    simulated, packed = (1e3 * mean(each) for each in zip(*((one.simulated, one.packing) for one in done), strict=True))
    wall = 1e3 * computing / many
    rows = {"simulated, in a worker": simulated, "packed, in a worker": packed, "a run on the wall": wall}
    rows |= {"handed over, written, waited for": wall - (simulated + packed) / WORKERS}
    lines = [f"  {many} runs, {WORKERS} processes; ms a run"]
    lines += [f"  {value:8.1f}  {name}" for name, value in rows.items()]
    lines += [f"  {value:8.1f} s  {name}, once" for name, value in after.items()]
    held = [max(one.memory for one in part) for part in (done[: many // 2], done[many // 2 :])]
    minutes = PLANNED * wall / 6e4
    aim = "" if minutes < MINUTES else ", MISSED"
    return [
        *lines, f"  most memory of a worker: {held[0]:.0f} MiB in the first half, {held[1]:.0f} in the second",
        f"  {PLANNED:,} runs at this pace: {minutes:.0f} minutes (target {MINUTES}{aim})",
    ]
