"""Allocation rules: each against a count by hand or by all subsets, and greedy choice against the exact optimum."""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from povsim.administration.optimum import MOST, Claims, best, in_best
from povsim.administration.preference import Record, choice, level, prefer, spread, worth
from povsim.administration.projects import admitted, places, villages_of
from povsim.administration.rationing import Claimants, Floats, in_full, share_within
from povsim.errors import TooLargeError

INCOMES = [2900.0, 1000.0, 2500.0, 2500.0, 4000.0, 3100.0]
"""A county of six households, the line at 3,000."""


def record(incomes: list[float] = INCOMES) -> Record:
    """What officials know of them: the last is related to a leader, the lots are falling."""
    many = len(incomes)
    members, elite = np.array([2, 4, 3, 1, 3, 5][:many]), np.arange(many) == many - 1
    return Record(3000.0 - np.array(incomes), members, elite, np.linspace(0.9, 0.1, many))


def county(fen: list[int], match: list[int] | None = None, need: list[float] | None = None, villages: list[int] | None = None) -> Claimants:
    """Claimants of one county with ids from 10."""
    many = len(fen)
    zeros = np.zeros(many, dtype=np.int64)
    return Claimants(
        zeros, np.array(match or [0] * many), np.array(need or [1.0] * many), np.arange(10, 10 + many, dtype=np.uint64), np.array(fen),
        villages=np.array(villages) if villages else None, areas=zeros, opens=np.ones(many, dtype=bool),
    )


def served(rule: str, budget: int, all_of: Claimants, value: str = "need") -> list[int]:
    """The places of those served."""
    made = all_of._replace(value=worth(value, all_of, record()))
    made = spread(made) if rule == "equal" else prefer(rule, made, record())
    return np.flatnonzero(choice(rule, False)(made, np.array([budget]))).tolist()


@pytest.mark.parametrize(("rule", "expected"), [
    ("matched", [1, 2, 4]),  # the two of class 2, then the first of class 1
    ("near_line", [0, 2, 3]),  # 100 short, then twice 500
    ("poorest", [1, 2, 3]),
    ("capture", [0, 4, 5]),  # the leader's relative, then the richest
    ("random", [0, 1, 2]),
    ("equal", [0, 1, 3]),  # the first by class of every one of three villages
])
def test_three_places_by_each_rule(rule: str, expected: list[int]) -> None:
    claims = county([100] * 6, [1, 2, 1, 0, 2, 0], [5, 1, 9, 2, 1, 3], [7, 7, 7, 8, 8, 9])
    claims = claims._replace(match=np.array([2, 1, 0, 2, 0, 1]), villages=np.array([7, 8, 7, 9, 8, 9])) if rule == "equal" else claims
    assert served(rule, 399, claims) == expected


def test_money_goes_round_the_villages() -> None:
    """Of seven claimants in three villages five are served: two, two and one."""
    claims = county([10] * 7, None, [1, 2, 3, 4, 5, 6, 7], [1, 1, 1, 1, 2, 2, 3])
    assert np.flatnonzero(in_full(spread(claims), np.array([50]))).tolist() == [2, 3, 4, 5, 6]


def test_what_serving_is_worth() -> None:
    claims = county([30_000, 100_000, 200_000, 40_000, 10_000, 10_000], None, [-1.0, 2, 3, 4, 5, 6])
    assert worth("need", claims, record()).tolist() == [0, 2, 3, 4, 5, 6]
    assert worth("gap", claims, record()).tolist() == [200, 1000, 1500, 400, 0, 0]
    assert worth("exit", claims, record()).tolist() == [2, 0, 3, 0, 0, 0]


def test_worth_a_fen_decides_and_what_is_free_comes_first() -> None:
    claims = county([100, 50, 10, 0, 60, 200], None, [10, 10, 1, 0, 3, 100])
    assert served("value_cost", 350, claims) == [0, 1, 5]
    assert prefer("value_cost", claims._replace(value=claims.need), record()).need[3] == np.inf


COSTS = st.lists(st.integers(0, 60), min_size=1, max_size=30)


@given(COSTS, st.integers(0, 1200), st.randoms(use_true_random=False))
def test_an_equal_sum_for_all_to_the_fen(fen: list[int], room: int, luck: Any) -> None:
    claims = county(fen)
    paid = level(claims, np.array([room]))
    assert paid.sum() == min(room, sum(fen)) and (paid <= claims.fen).all()
    cut = paid[paid < claims.fen]
    assert not len(cut) or (cut.max() - cut.min() <= 1 and paid.max() - cut.min() <= 1)
    assert (np.diff(cut) <= 0).all(), "the odd fen go to the lowest ids"
    order = np.array(luck.sample(range(len(fen)), len(fen)))
    assert level(claims.some(order), np.array([room])).tolist() == paid[order].tolist()


# the exact optimum ---------------------------------------------------------------------------


def allowed(claims: Claims, bits: Floats) -> bool:
    """Whether a set keeps to every purse, to one claim a household and to the places for projects."""
    spent = np.bincount(claims.purses, weights=claims.fen * bits, minlength=len(claims.rooms))
    homes = claims.households
    once = homes is None or np.bincount(homes, weights=bits).max() <= 1
    opened = True
    if claims.projects is not None and claims.areas is not None and claims.places is not None:
        pairs = {(int(a), int(p)) for a, p, b in zip(claims.areas, claims.projects, bits, strict=True) if b and p >= 0}
        opened = all(sum(area == each for area, _ in pairs) <= room for each, room in enumerate(claims.places.tolist()))
    return bool((spent <= claims.rooms).all()) and once and opened


def by_all_subsets(claims: Claims) -> list[int]:
    """The best set, of several the one that serves the lowest id, then the next (claims in order of id)."""
    sets = (np.array(bits) for bits in product((1, 0), repeat=len(claims.fen)))
    return max((bits for bits in sets if allowed(claims, bits)), key=lambda bits: (float(claims.value @ bits), bits.tolist())).tolist()


CLAIMS = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 30)), min_size=1, max_size=8)


@settings(max_examples=60)
@given(CLAIMS, st.integers(0, 100))
def test_the_optimum_is_the_best_of_all_sets_and_greed_is_within_one_claim_of_it(claims: list[tuple[int, int]], room: int) -> None:
    value, fen = np.array([float(each[0]) for each in claims]), np.array([each[1] for each in claims])
    all_of = county(fen.tolist())._replace(value=value)
    exact = in_best(all_of, np.array([room])) > 0
    zeros = np.zeros(len(fen), dtype=np.int64)
    hand = np.array(by_all_subsets(Claims(value, fen, zeros, np.array([room]), all_of.ids)), dtype=bool)
    assert exact.tolist() == (hand & (fen > 0)).tolist()
    greedy = in_full(prefer("value_cost", all_of, record([0.0] * len(fen))), np.array([room]))
    got = value[(greedy > 0) | (fen == 0)].sum()
    assert greedy.sum() <= room and got <= value[hand].sum() <= got + (value[(greedy == 0) & (fen > 0)].max(initial=0.0))


@settings(max_examples=40)
@given(
    st.lists(st.tuples(st.integers(0, 4), st.integers(1, 9), st.integers(0, 1), st.integers(0, 2), st.integers(-1, 3)), min_size=1, max_size=8),
    st.integers(0, 20), st.integers(0, 3),
)
def test_the_optimum_under_every_limit_at_once(rows: list[tuple[int, ...]], room: int, some: int) -> None:
    """Two purses, at most one claim a household, and few places for projects in two counties."""
    value, fen, purses, homes, projects = (np.array([row[k] for row in rows]) for k in range(5))
    claims = Claims(
        value.astype(np.float64), fen, purses, np.array([room, 12]), np.arange(len(rows), dtype=np.uint64),
        projects, np.maximum(projects, 0) % 2, np.array([some, 1]), homes,
    )
    assert best(claims).astype(int).tolist() == by_all_subsets(claims)
    order = np.arange(len(rows))[::-1]
    backward = Claims(*(each[order] if k not in (3, 7) else each for k, each in enumerate(claims)))
    assert best(backward)[order].tolist() == best(claims).tolist()


def test_perfect_ties_go_to_the_lowest_ids() -> None:
    claims = county([50] * 9)._replace(value=np.ones(9))
    order = np.array([4, 8, 0, 2, 6, 1, 3, 7, 5])
    for rule in ("matched", "near_line", "poorest", "capture", "value_cost", "optimum"):
        same = Record(np.full(9, 5.0), np.ones(9, dtype=np.int64), np.zeros(9, dtype=bool), np.full(9, 0.5))
        paid = choice(rule, False)(prefer(rule, claims.some(order), same), np.array([249]))
        assert sorted(order[paid > 0].tolist()) == [0, 1, 2, 3], rule


def test_too_many_claims_for_an_optimum_are_refused_unless_all_can_be_paid() -> None:
    many = county([1] * (MOST + 1))._replace(value=np.ones(MOST + 1))
    assert in_best(many, np.array([MOST + 1])).sum() == MOST + 1
    with pytest.raises(TooLargeError, match=r"up to 200 claims .* here are 201 \(choose 'value_cost', or lower population\.share\)"):
        in_best(many, np.array([MOST]))


# projects and limits -------------------------------------------------------------------------


def test_villages_go_by_their_first_claimant() -> None:
    claims = county([1] * 6, [0, 0, 1, 0, 0, 2], [9, 1, 1, 8, 7, 0], [1, 1, 2, 3, 3, 4])
    assert admitted(claims, np.ones(6), np.array([2])).tolist() == [False, False, True, False, False, True]
    first = claims._replace(opens=np.array([False, False, True, True, True, True]))
    assert admitted(first, np.ones(6), np.array([1])).tolist() == [True, True, False, False, False, True]
    assert not admitted(claims, np.ones(6), np.array([0])).any()
    assert admitted(claims, np.array([0.5, 1, 1, 1, 1, 1]), np.array([1])).tolist() == [True, True, False, False, False, False]


def test_programmes_share_the_projects_that_a_county_can_run() -> None:
    wanted = {"water": np.array([3, 0, 6]), "industry": np.array([4, 1, 3]), "road": np.array([0, 1, 0])}
    made = places(wanted, np.array([7, 1, 3]))
    assert {name: each.tolist() for name, each in made.items()} == {"water": [3, 0, 2], "industry": [4, 1, 1], "road": [0, 0, 0]}
    assert villages_of(np.array([5, 5, 6, 9]), np.array([0, 0, 0, 2]), 3).tolist() == [2, 0, 1]


def test_what_was_spent_before_counts_against_every_limit() -> None:
    claims = county([30] * 4, None, [4, 3, 2, 1])
    limits = np.array([0.6, 0.6, 1.0, 1.0])
    assert share_within(claims, np.array([150]), limits, in_full, np.array([40])).tolist() == [30, 0, 30, 30]
