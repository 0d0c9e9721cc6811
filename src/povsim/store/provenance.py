"""Where results come from: versions, times, host and command.  None of it enters the digest."""

from __future__ import annotations

import os
import platform
import resource
import sys
import time
from importlib import metadata
from pathlib import Path
from typing import Any

from povsim.store.results import PROVENANCE
from povsim.store.sealed import save_sealed

PACKAGES = ("povsim", "numpy", "scipy", "pandas", "pyarrow", "numba", "mesa", "pydantic", "ruamel.yaml", "SALib")


def save_provenance(folder: Path, started: float, how: dict[str, Any]) -> None:
    """Write provenance.json: `how` the run was made, and on what machine, since `started` (seconds since 1970)."""
    save_sealed(folder / PROVENANCE, {
        "command": [os.fsencode(word).decode("utf-8", "replace") for word in sys.argv], **how,
        "started": _moment(started), "ended": _moment(time.time()), "seconds": round(time.time() - started, 3),
        "peak_memory_mib": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
        "host": platform.node(), "system": platform.platform(), "processor": platform.machine(), "cores": os.cpu_count(),
        "python": platform.python_version(), "packages": {name: _version(name) for name in PACKAGES},
    })


def _moment(seconds: float) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(seconds))


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "not installed"
