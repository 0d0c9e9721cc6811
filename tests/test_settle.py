"""The starting population and the starting register hold the totals of their page exactly."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from povsim import draws, scenario
from povsim.errors import InputError
from povsim.levels import ELDERS_ONLY, NO_SCHOOL, NUCLEAR, REGISTERED, THREE_GENERATIONS
from povsim.population import Population
from povsim.scenario import Scenario
from povsim.simulation import Simulation
from povsim.start.quotas import LARGEST, repaired, rounded, shared_out
from povsim.start.register import register
from povsim.start.settle import settle

PRESETS = ("border_subtropics", "dry_hills", "pastoral", "valley_town", "wet_mountains")
QINGHAI = {
    "villages": 4100, "households": 943_000, "persons": 3_940_000, "registered": (160_000, 520_000),
    "poor_villages": 1622, "counties": {"pastoral": 22, "dry_hills": 14, "valley_town": 6},
}
SMALL: dict[str, Any] = {
    "villages": 20, "households": 300, "persons": 1200, "registered": (60, 190), "poor_villages": 8, "counties": {"pastoral": 2},
}


def page(**told: Any) -> Scenario:
    """A page that has a population and nothing else."""
    kinds = ", ".join(f"{name}: {count}" for name, count in told["counties"].items())
    listed = told["registered"]
    text = f"""
kind: scenario
title: A place
years: {{first: 2015, last: 2016}}
population:
  seed: {told.get('seed', 1)}
  share: {told.get('share', 1.0)}
  villages: {told['villages']}
  households: {told['households']}
  persons: {told['persons']}
  registered: {{households: {listed[0]}, persons: {listed[1]}, in_poor_villages: 0.9}}
  poor_villages: {told['poor_villages']}
  counties: {{{kinds}}}
lines: {{statistical: 2855, exit: 2855}}
"""
    return scenario.load_bytes(text.encode(), "page.yaml")


def scores(population: Population, seed: int = 7) -> np.ndarray:
    """A made-up identification score: the poor farmers of far villages are the neediest."""
    home = population.household
    noise = draws.normal_array(draws.key(seed, "score"), home.id, 0)
    return noise - home.farm_effect.astype(np.float64) + population.village.remoteness[home.parent].astype(np.float64)


@st.composite
def places(draw: st.DrawFn) -> Scenario:
    """Small places whose totals fit together."""
    counties = draw(st.dictionaries(st.sampled_from(PRESETS), st.integers(1, 3), min_size=1, max_size=3))
    households = draw(st.integers(20, 200))
    villages = draw(st.integers(sum(counties.values()), 20)) if sum(counties.values()) < 20 else 20
    listed = draw(st.integers(0, households))
    in_homes = round(listed * draw(st.floats(1.5, 5.0)))
    others = round((households - listed) * draw(st.floats(2.0, 6.0)))
    poor = draw(st.integers(1, villages))
    return page(villages=villages, households=households, persons=in_homes + others, registered=(listed, in_homes),
                poor_villages=poor, counties=counties, seed=draw(st.integers(0, 99)))


def counts_of(population: Population, chosen: np.ndarray) -> tuple[int, ...]:
    """Rows of every level, and who is registered."""
    size = np.diff(population.first("household"))
    whole = (population.county.size, population.village.size, population.household.size, population.person.size)
    return (*whole, int(chosen.sum()), int(size[chosen].sum()), int(population.village.poor_village.sum()))


@settings(max_examples=60)
@given(places())
def test_totals_hold_in_every_place(made: Scenario) -> None:
    """Households, persons, villages and the register are those of the page, whole."""
    population, told = settle(made), made.population
    chosen = register(population, scores(population), made)
    wanted = (sum(told.counties.values()), told.villages, told.households, told.persons,
              told.registered.households, told.registered.persons, told.poor_villages)
    assert counts_of(population, chosen) == wanted
    status = population.household.status == REGISTERED
    assert np.array_equal(status, chosen) and np.array_equal(population.household.registered_year == 2015, chosen)
    for level, child in (("county", "village"), ("village", "household"), ("household", "person")):
        parents = population[child].parent.astype(np.int64)
        assert np.all(np.diff(parents) >= 0) and np.all(np.diff(population.first(level)) > 0)
        assert len(np.unique(population[child].id)) == population[child].size


@settings(max_examples=20)
@given(places())
def test_persons_fit_their_household(made: Scenario) -> None:
    """Kinds of household have the members that their name says, and nobody lives without an adult."""
    population = settle(made)
    person, home, first = population.person, population.household, population.first("household")
    age = person.age.astype(np.int64)
    low, high = np.minimum.reduceat(age, first[:-1]), np.maximum.reduceat(age, first[:-1])
    assert np.all(high >= 16) and age.min() >= 0 and age.max() <= 100
    assert np.all(low[home.kind == ELDERS_ONLY] >= 60)
    families = (home.kind == NUCLEAR) | (home.kind == THREE_GENERATIONS)
    assert np.all(low[families] < 16)
    assert np.all(person.schooling <= np.maximum(age - 6, 0))
    assert np.all(person.school[(age < 3) | (age > 21)] == NO_SCHOOL)
    assert np.all(home.cash == home.cash_before)


def test_the_same_place_twice_has_the_same_bits() -> None:
    """A place is a pure function of its page; the order of the counties' keys does not matter."""
    one = settle(page(**SMALL | {"counties": {"pastoral": 2, "dry_hills": 1}}))
    two = settle(page(**SMALL | {"counties": {"dry_hills": 1, "pastoral": 2}}))
    for level in ("county", "village", "household", "person"):
        for name, values in one[level].arrays.items():
            assert np.array_equal(values, two[level].arrays[name]), (level, name)


def test_a_share_is_a_smaller_place_with_the_same_counties() -> None:
    """At a twentieth, Qinghai has 8,000 registered households, 26,000 persons and 81 poor villages."""
    made = page(**QINGHAI, share=0.05)
    population = settle(made)
    chosen = register(population, scores(population), made)
    assert counts_of(population, chosen) == (42, 205, 47_150, 197_000, 8_000, 26_000, 81)
    inside = population.village.poor_village[population.household.parent] == 1
    assert int((inside & chosen).sum()) == 7_200
    assert int((population.household.house_safe[chosen] == 0).sum()) == 2_100
    assert int((population.village.water[population.village.poor_village == 1] < 0.5).sum()) == 33


def test_the_neediest_of_a_cell_come_first() -> None:
    """Inside a county, kind of village and household size, nobody registered scores below one who is not."""
    made = page(villages=30, households=900, persons=3700, registered=(200, 700), poor_villages=12, counties={"wet_mountains": 2})
    population = settle(made)
    score = scores(population)
    chosen = register(population, score, made)
    size = np.diff(population.first("household"))
    cell = (population.up("household", "county") * 2 + population.village.poor_village[population.household.parent]) * 20 + size
    for each in np.unique(cell).tolist():
        inside, outside = score[(cell == each) & chosen], score[(cell == each) & ~chosen]
        assert len(inside) == 0 or len(outside) == 0 or inside.min() >= outside.max()


def test_shape_of_the_population() -> None:
    """Ages, illness, disability and kinds lie where the evidence puts them."""
    population = settle(page(**QINGHAI, share=0.05))
    person, home = population.person, population.household
    adult = person.age >= 18
    assert 0.20 < float((person.age < 16).mean()) < 0.30
    assert 0.09 < float((person.age >= 60).mean()) < 0.16
    assert float((person.health[adult] > 0).mean()) == pytest.approx(0.17, abs=0.015)
    assert float((person.disability > 0).mean()) == pytest.approx(0.063, abs=0.006)
    assert float(person.female.mean()) == pytest.approx(0.49, abs=0.02)
    pair = np.corrcoef(home.farm_effect, home.wage_effect)[0, 1]
    assert pair == pytest.approx(0.3, abs=0.02)
    assert float(home.effort.mean()) == pytest.approx(0.75, abs=0.01)


@pytest.mark.parametrize(("change", "path"), [
    ({"villages": 1}, "population.villages"),
    ({"households": 10}, "population.households"),
    ({"persons": 2_800}, "population.persons"),
    ({"registered": (100, 2_000)}, "population.registered.persons"),
    ({"poor_villages": 21}, "population.poor_villages"),
])
def test_impossible_totals_are_refused(change: dict[str, Any], path: str) -> None:
    """Totals that no population can have are named, not approximated."""
    with pytest.raises(InputError) as caught:
        settle(page(**SMALL | change))
    assert path in [fault.path for fault in caught.value.faults]


@given(st.lists(st.floats(0.01, 100), min_size=1, max_size=30), st.integers(0, 500))
def test_shares_add_up(weights: list[float], total: int) -> None:
    """Largest remainders hold the total, and stay within one of the exact share."""
    made = shared_out(np.array(weights), total)
    exact = np.array(weights) * total / sum(weights)
    assert int(made.sum()) == total and np.all(np.abs(made - exact) < 1 + 1e-9)


@given(st.data())
def test_rounding_keeps_limits(data: st.DataObject) -> None:
    """Rounded quotas stay within what there is."""
    most = np.array(data.draw(st.lists(st.integers(0, 9), min_size=1, max_size=20)), dtype=np.int64)
    total = data.draw(st.integers(0, int(most.sum())))
    made = rounded(most * (total / max(int(most.sum()), 1)), total, most)
    assert int(made.sum()) == total and np.all(made >= 0) and np.all(made <= most)


@given(st.data())
def test_repair_reaches_what_can_be_reached(data: st.DataObject) -> None:
    """Exchanges hold the number of households and never take more than there are."""
    rows = data.draw(st.integers(1, 4))
    cells = rows * LARGEST
    most = np.array(data.draw(st.lists(st.integers(2, 6), min_size=cells, max_size=cells))).reshape(rows, LARGEST)
    quota, missing = most // 2, data.draw(st.integers(-15, 15))
    made = repaired(quota, most, missing, np.zeros(rows, dtype=np.int64))
    assert int(made.sum()) == int(quota.sum()) and np.all(made >= 0) and np.all(made <= most)
    sizes = np.arange(1, LARGEST + 1)
    assert int(((made - quota) * sizes).sum()) == missing


def test_threads_and_ranges() -> None:
    """Threads change nothing, and every column starts within its declared range."""
    made = page(**SMALL | {"counties": {"pastoral": 2, "valley_town": 2}})
    one, two = settle(made, 1), settle(made, 3)
    for level in ("county", "village", "household", "person"):
        for name, each in one[level].columns.items():
            values = getattr(one[level], name).astype(np.float64)
            assert np.array_equal(getattr(one[level], name), getattr(two[level], name)), name
            assert each.gather is not None or each.low is None or values.min() >= each.low, name
            assert each.gather is not None or each.high is None or values.max() <= each.high, name


def test_poor_villages_lack_what_the_page_counts() -> None:
    """Of 8 poor villages 3 have no road and 7 no room for culture; the page of the place says so, and no usual share does."""
    changes = ["population.lacking.road=3", "population.lacking.culture=7"]
    page = scenario.load_bytes(scenario.template("A county").encode(), "page.yaml", changes)
    village = Simulation(page).world.population.village
    poor = village.poor_village > 0
    assert int(poor.sum()) == 8
    assert (int((village.road[poor] < 0.5).sum()), int((village.culture[poor] < 0.5).sum())) == (3, 7)


def test_a_place_that_was_settled_before_starts_the_same_and_apart() -> None:
    """A small place is kept for the next run: what one run changes the next does not see, and another preset is another place."""
    first, wanted = settle(page(**SMALL)), settle(page(**SMALL, seed=2))
    before = first.household.land.copy()
    first.household.land[:] = 0
    assert np.array_equal(settle(page(**SMALL)).household.land, before)
    assert not np.array_equal(wanted.household.land, before)
    richer = scenario.load_bytes(page(**SMALL).to_yaml().encode(), "page.yaml", ["presets.pastoral.land=9"])
    assert not np.array_equal(settle(richer).household.land, before)
