"""Cold and warm starts, and the same bits from kernels for other processors: each in a process of its own."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

from povsim.bench.clock import rounds

RUN = """
import sys
from povsim.scenario import load
from povsim.simulation import simulate
simulate(load(sys.argv[1], ["population.share=0.001"]), threads=2)
"""
TARGETS = {
    "generic": {"NUMBA_CPU_NAME": "generic", "NUMBA_CPU_FEATURES": ""},
    "AVX2": {"NUMBA_CPU_NAME": "haswell", "NUMBA_CPU_FEATURES": "+avx2,+fma"},
    "native": {},
}


def start_lines(page: str) -> list[str]:
    """Whole-process seconds of a tiny run: with nothing compiled, and again."""
    with tempfile.TemporaryDirectory() as folder:
        took = []
        for _ in range(4):
            begun = time.perf_counter()
            _process(["-c", RUN, page], {"POVSIM_CACHE": folder})
            took.append(time.perf_counter() - begun)
        size = sum(file.stat().st_size for file in Path(folder).rglob("*") if file.is_file())
    return [
        f"  943 households, 2015-2020, whole process: cold {took[0]:.1f} s, warm {sorted(took[1:])[1]:.2f} s",
        f"  compiled kernels on disk: {size / 2**20:.1f} MiB",
    ]


def target_lines(page: str) -> list[str]:
    """The three rules compiled for each target: nanoseconds a household, and the digest of all they write."""
    found = {name: _target(page, environment) for name, environment in TARGETS.items()}
    made = []
    for name, (took, _) in found.items():
        times = ", ".join(f"{rule} {each:.1f}" for rule, each in sorted(took.items()))
        made.append(f"  {name}: {times} ns a household")
    digests = sorted({digest[:16] for _, digest in found.values()})
    return [*made, f"  digests of all columns they write: {'equal' if len(digests) == 1 else 'DIFFERENT'} ({', '.join(digests)})"]


def _target(page: str, environment: dict[str, str]) -> tuple[dict[str, float], str]:
    with tempfile.TemporaryDirectory() as folder:
        answer = _process(["-m", "povsim.bench.starts", page], {**environment, "POVSIM_CACHE": folder})
    took, digest = json.loads(answer.splitlines()[-1])
    return took, digest


def _process(command: list[str], environment: dict[str, str]) -> str:
    paths = os.pathsep.join([str(Path(__file__).parents[2]), os.environ.get("PYTHONPATH", "")])
    own = {**os.environ, **environment, "PYTHONPATH": paths, "PYTHONWARNINGS": "ignore"}
    return subprocess.run([sys.executable, *command], env=own, check=True, stdout=subprocess.PIPE, text=True).stdout


def three_alone(page: str) -> tuple[dict[str, float], str]:
    """Run the three rules on a settled population: nanoseconds a household, and the digest of what they have written."""
    from povsim.bench.three import calls, kernel_run
    from povsim.engine.compiled import Compiled
    from povsim.engine.lower import lower
    from povsim.records import Records
    from povsim.scenario import load
    from povsim.start.settle import settle
    from povsim.world import World

    scenario = load(page, ["population.share=0.1"])
    population = settle(scenario)
    driver = Compiled(population.schema)
    world, digest = World(scenario, population, driver, Records(2015)), hashlib.sha256()
    found = calls(world)
    for call in found.values():
        kernel_run(call, driver, population)
        for path in lower(call.rule, world.schema).writes:
            level, _, name = path.partition(".")
            digest.update(getattr(population[level], name).tobytes())
    took = rounds({name: partial(kernel_run, call, driver, population) for name, call in found.items()}, 7)
    return {name: seconds / population.household.size * 1e9 for name, seconds in took.items()}, digest.hexdigest()


if __name__ == "__main__":
    print(json.dumps(three_alone(sys.argv[1])))
