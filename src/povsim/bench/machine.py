"""The machine, in a few lines: what a figure is worth depends on it."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import time
from importlib import metadata
from pathlib import Path

PACKAGES = ("numpy", "numba", "llvmlite", "mesa")


def lines() -> list[str]:
    """Processor, cores, memory, versions and compilers."""
    found = {name: _version(name) for name in PACKAGES}
    versions = ", ".join(f"{name} {version}" for name, version in found.items())
    compilers = "; ".join(_compiler(each) for each in ("g++", "clang++") if shutil.which(each)) or "no C++ compiler"
    return [
        f"processor  {_processor()}, {os.cpu_count()} cores seen, vectors {_vectors()}",
        f"memory     {_memory():.1f} GiB",
        f"software   {platform.system()}, Python {platform.python_version()}, {versions}",
        f"compilers  {compilers}",
    ]


def peak() -> float:
    """The most memory this process has held, in MiB; 0 where the system does not tell."""
    return _field(Path("/proc/self/status"), "VmHWM") / 1024.0


class Others:
    """How many cores other processes keep busy from now on; 0 where the system does not tell."""

    def __init__(self) -> None:
        self.begun, self.taken = time.monotonic(), _all_busy() - time.process_time()

    def cores(self) -> float:
        """Cores that were busy for others, on average."""
        return max(0.0, _all_busy() - time.process_time() - self.taken) / (time.monotonic() - self.begun)


def _all_busy() -> float:
    """Seconds of work of all processes since the system started."""
    stat = Path("/proc/stat")
    ticks = [float(word) for word in stat.read_text().split("\n", 1)[0].split()[1:9]] if stat.exists() else [0.0] * 8
    idle, waiting = ticks[3:5]
    return (sum(ticks) - idle - waiting) / os.sysconf("SC_CLK_TCK")


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    lines = info.read_text().splitlines() if info.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()


def _vectors() -> str:
    info = Path("/proc/cpuinfo")
    flags = set(info.read_text().split()) if info.exists() else set()
    return next((word for flag, word in (("avx512f", "AVX-512"), ("avx2", "AVX2"), ("sse2", "SSE2")) if flag in flags), "unknown")


def _memory() -> float:
    return _field(Path("/proc/meminfo"), "MemTotal") / 2**20


def _field(file: Path, name: str) -> float:
    """A number of kB in one of the system's files, 0 where there is none."""
    lines = file.read_text().splitlines() if file.exists() else []
    return next((float(line.split()[1]) for line in lines if line.startswith(f"{name}:")), 0.0)


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "not installed"


def _compiler(name: str) -> str:
    return subprocess.run([name, "--version"], capture_output=True, text=True, check=True).stdout.splitlines()[0]
