"""Kernels that take short cuts have the bits of the plain driver: sums in three ways, costly lines on few rows."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from povsim.columns import gather
from povsim.draws import uniform_array
from povsim.engine.arrays import FORMULAS
from povsim.engine.compiled import Compiled
from povsim.engine.driver import Call
from povsim.engine.gathers import ways
from povsim.engine.plain import Plain
from povsim.engine.twice import Either
from povsim.indices import ranked
from povsim.plugin import Schema, load
from povsim.population import Population

RARE = '''
"""A bill for few, and what is left of it.  测试"""
from povsim.rule import Draw, Parameters, Person, exp, log, normal, parameter, uniform
phase = "costs"


class Settings(Parameters):
    """Who falls ill."""

    chance: float = parameter(0.05, "a year", low=0, high=1, source="assumed; a test, 0-1")


def step(p: Person, s: Settings, draw: Draw) -> None:
    """Few rows are billed, from what they were before."""
    hit = uniform(draw, 0) < s.chance
    if hit and p.age > 3:
        p.wage = p.wage + exp(normal(draw, 1)) * log(2.0 + p.age) + exp(0.5 * normal(draw, 2)) * p.household.land
    p.health = 1 if hit else 0
'''
KINDS = ("sum", "count", "any", "max", "mean", "first")
SOURCES = ("female", "able", "age", "wage", "labour")


def homes(sizes: list[int], schema: Schema) -> Population:
    """Households of these sizes in two villages, with columns filled by luck."""
    many, persons = len(sizes), sum(sizes)
    population = Population(schema, {
        "province": (np.ones(1, np.uint64), None), "county": (np.ones(1, np.uint64), np.zeros(1, np.uint32)),
        "village": (np.array([11, 12], np.uint64), np.zeros(2, np.uint32)),
        "household": (np.arange(100, 100 + many, dtype=np.uint64), (np.arange(many) >= many // 2).astype(np.uint32)),
        "person": (np.arange(10_000, 10_000 + persons, dtype=np.uint64), np.repeat(np.arange(many, dtype=np.uint32), sizes)),
    })
    person, luck = population.person, [uniform_array(k, population.person.id, 0) for k in range(5)]
    person.female[:], person.able[:], person.age[:] = luck[0] < 0.3, luck[1] < 0.6, luck[2] * 90
    person.wage[:], person.labour[:] = luck[3] * 30_000, luck[4]
    population.household.land[:] = uniform_array(9, population.household.id, 0) * 10
    return population


@pytest.mark.parametrize("sizes", [[1, 4, 2, 7, 3] * 9, [0, 3, 0, 0, 5, 1], [300, 2, 1], [40] * 6], ids=["usual", "empty", "large", "many"])
def test_sums_have_the_bits_of_the_plain_driver(sizes: list[int]) -> None:
    columns = [gather(f"household.{kind}_{source}", kind, f"person.{source}", "x") for kind in KINDS for source in SOURCES]
    schema = Schema()
    schema.columns |= {each.path: each for each in columns}
    theirs, ours = homes(sizes, schema), homes(sizes, schema)
    Plain(schema).gather(columns, theirs)
    Compiled(schema).gather(columns, ours)
    for each in columns:
        assert getattr(ours.household, each.name).tobytes() == getattr(theirs.household, each.name).tobytes(), each.name
    used = {way for way, _, _ in ways(columns, schema, ours)}
    assert used == ({"walk"} if sizes == [40] * 6 or 300 in sizes else {"packed", "spread"})


@pytest.mark.parametrize("chance", [0.0, 0.05, 1.0])
def test_costly_lines_on_few_rows_have_the_bits_of_the_plain_driver(chance: float) -> None:
    plugin = load("rare.py", RARE)
    schema = Schema([plugin])
    call = Call(plugin.rule("step"), {"chance": chance, "year": 2016.0}, 77)
    populations: list[Population] = [homes([3] * 400, schema) for _ in range(2)]
    drivers: list[Any] = [Plain(schema), Compiled(schema)]
    for driver, population in zip(drivers, populations, strict=True):
        for _ in range(3):
            driver.tell([call], population)
    for name in ("wage", "health"):
        assert getattr(populations[0].person, name).tobytes() == getattr(populations[1].person, name).tobytes()
    kernel = drivers[1].kernel(call.rule)[1]
    assert isinstance(kernel, Either) and (kernel.wait > 0) == (chance == 1.0)


def test_order_and_formulas_of_arrays_have_the_bits_of_numpy() -> None:
    driver = Compiled(Schema())
    values = np.concatenate([uniform_array(1, np.arange(5000, dtype=np.uint64), 0) * 9e4 - 3e4, np.repeat([0.0, -0.0, 7.0], 50)])
    for each in (values.astype(np.float32), values):
        assert (driver.ranked(each) == np.argsort(each, kind="stable")).all() and (ranked(each) == driver.ranked(each)).all()
    assert driver.formula("log", values).tobytes() == FORMULAS["log"](values).tobytes()
    ids = np.arange(7000, dtype=np.uint64)
    assert driver.formula("uniform", ids, 2**63 + 5, 3).tobytes() == FORMULAS["uniform"](ids, 2**63 + 5, 3).tobytes()
