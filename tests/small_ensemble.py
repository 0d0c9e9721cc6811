"""A small ensemble, and a stand-in for its simulation that every process of it finds: run this file as the command line.

    python small_ensemble.py run page.yaml --workers 2

Every run has tables of its own luck; it takes PACE seconds, and run POISON kills its worker, FAULTY fails, GREEDY has no memory.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from povsim.draws import key, uniform_array
from povsim.errors import Fault, InputError
from povsim.history import History
from small_history import history

SCENARIO = """\
scenario:
  title: A small county
  years: {first: 2015, last: 2017}
  population:
    villages: 4
    households: 40
    persons: 160
    registered: {households: 10, persons: 40, in_poor_villages: 0.8}
    poor_villages: 2
    counties: {dry_hills: 1}
  lines: {statistical: 2855, exit: 2855}
  causes: {illness: {}}
"""
PAGE = f"kind: ensemble\ntitle: Small\nquestion: What is luck?\nseed: 5\nruns: 12\nvary: {{causes.illness.onset_under_30: plausible}}\n{SCENARIO}"
HERE = Path(__file__)


def luck_of(number: int) -> int:
    """The luck of run k of PAGE."""
    return key(5, "luck", number) >> 1


def simulate(scenario: Any, *, seed: int, keep: Any = (), **how: Any) -> History:
    """The small history, with a poverty gap of its own for every luck."""
    time.sleep(float(os.environ.get("PACE", "0")))
    trouble = {name: luck_of(int(number)) for name in ("POISON", "FAULTY", "GREEDY") if (number := os.environ.get(name))}
    if seed == trouble.get("POISON"):
        os.kill(os.getpid(), signal.SIGKILL)
    if seed == trouble.get("FAULTY"):
        raise InputError([Fault("tea.py", 3, "rule `need`", "must answer with a finite number (2016)")])
    if seed == trouble.get("GREEDY"):
        raise MemoryError
    whole = history()
    luck = uniform_array(seed, np.arange(3, dtype=np.uint64), 0)
    tables = {name: dict(table) for name, table in whole.tables.items() if not keep or name in keep}
    tables["yearly"]["poverty_gap"] = luck / 10
    tables["runs"]["seed"] = np.array([seed])
    return History(tables, whole.notes)


class Started:
    """The start of the small history, which runs share."""

    def __init__(self, scenario: Any, threads: int, keep: Any, seed: int = 0) -> None:
        self.scenario, self.threads, self.keep, self.seed = scenario, threads, keep, seed

    def fork(self, seed: int) -> Started:
        """The same with its own luck."""
        return Started(self.scenario, self.threads, self.keep, seed)

    def finish(self) -> None:
        """All is done at the end."""

    def history(self) -> History:
        """What it leaves."""
        return simulate(self.scenario, seed=self.seed, keep=self.keep)


def write(results: Path, lang: str, out: Path) -> Path:
    """A report of one line."""
    out.write_text(f"<p>{lang}</p>", "utf-8")
    return out


def stand_in() -> dict[str, ModuleType]:
    """The modules that stand in for the simulation and the report."""
    simulation, report = ModuleType("povsim.simulation"), ModuleType("povsim.report")
    vars(simulation).update(simulate=simulate, begun=Started)
    vars(report)["write"] = write
    return {"povsim.simulation": simulation, "povsim.report": report}


if __name__ in ("__main__", "__mp_main__"):
    sys.modules.update(stand_in())
if __name__ == "__main__":
    from povsim.cli import main

    sys.argv[0] = "povsim"
    signal.signal(signal.SIGINT, signal.default_int_handler)
    main()
