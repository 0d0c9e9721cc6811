"""The command line with a small history in place of the simulation; FAKE says what goes wrong.

    python fake_cli.py run page.yaml
"""

from __future__ import annotations

import errno
import os
import signal
import sys
import time
from pathlib import Path
from types import ModuleType
from typing import Any

from povsim.cli import main
from povsim.errors import Fault, InputError
from povsim.history import History
from small_history import history


def simulate(scenario: Any, *, progress: Any = None, **how: Any) -> History:
    """The history of `small_history.py`, or the trouble that FAKE names."""
    trouble = os.environ.get("FAKE", "")
    if progress is not None:
        progress(1, 3, "2015")
    if trouble == "slow":
        print("simulating", flush=True)
        time.sleep(60)
    if trouble == "disk":
        raise OSError(errno.ENOSPC, "No space left on device")
    if trouble == "memory":
        raise MemoryError
    if trouble == "bug":
        raise KeyError("a long\nmessage")
    if trouble == "rule":
        raise InputError([Fault("tea.py", line, "rule `strike`", "no loops here") for line in (14, 15)])
    return history()


def write(results: Path, lang: str, out: Path) -> Path:
    """A report of one line."""
    out.write_text(f"<p>{lang}</p>", "utf-8")
    return out


simulation, report = ModuleType("povsim.simulation"), ModuleType("povsim.report")
vars(simulation)["simulate"], vars(report)["write"] = simulate, write
sys.modules["povsim.simulation"], sys.modules["povsim.report"] = simulation, report
sys.argv[0] = "povsim"
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell that starts tests in the background leaves it ignored
main()
