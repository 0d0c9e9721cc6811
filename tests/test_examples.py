"""The examples of the documents: pages, a plugin of one's own with its cases, and the rules on the page of the language."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from povsim import load, run, simulate
from povsim.cases import Case, read
from povsim.engine.lower import lower
from povsim.engine.lowered import Lowered
from povsim.errors import InputError
from povsim.plugin import Schema
from povsim.plugin import load as plugin

DOCS = Path(__file__).resolve().parents[1] / "docs"
TEA = DOCS / "examples" / "tea"
HEAD = '''"""A rule of the page.  例"""
from povsim.rule import Draw, Household, Parameters, among, column, flag, flow, gather, parameter, uniform

phase = "transfers"


class Settings(Parameters):
    leaf: float = parameter(2_500, "yuan", low=0, high=9_000, source="assumed; for the test")


'''
STEP = "\n\ndef step(h: Household, s: Settings, draw: Draw) -> None:\n    pass\n"


def test_contributing_shows_the_files_of_the_example() -> None:
    text = (DOCS.parent / "CONTRIBUTING.md").read_text("utf-8")
    for name in ("tea.py", "county.yaml"):
        assert (TEA / name).read_text("utf-8") in text, name
    (shown,) = re.findall(r"```yaml\n(# 茶叶产业扶持.*?)```", text, re.DOTALL)
    assert (TEA / "cases.yaml").read_text("utf-8").startswith(shown.rstrip())


@pytest.mark.parametrize("case", read(TEA / "cases.yaml"), ids=lambda case: case.name)
def test_case_of_the_example(case: Case) -> None:
    assert case.check() == []


def test_progress_is_told_to_the_last_year() -> None:
    told: list[tuple[int, int, str]] = []
    page = load(DOCS / "examples" / "county.yaml", ["population.share=0.1", "years.last=2017"])
    simulate(page, engine="plain", progress=lambda *words: told.append(words))
    assert told == [(1, 3, "2015"), (2, 3, "2016"), (3, 3, "2017")]


def test_a_plugin_beside_its_page_is_the_same_under_all_engines() -> None:
    page = load(TEA / "county.yaml", ["population.share=0.1"])
    plain, mesa, compiled = (simulate(page, engine=engine).tables for engine in ("plain", "mesa", "compiled"))
    assert (plain["ledger"]["programme"] == "tea").any()
    for name, table in compiled.items():
        for column, values in table.items():
            for other in (plain, mesa):
                np.testing.assert_array_equal(values, other[name][column], err_msg=f"{name}.{column}", strict=True)


def test_budget_of_the_county_is_small_and_sound() -> None:
    assert load(DOCS / "examples" / "county.yaml").plugins("programme")


BLOCKS = re.findall(r"```python\n(.*?)```", (DOCS / "language.md").read_text("utf-8"), re.DOTALL)


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.split("(")[0])
def test_rules_of_the_page_are_in_the_language(block: str, tmp_path: Path) -> None:
    functions = [node for node in ast.parse(block).body if isinstance(node, ast.FunctionDef)]
    for node in functions:
        question = len(node.args.args) == 2
        node.name = "count" if question else "step"
        head = HEAD.replace('phase = "transfers"', 'unit = "yuan"') if question else HEAD
        lowered = lower_text(head + ast.unparse(node) + "\n", node.name, tmp_path)
        assert (lowered.answer is not None) == question and bool(lowered.writes) != question
    if not functions:
        assert lower_text(HEAD + block + STEP, "step", tmp_path).answer is None


def lower_text(text: str, verb: str, folder: Path) -> Lowered:
    """Load a plugin file of this text and lower one of its rules."""
    file = folder / f"example_{verb}.py"
    file.write_text(text, "utf-8")
    made = plugin(file)
    return lower(made.rule(verb), Schema([made]))


INSTEAD = {
    "remainder": "h.cash = h.debt - 7 * int(h.debt / 7)", "power": "h.cash = exp(0.5 * log(max(h.debt, 1.0)))",
    "or": "h.cash = h.debt if h.debt > 0 else 5", "row": "v = h.village\n    h.cash = v.road + v.county.effect",
    "luck in a loop": "total = 0.0\n    for k in range(0, 3):\n        total += uniform(draw, k)\n    h.cash = total",
    "luck in a helper": "h.cash = late(h, s, draw)",
}


@pytest.mark.parametrize("name", INSTEAD)
def test_what_the_page_says_to_write_instead(name: str, tmp_path: Path) -> None:
    helper = "def late(h: Household, s: Settings, draw: Draw) -> float:\n    return h.debt * uniform(draw, 4) + s.leaf\n\n\n"
    head = HEAD.replace("uniform\n", "uniform, exp, log\n")
    text = f"{head}{helper}def step(h: Household, s: Settings, draw: Draw) -> None:\n    {INSTEAD[name]}\n"
    assert set(lower_text(text, "step", tmp_path).writes) == {"household.cash"}


def test_a_step_of_ones_own_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "step.py"
    file.write_text('"""Mine.  我的"""\nfrom povsim.world import World\n\n\ndef step(world: World) -> None:\n    pass\n', "utf-8")
    with pytest.raises(InputError, match=r"imports from povsim\.rule only"):
        plugin(file)


def test_the_notebook_draws_a_results_folder(tmp_path: Path) -> None:
    results = run(load(DOCS / "examples" / "county.yaml", ["population.share=0.2"]), tmp_path / "county")
    notebook, picture = DOCS.parent / "notebooks" / "qinghai.py", tmp_path / "picture.png"
    drawn = [sys.executable, str(notebook), str(results), str(picture)]
    subprocess.run(drawn, check=True, env={**os.environ, "MPLBACKEND": "Agg", "MPLCONFIGDIR": str(tmp_path)})
    assert picture.read_bytes().startswith(b"\x89PNG")
