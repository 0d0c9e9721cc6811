"""Help goes to the best matched, then the neediest, then the lowest id, and never beyond the envelope."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any
from unittest import mock

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from povsim.administration import rationing
from povsim.administration.allotment import allot
from povsim.administration.counter import counties_of
from povsim.administration.matching import match, row
from povsim.administration.purse import Purse
from povsim.administration.rationing import Claimants, ration, whole_fen
from povsim.errors import Fault, InputError
from povsim.plugin import Plugin, Schema, load
from povsim.population import Population

HELP = '''\
"""Help in kind.  实物帮扶"""

from povsim.rule import Draw, Household, Parameters, parameter


class Settings(Parameters):
    price: float = parameter(100.0, "yuan", low=0, high=1e9, source="assumed; for a test")


def eligible(h: Household, s: Settings) -> bool:
    return h.status == 1


def need(h: Household, s: Settings) -> float:
    return 1.0 - h.recorded_income / 3000.0


def cost(h: Household, s: Settings) -> float:
    return s.price


def deliver(h: Household, s: Settings, draw: Draw) -> None:
    h.programme_income += h.aid_fen / 100.0
'''


def claimants(need: list[float], fen: list[int], match: list[int] | None = None, ids: list[int] | None = None) -> Claimants:
    """Claimants of one county."""
    many = len(need)
    return Claimants(
        np.zeros(many, dtype=np.int64), np.array(match or [0] * many), np.array(need, dtype=np.float64),
        np.array(ids or range(many), dtype=np.uint64), np.array(fen, dtype=np.int64),
    )


def by_hand(all_of: Claimants, budget: int) -> list[bool]:
    """The rule of the page, one claimant after the other."""
    order = sorted(range(len(all_of.fen)), key=lambda k: (-all_of.match[k], -all_of.need[k], all_of.ids[k]))
    served = [False] * len(order)
    for k in order:
        if all_of.fen[k] > budget:
            break
        served[k], budget = True, budget - int(all_of.fen[k])
    return served


@given(st.integers(1, 400), st.integers(1, 10**9), st.integers(0, 10**11))
def test_a_rationed_budget_serves_so_many_and_leaves_less_than_one_cost(many: int, cost: int, budget: int) -> None:
    served = ration(claimants([0.5] * many, [cost] * many), np.array([budget]))
    assert served.sum() == min(many, budget // cost)
    assert served.sum() == many or budget - served.sum() * cost < cost
    assert served[: served.sum()].all(), "of equal needs the lowest ids are served"


CLAIMS = st.lists(st.tuples(st.integers(0, 2), st.integers(-2, 4), st.integers(0, 50)), min_size=1, max_size=40)


@settings(max_examples=300)
@given(CLAIMS, st.integers(0, 900), st.randoms(use_true_random=False), st.sampled_from([1, rationing.LARGE]))
def test_the_choice_is_that_of_the_page_whatever_the_order(
    claims: list[tuple[int, int, int]], budget: int, luck: Any, large: int,
) -> None:
    made = claimants([float(c[1]) for c in claims], [c[2] for c in claims], [c[0] for c in claims])
    with mock.patch.object(rationing, "LARGE", large):
        served = ration(made, np.array([budget]))
        assert served.tolist() == by_hand(made, budget)
        assert int(made.fen[served].sum()) <= budget
        order = np.array(luck.sample(range(len(claims)), len(claims)))
        assert ration(made.some(order), np.array([budget])).tolist() == served[order].tolist()


def test_every_county_keeps_to_its_own_envelope() -> None:
    made = claimants([3, 2, 1, 3, 2, 1], [10] * 6)._replace(counties=np.array([0, 0, 0, 2, 2, 2]))
    assert ration(made, np.array([20, 99, 10])).tolist() == [True, True, False, True, False, False]


def told(message: str) -> Fault:
    return Fault("tea.py", 7, "rule `cost`", message)


def test_costs_are_rounded_once_half_up() -> None:
    assert whole_fen(np.array([0.0, 0.005, 0.0149, 12.345]), "household", told).tolist() == [0, 1, 1, 1235]


@pytest.mark.parametrize("yuan", [-1.0, float("nan"), float("inf"), 21_474_836.48])
def test_a_cost_that_nobody_can_be_paid_is_refused(yuan: float) -> None:
    with pytest.raises(InputError, match=r"tea\.py:7: rule `cost`: must be between 0 and 21474836\.47 yuan a household"):
        whole_fen(np.array([5.0, yuan]), "household", told)


def test_a_village_can_be_paid_more() -> None:
    assert whole_fen(np.array([5e7]), "village", told).tolist() == [5_000_000_000]


def test_the_matrix_of_the_page_wins_over_the_default() -> None:
    causes = ["illness", "no_labour", "unheard_of"]
    assert row({}, causes, "medical").tolist() == [2, 1, 0]
    assert row({"illness": {"medical": 0}, "unheard_of": {"medical": 2}}, causes, "medical").tolist() == [0, 1, 2]


def test_the_main_cause_counts_in_full_and_others_as_support() -> None:
    answers = np.array([2, 1, 0])
    main, bits = np.array([0, 1, 2, 2, -1]), np.array([0b001, 0b010, 0b100, 0b101, 0])
    assert match(answers, main, bits).tolist() == [2, 1, 0, 1, 0]


def world_of(budget: int, price: float) -> tuple[Any, Plugin, Purse]:
    """Two counties of ten households; the even ones are registered."""
    help_ = load("aid.py", HELP)
    two, twenty = np.arange(2, dtype=np.uint64), np.arange(20, dtype=np.uint64)
    population = Population(Schema([help_]), {
        "province": (np.zeros(1, dtype=np.uint64), None), "county": (two, np.zeros(2, dtype=np.uint32)),
        "village": (two + 10, np.arange(2, dtype=np.uint32)),
        "household": (twenty + 100, (np.arange(20) // 10).astype(np.uint32)),
        "person": (twenty + 900, np.arange(20, dtype=np.uint32)),
    })
    household = population.household
    household.status[::2] = 1
    household.recorded_income[:] = np.arange(20) * 100
    need = 1 - household.recorded_income / 3000.0
    answers = {"eligible": (household.status == 1) * 1.0, "need": need, "cost": np.full(20, price)}
    asked = {"ask": lambda _, verb, rows: answers[verb][rows], "whom": lambda _, verb: np.flatnonzero(answers[verb])}
    world = SimpleNamespace(population=population, plugins=lambda _: (), plan=SimpleNamespace(matching={}), **asked)
    fen = np.full((2, 1), budget, dtype=np.int64)
    nothing = np.zeros_like(fen)
    return world, help_, Purse("aid", 2016, fen, nothing, nothing, nothing, nothing)


@pytest.mark.parametrize(("level", "rows", "counties"), [
    ("household", [], []), ("household", [0, 9, 10, 19], [0, 0, 1, 1]), ("household", [12, 13], [1, 1]), ("household", [3], [0]),
    ("village", [1], [1]), ("village", [0, 1], [0, 1]), ("county", [1], [1]),
])
def test_rows_lie_county_by_county(level: str, rows: list[int], counties: list[int]) -> None:
    found = counties_of(world_of(0, 1.0)[0], level, np.array(rows, dtype=np.int64))
    assert found.tolist() == counties


@pytest.mark.parametrize(("budget", "served"), [(25_000, 4), (10**12, 10), (0, 0)])
def test_the_neediest_of_each_county_are_allotted_whole_fen(budget: int, served: int) -> None:
    world, help_, purse = world_of(budget, 100.0)
    allot(world, help_, purse)
    fen = world.population.household.aid_fen
    assert (fen > 0).sum() == served
    assert set(fen[fen > 0].tolist()) <= {10_000}
    rows = np.flatnonzero(fen)
    assert rows.tolist() == [k for k in range(0, 20, 2) if k % 10 < served], "the poorest of each county, and registered"


def test_a_second_allotment_forgets_the_first() -> None:
    world, help_, purse = world_of(10**9, 100.0)
    allot(world, help_, purse)
    allot(world, help_, replace(purse, granted=np.zeros_like(purse.granted)))
    assert not world.population.household.aid_fen.any()


def test_a_programme_that_is_free_pays_nobody() -> None:
    world, help_, purse = world_of(10**9, 0.0)
    allot(world, help_, purse)
    assert not world.population.household.aid_fen.any()
