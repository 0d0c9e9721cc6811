"""Every kernel of the Qinghai page works on several rows with one instruction."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from povsim.engine.compiled import Compiled
from povsim.engine.driver import Cells
from povsim.engine.kernels import packed_arithmetic, packed_instructions
from povsim.records import Records
from povsim.scenario import load
from povsim.shape import VERBS
from povsim.start.settle import settle
from povsim.world import World

HERE = Path(__file__).parent
PAGE = HERE.parent / "configs" / "qinghai.yaml"

PARTS = 4
"""Tests that share the compiling, side by side."""
FEW = ("province", "county")
"""Levels of so few rows that arithmetic on the one row above, done once, may be all there is."""
COUNT = """
import json, sys
sys.path.insert(0, sys.argv[1])
from test_kernels import counted
print(json.dumps(counted(int(sys.argv[2]))))
"""


def counted(part: int) -> dict[str, list[int]]:
    """Of every kernel of a part: double-precision operations in its text, packed ones in its code, packed instructions of any kind."""
    world = settled()
    population, driver, found = world.population, world.driver, {}
    rules = [each.rule(verb) for kind in VERBS for each in world.plugins(kind) for verb in each.verbs if kind != "measure"]
    for rule in rules[part::PARTS]:
        if rule.question:
            driver.ask(world.call(rule), population)
        else:
            driver.tell([world.call(rule)], population)
        asked, *packed = told(*driver.kernel(rule))
        found[".".join(rule.words)] = [0 if rule.level in FEW else asked, *packed]
    if part:
        return found
    measures = [world.call(each.rule(verb)) for each in world.plugins("measure") for verb in each.verbs]
    driver.totals(measures, Cells(np.zeros(population.household.size, np.int64), 1), population)
    for place, (lowered, run) in enumerate(driver.library.all_totals):
        found[f"measures {place}"] = told(lowered, run)
    return found


def settled() -> Any:
    """A world of the Qinghai page whose driver has compiled nothing."""
    page = load(PAGE, ["population.share=0.001"])
    population = settle(page)
    return World(page, population, Compiled(population.schema), Records(2015))


def told(lowered: Any, run: Any) -> list[int]:
    """The three numbers of one kernel."""
    return [operations(lowered), packed_arithmetic(run), packed_instructions(run)]


def operations(lowered: Any) -> int:
    """How often the lowered text adds, subtracts, multiplies or divides; what only reads the province is computed once."""
    if all(path.startswith("province.") for path in lowered.loads):
        return 0
    texts = [*(value for _, value in lowered.lines), *lowered.stores.values(), *([] if lowered.answer is None else [lowered.answer])]
    signs = (ast.Add, ast.Sub, ast.Mult, ast.Div)
    return sum(isinstance(node, ast.BinOp) and isinstance(node.op, signs) for text in texts for node in ast.walk(text))


@pytest.mark.parametrize("part", range(PARTS))
def test_every_rule_has_packed_instructions(part: int, tmp_path: Path) -> None:
    """No rule is exempt, nor are the measures; what computes nothing, a constant or a comparison, moves or compares several at once."""
    environment = {**os.environ, "POVSIM_CACHE": str(tmp_path), "PYTHONWARNINGS": "ignore"}
    command = [sys.executable, "-c", COUNT, str(HERE), str(part)]
    made = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=280, check=False)
    assert made.returncode == 0, made.stderr[-2000:]
    found = json.loads(made.stdout)
    assert len(found) > 80 // PARTS
    assert [name for name, (asked, arithmetic, packed) in found.items() if not (arithmetic if asked else packed)] == []
