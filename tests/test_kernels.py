"""Every kernel of the Qinghai page works on several rows with one instruction."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

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
    from povsim.records import Records
    from povsim.scenario import load
    from povsim.start.settle import settle
    from povsim.world import World

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


def operations(lowered: Any) -> int:
    """How often the lowered text adds, subtracts, multiplies or divides."""
    texts = [*(value for _, value in lowered.lines), *lowered.stores.values(), *([] if lowered.answer is None else [lowered.answer])]
    signs = (ast.Add, ast.Sub, ast.Mult, ast.Div)
    return sum(isinstance(node, ast.BinOp) and isinstance(node.op, signs) for text in texts for node in ast.walk(text))


def test_every_rule_has_packed_instructions(tmp_path: Path) -> None:
    """No rule is exempt; one that computes nothing, a constant or a comparison, at least moves or compares several at once."""
    environment = {**os.environ, "POVSIM_CACHE": str(tmp_path), "PYTHONWARNINGS": "ignore"}
    command = [sys.executable, "-c", COUNT, str(HERE)]
    made = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=280, check=False)
    assert made.returncode == 0, made.stderr[-2000:]
    found = json.loads(made.stdout)
    assert len(found) > 100
    assert [name for name, (told, arithmetic, packed) in found.items() if not (arithmetic if told else packed)] == []
