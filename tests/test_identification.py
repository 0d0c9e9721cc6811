"""Scores, quotas in whole persons, villages that fill them, and causes on the record."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from povsim.administration.identification import fill, places, score
from povsim.steps.diagnose import _bits, _main


def test_the_poorest_score_highest_and_incomes_below_100_yuan_are_alike() -> None:
    found = score(np.array([6000.0, 3000.0, 50.0, -200.0]), 3000.0)
    assert found.argsort().tolist()[:2] == [0, 1]
    assert found[1] == 0
    assert found[2] == found[3]


@given(st.lists(st.integers(0, 5000), min_size=1, max_size=30), st.integers(0, 10**6))
def test_places_add_up_to_the_person(persons: list[int], total: int) -> None:
    if sum(persons):
        found = places(total, np.array(persons), np.full(len(persons), 0.132), np.arange(len(persons), dtype=np.uint64))
        assert found.sum() == total
        assert (found >= 0).all()


def test_a_village_is_filled_by_whole_households_as_near_to_its_quota_as_it_goes() -> None:
    members, ids = np.array([4, 3, 2, 5]), np.array([7, 8, 9, 10], dtype=np.uint64)
    scores = np.array([4.0, 3.0, 2.0, 1.0])
    assert fill(scores, members, ids, 9).tolist() == [True, True, True, False]
    assert fill(scores, members, ids, 6).tolist() == [True, True, False, False], "7 persons are nearer to 6 than 4 are"
    assert fill(scores, members, ids, 5).tolist() == [True, False, False, False]
    assert fill(scores, members, ids, 0).tolist() == [False] * 4


def test_the_main_cause_is_the_largest_gain_and_ties_go_to_the_first_name() -> None:
    gains = np.array([[5.0, 9.0, 1.0], [3.0, 3.0, 0.0], [0.0, 0.0, 0.0]])
    assert _main(gains).tolist() == [1, 0, -1]
    assert _bits(gains, np.array([4.0, 1.0, 1.0])).tolist() == [0b011, 0b011, 0]
