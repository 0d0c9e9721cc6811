"""The order of exits: closed forms, and what one run cannot say."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from povsim.analysis import ranks
from povsim.analysis.exits import Times
from povsim.analysis.pooling import Exits
from povsim.analysis.scenarios import agreement
from povsim.draws import key, uniform_array


def geometric(rate: float, name: str, runs: int = 40_000) -> np.ndarray:
    """Exit years at a constant rate, one a run."""
    luck = uniform_array(key(1, name), np.arange(runs, dtype=np.uint64), 0)
    return np.ceil(np.log(luck) / np.log(1.0 - rate)).astype(np.int64)


def test_two_groups_at_constant_rates() -> None:
    """Promises E6: rates .2 and .1; 40,000 runs see .013 at a false alarm of one in a million."""
    before, same = ranks.precedence(np.stack([geometric(0.2, "a"), geometric(0.1, "b")], axis=1))
    assert (before[0, 1], same[0, 1], before[1, 0]) == pytest.approx((0.642857, 0.071429, 0.285714), abs=0.0125)
    assert before[0, 1] + same[0, 1] + before[1, 0] == pytest.approx(1.0, abs=1e-12)


def test_exit_is_for_good() -> None:
    """Out in year 2 and back in year 3 counts from year 4; never out is the horizon + 1."""
    assert ranks.exit_times([[0, 1, 0, 1, 1], [1, 1, 1, 1, 1], [1, 1, 1, 1, 0]]).tolist() == [4, 1, 6]


def test_ties_share_their_places() -> None:
    assert ranks.ranks([[3, 1, 3]]).tolist() == [[2.5, 1, 2.5]]
    assert ranks.rank_chances([[3, 1, 3]]).tolist() == [[0, 0.5, 0.5], [1, 0, 0], [0, 0.5, 0.5]]


@settings(max_examples=50)
@given(st.lists(st.lists(st.integers(1, 6), min_size=4, max_size=4), min_size=1, max_size=12))
def test_every_group_has_a_place_and_every_place_a_group(times: list[list[int]]) -> None:
    chances = ranks.rank_chances(times)
    assert chances.sum(axis=0) == pytest.approx([1] * 4) and chances.sum(axis=1) == pytest.approx([1] * 4)
    assert chances @ np.arange(1, 5) == pytest.approx(ranks.ranks(times).mean(axis=0))


def test_kendall() -> None:
    """Oracle 17: the same order is 1, the reverse -1; one year for all is no order."""
    assert ranks.kendall([1, 2, 3, 4], [2, 4, 6, 8]) == pytest.approx(1) and ranks.kendall([1, 2, 3], [3, 2, 1]) == pytest.approx(-1)
    assert np.isnan(ranks.kendall([2, 2, 2], [1, 2, 3]))
    assert ranks.kendall_distance([[1, 2, 3], [3, 2, 1], [1, 1, 2]], [1, 2, 3]).tolist() == pytest.approx([0, 1, 1 / 6])
    assert ranks.stability([[1, 2, 3], [1, 2, 3], [3, 2, 1]]).tolist() == pytest.approx([1, -1, -1])


@pytest.mark.parametrize("many", [ranks.MANY, 3])
def test_tau_of_all_runs_at_once_is_that_of_two(many: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """With ties, and with a run that has no order, whichever way many groups are counted."""
    times = np.stack([geometric(0.4, f"group {each}", 12) for each in range(9)], axis=1) % 4
    times[5] = 2
    monkeypatch.setattr(ranks, "MANY", many)
    right = [ranks.kendall(times[a], times[b]) for a, b in zip(*np.triu_indices(12, 1), strict=True)]
    assert ranks.stability(times) == pytest.approx(np.array(right), nan_ok=True) and np.isnan(right).sum() == 11


def test_weighted_kendall_minds_the_first_most() -> None:
    """Whoever changes places at the head moves it more than at the tail; plain tau cannot tell them apart."""
    order, head, tail = [1, 2, 3, 4, 5, 6, 7, 8], [2, 1, 3, 4, 5, 6, 7, 8], [1, 2, 3, 4, 5, 6, 8, 7]
    assert ranks.kendall(order, head) == ranks.kendall(order, tail) == pytest.approx(1 - 2 / 28)
    assert ranks.weighted_kendall(order, head) < 0.85 < 0.96 < ranks.weighted_kendall(order, tail) < 1
    assert ranks.weighted_kendall(order, order) == pytest.approx(1) and ranks.weighted_kendall(order, order[::-1]) == pytest.approx(-1)
    assert np.isnan(ranks.weighted_kendall(order, [3] * 8))


def weighted_by_hand(one: list[int], other: list[int]) -> float:
    """Pairs weigh 1 / place + 1 / place, in the one order and in the other; the mean of both (Vigna 2015), without ties."""
    found = []
    for place in (one, other):
        weights = np.array([[1 / a + 1 / b for b in place] for a in place])
        signs = np.sign(np.subtract.outer(one, one) * np.subtract.outer(other, other))
        upper = np.triu_indices(len(one), 1)
        found.append((weights * signs)[upper].sum() / weights[upper].sum())
    return float(np.mean(found))


def test_weighted_kendall_is_its_formula() -> None:
    for other in ([2, 1, 3, 4, 5], [5, 1, 4, 2, 3], [3, 5, 4, 1, 2]):
        assert ranks.weighted_kendall([1, 2, 3, 4, 5], other) == pytest.approx(weighted_by_hand([1, 2, 3, 4, 5], other))


def exits_of(times: list[list[int]], names: str = "abcd") -> Exits:
    """Recorded exit times of counties, one row a run."""
    return Exits([{("by_record", "county"): Times(list(names), np.array(row), 2015, 9)} for row in times])


def test_scenarios_agree_as_far_as_their_mean_orders_do() -> None:
    """The same order, the reverse, one with another group; luck widens the interval, and single runs agree less than means."""
    right, wrong = exits_of([[1, 2, 3, 4]] * 5), exits_of([[8, 6, 4, 2]] * 3)
    luck = exits_of([[1, 2, 3, 4], [2, 1, 4, 3], [1, 3, 2, 4], [3, 2, 4, 4], [1, 2, 4, 3], [1, 4, 3, 4]])
    found = agreement({"right": right, "wrong": wrong, "luck": luck, "other": exits_of([[3, 1, 2, 4]] * 5, "abdx")})
    rows = {(one, other): k for k, (one, other) in enumerate(zip(found["one"], found["other"], strict=True))}
    assert len(rows) == 6 and set(found["group_kind"]) == {"county"} and found["tau"][rows["right", "wrong"]] == pytest.approx(-1)
    first = rows["right", "luck"]
    assert found["tau"][first] > found["of_runs"][first] and found["tau_low"][first] < found["tau_high"][first] <= 1
    assert found["weighted_low"][first] <= found["weighted"][first] <= found["weighted_high"][first]
    last = rows["right", "other"]
    assert found["groups"][last] == 3 and found["tau"][last] == pytest.approx(-1 / 3) and found["runs"][last] == 5
    one = agreement({"a": exits_of([[1, 2, 3, 4]]), "b": exits_of([[1, 2, 4, 3]])})
    assert one["tau"][0] == pytest.approx(2 / 3) and np.isnan(one["tau_low"][0])


def test_neighbours_of_few_runs_cannot_be_told_apart() -> None:
    """X49: ten runs of forty like groups leave nearly every rank open; an early and a late group stand out."""
    times = np.stack([geometric(0.3, f"group {each}", 10) for each in range(40)], axis=1)
    sets = ranks.rank_sets(times)
    assert np.median(sets.high - sets.low) > 30
    apart = ranks.rank_sets(np.hstack([times % 3 + 1, times[:, :1] % 3 + 40]))
    assert (apart.low[-1], apart.high[-1]) == (41, 41) and apart.high[:-1].max() <= 40


def test_one_run_is_refused() -> None:
    with pytest.raises(ValueError, match="one run"):
        ranks.rank_sets([[1, 2, 3]])


def test_sets_of_single_groups_are_no_wider_than_those_that_hold_together() -> None:
    times = np.stack([geometric(0.1 + 0.02 * each, f"one {each}", 30) for each in range(12)], axis=1)
    whole, own = ranks.rank_sets(times), ranks.rank_sets(times, together=False)
    assert np.all(own.low >= whole.low) and np.all(own.high <= whole.high) and np.any(own.high - own.low < whole.high - whole.low)


def test_sets_hold_the_true_ranks_as_often_as_they_say() -> None:
    """All ranks together in 95 % of 30 studies of 40 runs and 8 groups: fewer than 20 would come once in a million."""
    rates = np.array([0.1, 0.12, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5])
    right = np.arange(8, 0, -1)
    held = 0
    for study in range(30):
        luck = uniform_array(key(study, "coverage"), np.arange(320, dtype=np.uint64), 0).reshape(40, 8)
        sets = ranks.rank_sets(np.ceil(np.log(luck) / np.log(1.0 - rates)), seed=study)
        held += bool(np.all((sets.low <= right) & (right <= sets.high)))
    assert held >= 20
