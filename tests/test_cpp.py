"""Every rule printed as C++ has the bits of its kernel; the NumPy reference of the benchmark computes the same."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from povsim.bench.numpy_reference import REFERENCE
from povsim.engine.cpp import build, compilers, converted, cpp_name, cpp_text, spans
from povsim.engine.driver import Call
from povsim.engine.lower import lower
from povsim.plugin import Rule
from povsim.scenario import load_bytes
from povsim.shape import VERBS
from povsim.simulation import Simulation
from povsim.world import World
from random_pages import random_text

EXACT = ("-std=c++17", "-O1", "-ffp-contract=off", "-shared", "-fPIC")


def rules(world: World) -> list[Rule]:
    """Every rule of a world."""
    return [each.rule(verb) for kind in VERBS for each in world.plugins(kind) for verb in each.verbs]


def outcome(world: World, call: Call, run: Any) -> list[bytes]:
    """All that a rule writes or answers, on the population as it stands, which is left as it was."""
    table = world.population[call.rule.level]
    before = {name: table.arrays[name].copy() for name in lower(call.rule, world.schema).stores}
    arguments = world.driver.arguments(call, world.population)  # type: ignore[attr-defined]
    answers = np.zeros(table.size)
    run(table.size, [*arguments, answers] if call.rule.question else arguments)
    after = [table.arrays[name].tobytes() for name in before]
    for name, values in before.items():
        table.arrays[name][:] = values
    return [*after, answers.tobytes()]


@pytest.mark.parametrize("compiler", ["g++", "clang++"])
def test_every_rule_has_the_bits_of_its_kernel(compiler: str, tmp_path: Path) -> None:
    if compiler not in compilers():
        pytest.skip(f"{compiler} is not installed")
    run = Simulation(load_bytes(random_text(11, households=300).encode(), "random.yaml"))
    run.step()
    world, found = run.world, rules(run.world)
    library = build(cpp_text([lower(each, world.schema) for each in found], world.schema), compiler, tmp_path, EXACT)
    assert len(found) > 100
    for rule in found:
        kernel, function = world.driver.kernel(rule)[1], getattr(library, cpp_name(lower(rule, world.schema)))
        ours = outcome(world, world.call(rule), lambda size, arguments, kernel=kernel: kernel(0, size, *arguments))
        other = outcome(world, world.call(rule), lambda size, given, run=function: run(*spans(0, size), *converted(given)))
        assert ours == other, rule.words


@pytest.mark.parametrize("name", sorted(REFERENCE))
def test_numpy_reference_computes_what_the_rule_does(name: str) -> None:
    run = Simulation(load_bytes(random_text(11, households=3000).encode(), "random.yaml"))
    run.step()
    world = run.world
    call = next(world.call(rule) for rule in rules(world) if rule.words == ("rule", name, "step"))
    table, stores = world.population[call.rule.level], lower(call.rule, world.schema).stores
    before = {column: table.arrays[column].copy() for column in stores}
    REFERENCE[name](world.population, call.numbers, call.key)
    theirs = {column: getattr(table, column).copy() for column in stores}
    for column, values in before.items():
        table.arrays[column][:] = values
    world.driver.tell([call], world.population)
    for column in stores:
        np.testing.assert_allclose(theirs[column], getattr(table, column), rtol=1e-6, atol=1e-9)
