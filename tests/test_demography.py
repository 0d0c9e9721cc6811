"""Births, deaths and divisions move rows without losing a person, a household or a yuan."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from povsim import draws
from povsim.draws import NEWBORN, SPLIT, child_id
from povsim.levels import DEAD, REGISTERED
from povsim.moves import BEARS, LEAVES
from povsim.plugin import Schema, load
from povsim.population import Population
from povsim.runs import edited
from povsim.steps import demography

PLUGIN = '''
"""A plugin that remembers something.  测试"""
from povsim.rule import Draw, Household, Parameters, column
phase = "production"
columns = (column("household.contract", "float32", "yuan", "entrusted to a firm", start=-1),)
def step(h: Household, s: Parameters, draw: Draw) -> None:
    """Nothing."""
    h.contract = h.contract
'''


class Stage:
    """As much of a world as the step asks for."""

    def __init__(self, population: Population) -> None:
        self.population, self.year = population, 2016
        self.settings = SimpleNamespace(girls=0.48, part=1.0, adult=18.0)
        self.flows: dict[int, demography.Flows] = {}
        self.events: dict[str, list[int]] = {"died_out": [], "split": []}

    def event(self, name: str, rows: np.ndarray) -> None:
        """Keep the ids of the households to which something happened."""
        self.events[name] += self.population.household.id[rows].tolist()

    def uniform(self, process: str, ids: np.ndarray, k: int) -> np.ndarray:
        """Keyed uniforms."""
        return draws.uniform_array(draws.key(1, process, self.year), ids, k)


def stage(sizes: list[int], ages: list[int] | None = None) -> Stage:
    """Households of these sizes in two villages; ages by person."""
    schema = Schema([load("memory.py", PLUGIN)])
    homes, persons = len(sizes), sum(sizes)
    village = (np.arange(homes) >= (homes + 1) // 2).astype(np.uint32)
    population = Population(schema, {
        "province": (np.ones(1, np.uint64), None), "county": (np.ones(1, np.uint64), np.zeros(1, np.uint32)),
        "village": (np.array([11, 12], np.uint64), np.zeros(2, np.uint32)),
        "household": (np.arange(100, 100 + homes, dtype=np.uint64), village),
        "person": (np.arange(1000, 1000 + persons, dtype=np.uint64), np.repeat(np.arange(homes, dtype=np.uint32), sizes)),
    })
    population.person.age[:] = 30 if ages is None else ages
    home = population.household
    home.cash[:] = 1000.0 + np.arange(homes) / 3.0
    home.cash_before[:] = home.cash
    home.land[:], home.debt[:], home.contract[:], home.farm_effect[:] = 6.0, 50.0, 7.0, np.arange(homes) / 8
    home.status[:], home.registered_year[:], home.total_income[:] = REGISTERED, 2015, 5.0
    return Stage(population)


def mark(world: Stage, **flags: list[int]) -> Stage:
    """Mark persons by row: dies, bears, leaves."""
    for name, rows in flags.items():
        person = world.population.person
        if name == "dies":
            person.health[rows] = DEAD
        else:
            person.event[rows] |= {"bears": BEARS, "leaves": LEAVES}[name]
    return world


def homes_of(world: Stage) -> dict[int, list[int]]:
    """Household id -> ids of its members, in row order."""
    population = world.population
    first = population.first("household")
    ids = population.person.id.tolist()
    return {home: ids[first[row]:first[row + 1]] for row, home in enumerate(population.household.id.tolist())}


def test_a_death_a_birth_and_a_household_that_dies_out() -> None:
    """The dead go, the newborn stands at the end of the mother's household, the empty one closes."""
    world = mark(stage([2, 1, 3]), dies=[0, 2], bears=[4])
    demography.step(world)
    baby = int(child_id(np.array([1004], np.uint64), 2016, NEWBORN)[0])
    assert homes_of(world) == {100: [1001], 102: [1003, 1004, 1005, baby]}
    person = world.population.person
    assert person.age[person.id == baby].tolist() == [0] and person.event.tolist() == [0, 0, 1, 0, 0]
    assert world.events["died_out"] == [101]
    flows = world.flows[2016]
    assert (flows.persons, flows.births, flows.deaths, flows.leavers) == ((6, 5), 1, 2, 0)
    assert (flows.households, flows.splits, flows.died_out) == ((3, 2), 0, 1)
    assert flows.estate == 1000.0 + 1 / 3 and flows.closed_standing == (1, 0)
    assert flows.row()["end"] == 5 and flows.row()["deaths_households"] == 1


def test_a_division_takes_a_part_and_keeps_history() -> None:
    """A couple leaves with its child and the child born this year; half of six own a third of it."""
    world = mark(stage([6, 2], [55, 53, 28, 27, 4, 17, 30, 30]), leaves=[2, 3, 4], bears=[3])
    demography.step(world)
    new = int(child_id(np.array([100], np.uint64), 2016, SPLIT)[0])
    baby = int(child_id(np.array([1003], np.uint64), 2016, NEWBORN)[0])
    assert homes_of(world) == {100: [1000, 1001, 1005], new: [1002, 1003, 1004, baby], 101: [1006, 1007]}
    home = world.population.household
    assert home.parent.tolist() == [0, 0, 1]
    assert home.cash[0] + home.cash[1] == 1000.0 and home.cash_before[1] == home.cash[1] == 1000.0 * 4 / 7
    assert np.isclose(home.land[1], 6 * 4 / 7) and np.isclose(home.land[0] + home.land[1], 6)
    assert home.status.tolist() == [REGISTERED] * 3 and home.registered_year[1] == 2015
    assert np.isclose(home.debt[1], 50 * 4 / 7) and (home.contract[1], home.total_income[1]) == (-1, 0)
    assert home.contract[0] == 7 and home.farm_effect.tolist() == [0, 0, 0.125]
    assert world.events["split"] == [new] and world.flows[2016].leavers == 3


def test_nobody_leaves_children_alone_or_goes_as_a_child_alone() -> None:
    """Without an adult who stays, or one who goes, the family stays together."""
    for ages, leaves, dies in (([30, 29, 5], [0, 1], []), ([50, 48, 10], [2], []), ([50, 30, 5], [1], [0]), ([40], [0], [])):
        world = mark(stage([len(ages)], ages), leaves=leaves, dies=dies)
        demography.step(world)
        assert world.flows[2016].splits == 0 and world.population.household.size == 1


def test_everybody_dies() -> None:
    """An empty world stays an empty world."""
    world = mark(stage([2, 3]), dies=[0, 1, 2, 3, 4])
    demography.step(world)
    assert (world.population.person.size, world.population.household.size) == (0, 0)
    demography.step(world)
    assert world.flows[2016].persons == (0, 0)


@settings(max_examples=80)
@given(st.data())
def test_nobody_and_nothing_is_lost(data: st.DataObject) -> None:
    """Whatever is marked: rows stay in order, persons balance, cash moves and does not appear."""
    sizes = data.draw(st.lists(st.integers(1, 7), min_size=1, max_size=25))
    count = sum(sizes)
    world = stage(sizes, data.draw(st.lists(st.integers(0, 90), min_size=count, max_size=count)))
    some = st.lists(st.integers(0, count - 1), unique=True, max_size=count)
    mark(world, dies=data.draw(some), bears=data.draw(some), leaves=data.draw(some))
    population, person = world.population, world.population.person
    alive, cash = set(person.id[person.health != DEAD].tolist()), population.household.cash.sum()
    before = dict(zip(population.household.id.tolist(), population.household.parent.tolist(), strict=True))
    demography.step(world)
    flows, ids = world.flows[2016], person.id.tolist()
    assert flows.persons == (count, count + flows.births - flows.deaths) and person.size == flows.persons[1]
    assert flows.households[1] == len(sizes) + flows.splits - flows.died_out == population.household.size
    assert len(set(ids)) == len(ids) and alive <= set(ids) and len(ids) == len(alive) + flows.births
    assert np.all(np.diff(person.parent.astype(np.int64)) >= 0) and np.all(np.diff(population.first("household")) > 0)
    assert abs(population.household.cash.sum() + flows.estate - cash) < 1e-6
    for row, home in enumerate(population.household.id.tolist()):
        known = home if home in before else int(population.household.id[row - 1])
        assert before[known] == population.household.parent[row]
    adults = np.maximum.reduceat(person.age, population.first("household")[:-1]) if person.size else np.zeros(0)
    founded = np.isin(population.household.id, np.array(world.events["split"], dtype=np.uint64))
    assert np.all(adults[founded] >= 18)


@given(st.data())
def test_edited_rows(data: st.DataObject) -> None:
    """Taking out and putting in by sorted places equals doing it one by one."""
    size = data.draw(st.integers(0, 30))
    gone = sorted(data.draw(st.lists(st.integers(0, size - 1), unique=True))) if size else []
    before = sorted(data.draw(st.lists(st.integers(0, size), max_size=10)))
    values = [-1 - k for k in range(len(before))]
    expected: list[int] = []
    for row in range(size + 1):
        expected += [value for value, place in zip(values, before, strict=True) if place == row]
        expected += [row] if row < size and row not in gone else []
    made, placed = edited(size, *(np.array(each, dtype=np.int64) for each in (gone, before, values)))
    assert made.rows.tolist() == expected and made.rows[placed].tolist() == values and made.size == len(expected)
