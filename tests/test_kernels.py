"""Every kernel of the Qinghai page works on several rows with one instruction."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
PAGE = HERE.parent / "configs" / "qinghai.yaml"

COUNT = """
import json, sys
sys.path.insert(0, sys.argv[1])
from test_kernels import counted
print(json.dumps(counted()))
"""


def counted() -> dict[str, list[int]]:
    """Of every rule: double-precision operations in its text, packed ones in its kernel, packed instructions of any kind."""
    from povsim.engine.compiled import Compiled
    from povsim.engine.kernels import packed_arithmetic, packed_instructions
    from povsim.plugin import VERBS
    from povsim.scenario import load
    from povsim.settle import settle
    from povsim.simulation import World
    from povsim.records import Records

    page = load(PAGE, ["population.share=0.001"])
    population = settle(page)
    driver = Compiled(population.schema)
    world = World(page, population, driver, Records(2015))
    found = {}
    for rule in (each.rule(verb) for kind in VERBS for each in world.plugins(kind) for verb in each.verbs):
        if rule.question:
            driver.ask(world.call(rule), population)
        else:
            driver.tell([world.call(rule)], population)
        lowered, run = driver.kernel(rule)
        found[".".join(rule.words)] = [operations(lowered), packed_arithmetic(run), packed_instructions(run)]
    return found
