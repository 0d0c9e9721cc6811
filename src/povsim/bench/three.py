"""Three rules against the same in NumPy, and the same printed as C++.

`wages` has exp and normal, `abilities` branches, `farm` reads its village and county.
"""

from __future__ import annotations

import ctypes
import tempfile
import time
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Any

from povsim.bench.clock import compared, rounds
from povsim.bench.numpy_reference import REFERENCE
from povsim.engine.compiled import BLOCK, Compiled
from povsim.engine.cpp import FLAGS, WIDE, build, compilers, converted, cpp_name, cpp_text, spans
from povsim.engine.driver import Call
from povsim.engine.lower import lower
from povsim.population import Population
from povsim.world import World

ROUNDS = 7
ABOUT = {"wages": "exp and normal", "abilities": "branches", "farm": "reads its village"}


def calls(world: World) -> dict[str, Call]:
    """The three rules, as the world stands."""
    return {each.name: world.call(each.rule("step")) for each in world.plugins("rule") if each.name in REFERENCE}


def kernel_run(call: Call, driver: Compiled, population: Population) -> None:
    """One rule down its rows, by its kernel, in one thread."""
    run, arguments = driver.kernel(call.rule)[1], driver.arguments(call, population)
    for start, stop in _blocks(population[call.rule.level].size):
        run(start, stop, *arguments)


def three_rules(world: World, households: int) -> list[str]:
    """The lines about the three rules: nanoseconds a household of each way, and ratios."""
    made = []
    with tempfile.TemporaryDirectory() as folder:
        libraries = _libraries(world, Path(folder))
        for name, call in calls(world).items():
            took = {way: seconds / households * 1e9 for way, seconds in _times(world, call, libraries).items()}
            made += _lines(name, took)
    return [*made, *(f"  {each} is not installed: skipped" for each in ("g++", "clang++") if each not in compilers())]


def _lines(name: str, took: dict[str, float]) -> list[str]:
    kernel, others = took.pop("kernel"), sorted(way for way in took if way != "NumPy")
    best = min(others, key=lambda way: took[way], default=None)
    made = [f"  {name} ({ABOUT[name]}): kernel {kernel:.2f}, " + ", ".join(f"{way} {each:.2f}" for way, each in took.items())]
    made.append(f"    speed beside NumPy {compared(took['NumPy'] / kernel, 3)}")
    return made + ([f"    speed beside C++, {best}: {compared(took[best] / kernel, 0.85)}"] if best else [])


def _times(world: World, call: Call, libraries: dict[str, ctypes.CDLL]) -> dict[str, float]:
    driver, population = Compiled(world.schema), world.population
    works: dict[str, Any] = {"kernel": partial(kernel_run, call, driver, population)}
    works["NumPy"] = partial(REFERENCE[call.rule.plugin.name], population, call.numbers, call.key)
    arguments, size = driver.arguments(call, population), population[call.rule.level].size
    for way, library in libraries.items():
        works[way] = partial(_foreign, getattr(library, cpp_name(lower(call.rule, world.schema))), converted(arguments), size)
    rounds(works, 1)
    return rounds(works, ROUNDS, time.thread_time)


def _foreign(function: Any, arguments: list[Any], size: int) -> None:
    for start, stop in _blocks(size):
        function(*spans(start, stop), *arguments)


def _blocks(size: int) -> Iterable[tuple[int, int]]:
    return ((start, min(start + BLOCK, size)) for start in range(0, size, BLOCK))


def _libraries(world: World, folder: Path) -> dict[str, ctypes.CDLL]:
    """The three rules by every compiler there is, with vectors as wide as it likes and as wide as there are."""
    text = cpp_text([lower(each.rule, world.schema) for each in calls(world).values()], world.schema)
    made = {}
    for compiler in compilers():
        for word, flags in (("", FLAGS), (" wide", (*FLAGS, WIDE))):
            made[f"{compiler}{word}"] = build(text, compiler, folder, flags)
    return made
