"""Every rule's kernel by itself: nanoseconds a row, lines after lowering, and packed instructions.

python benchmarks/kernels.py

The kernels are compiled afresh in a folder of their own, since a cached one cannot be looked into.
"""

from __future__ import annotations

import os
import tempfile
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from povsim.engine.compiled import Compiled
    from povsim.plugin import Rule
    from povsim.world import World


def main() -> None:
    """Print a line for every rule of the Qinghai page, the slowest first."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["POVSIM_CACHE"] = folder
        for line in lines():
            print(line)


def lines() -> list[str]:
    """A line for every rule."""
    from povsim.bench import PAGE, machine
    from povsim.engine.compiled import Compiled
    from povsim.pages.places import find
    from povsim.plugin import VERBS
    from povsim.records import Records
    from povsim.scenario import load
    from povsim.start.settle import settle
    from povsim.world import World

    scenario = load(str(find(PAGE)), ["population.share=0.05"])
    population = settle(scenario)
    driver = Compiled(population.schema)
    world = World(scenario, population, driver, Records(int(scenario.years.first)))
    rules = [plugin.rule(verb) for kind in VERBS for plugin in world.plugins(kind) for verb in plugin.verbs]
    found = sorted((measured(world, driver, rule) for rule in rules), reverse=True)
    head = "  ns a row   lines  packed arithmetic  rule"
    return [*machine.lines(), "", head, *(f"{took:10.2f} {told:7d} {packed:18d}  {name}" for took, told, packed, name in found)]


def measured(world: World, driver: Compiled, rule: Rule) -> tuple[float, int, int, str]:
    """Nanoseconds a row (the best of five), lines, packed instructions and name of a rule."""
    import numpy as np

    from povsim.engine.compiled import BLOCK
    from povsim.engine.kernels import packed_arithmetic

    size = world.population[rule.level].size
    arguments = driver.arguments(world.call(rule), world.population)
    arguments += [np.empty(size)] if rule.question else []
    lowered, run = driver.kernel(rule)
    took = []
    for _ in range(6):
        begun = time.thread_time()
        for start in range(0, size, BLOCK):
            run(start, min(start + BLOCK, size), *arguments)
        took.append(time.thread_time() - begun)
    return min(took[1:]) / size * 1e9, len(lowered.lines), packed_arithmetic(run), ".".join(rule.words)


if __name__ == "__main__":
    main()
