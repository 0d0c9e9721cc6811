"""The order of exits: which group is out of poverty first, and how sure that is.  脱贫次序

Times are years since the start, one row a run and one column a group; who is not out within the horizon has the horizon + 1.
Ranks are printed with intervals only: of forty counties in one run, neighbours cannot be told apart.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from povsim.draws import key, uniform_array

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
Flags = NDArray[np.bool_]
RESAMPLES = 1_000
MANY = 300
"""So many groups at most are compared pair by pair."""


def exit_times(met: ArrayLike) -> Whole:
    """The year from which a criterion holds for good: met of shape (..., years) -> (...), counted from 1; years + 1 = not yet."""
    flags = np.asarray(met, bool)
    lasting = np.logical_and.accumulate(flags[..., ::-1], axis=-1)
    made: Whole = flags.shape[-1] + 1 - lasting.sum(axis=-1)
    return made


def ranks(times: ArrayLike) -> Floats:
    """Ranks within each run, 1 = first, ties share the mean of their places: (runs, groups) -> (runs, groups)."""
    from scipy.stats import rankdata

    made: Floats = np.asarray(rankdata(np.asarray(times), method="average", axis=1), np.float64)
    return made


def rank_chances(times: ArrayLike) -> Floats:
    """The chance of every place, shape (groups, places): those that tie share their places evenly.  Rows and columns sum to 1."""
    from scipy.stats import rankdata

    values = np.asarray(times)
    runs, groups = values.shape
    first = np.asarray(rankdata(values, method="min", axis=1), np.int64) - 1
    last = np.asarray(rankdata(values, method="max", axis=1), np.int64)
    steps, each = np.zeros((groups, groups + 1)), 1.0 / (last - first)
    columns = np.broadcast_to(np.arange(groups), (runs, groups))
    np.add.at(steps, (columns, first), each)
    np.add.at(steps, (columns, last), -each)
    made: Floats = np.cumsum(steps, axis=1)[:, :groups] / runs
    return np.clip(made, 0.0, 1.0)


def precedence(times: ArrayLike) -> tuple[Floats, Floats]:
    """How often the row's group is out before the column's, and how often in the same year: shape (groups, groups) each."""
    values = np.asarray(times)
    groups = values.shape[1]
    before, same = np.empty((groups, groups)), np.empty((groups, groups))
    for group in range(groups):
        before[group] = np.mean(values[:, [group]] < values, axis=0)
        same[group] = np.mean(values[:, [group]] == values, axis=0)
    return before, same


def kendall(first: ArrayLike, second: ArrayLike) -> float:
    """Kendall's tau-b of two orders of the same groups (Kendall 1938): 1 the same, -1 reversed; NaN where one has no order."""
    from scipy.stats import kendalltau

    one, other = np.asarray(first, np.float64), np.asarray(second, np.float64)
    if len(np.unique(one)) < 2 or len(np.unique(other)) < 2:
        return float("nan")
    return float(kendalltau(one, other).statistic)


def weighted_kendall(first: ArrayLike, second: ArrayLike) -> float:
    """Kendall's tau in which pairs weigh more the earlier they are: by 1 / place of each, in either order (Vigna 2015)."""
    from scipy.stats import weightedtau

    one, other = -np.asarray(first, np.float64), -np.asarray(second, np.float64)
    if len(np.unique(one)) < 2 or len(np.unique(other)) < 2:
        return float("nan")
    return float(weightedtau(one, other).statistic)


def kendall_distance(times: ArrayLike, reference: ArrayLike) -> Floats:
    """The share of pairs of groups in another order than the reference's, ties counting half: (runs, groups) -> (runs,)."""
    values, right = np.asarray(times, np.float64), np.asarray(reference, np.float64)
    one, other = np.triu_indices(values.shape[1], 1)
    here, there = np.sign(values[:, one] - values[:, other]), np.sign(right[one] - right[other])
    made: Floats = np.mean(np.abs(here - there) / 2.0, axis=1)
    return made


def stability(times: ArrayLike) -> Floats:
    """Tau-b between the runs two by two, shape (pairs,); the first two hundred runs are enough, of very many groups fewer."""
    values = np.asarray(times)[:200]
    if values.shape[1] > MANY:
        return _two_by_two(values[:50], kendall)
    one, other = np.triu_indices(values.shape[1], 1)
    signs = np.sign(values[:, one] - values[:, other]).astype(np.float64)
    agreeing, untied = signs @ signs.T, np.sqrt(np.square(signs).sum(axis=1))
    taus = np.divide(agreeing, untied[:, None] * untied, out=np.full_like(agreeing, np.nan), where=(untied[:, None] * untied) > 0)
    made: Floats = taus[np.triu_indices(len(values), 1)]
    return made


def weighted_stability(times: ArrayLike) -> Floats:
    """Weighted tau between the first twenty runs two by two, shape (pairs,)."""
    return _two_by_two(np.asarray(times)[:20], weighted_kendall)


def _two_by_two(values: NDArray[Any], way: Callable[[ArrayLike, ArrayLike], float]) -> Floats:
    return np.array([way(values[a], values[b]) for a, b in zip(*np.triu_indices(len(values), 1), strict=True)])


@dataclass(frozen=True)
class RankSets:
    """The least and the greatest rank of every group's mean exit time that the runs do not exclude, shape (groups,) each."""

    low: Whole
    high: Whole


def rank_sets(times: ArrayLike, *, level: float = 0.95, together: bool = True, seed: int = 1) -> RankSets:
    """Confidence sets for ranks of mean exit times (Mogstad, Romano, Shaikh and Wilhelm 2024), by resampling runs.

    A group is set before another where the difference of their means is beyond what the largest of all differences
    (`together`: of all pairs, so that all sets hold at once; else of the group's own) reaches by chance.
    Raises ValueError for fewer than two runs.
    """
    values = np.asarray(times, np.float64)
    if len(values) < 2:
        raise ValueError("ranks of one run have no interval: at least two runs are needed")
    largest = _largest(values, seed, together)
    mean, spread = _differences(values)
    beyond = mean > np.quantile(largest, level, axis=0)[..., None] * spread + 1e-12
    later, earlier = beyond.sum(axis=1), beyond.sum(axis=0)
    return RankSets(1 + later, values.shape[1] - earlier)


def _differences(values: Floats) -> tuple[Floats, Floats]:
    """Mean differences of every pair of groups and their standard errors: (groups, groups) each."""
    centre = values.mean(axis=0)
    moved = (values - centre) / np.sqrt(max(len(values) - 1, 1) * len(values))
    product = moved.T @ moved
    own = np.diag(product)
    return centre[:, None] - centre[None, :], np.sqrt(np.maximum(own[:, None] + own[None, :] - 2.0 * product, 0.0))


def _largest(values: Floats, seed: int, together: bool) -> Floats:
    """The largest studentised difference of each resample: (resamples, 1) of all pairs, or (resamples, groups)."""
    runs, groups = values.shape
    mean, _ = _differences(values)
    process, found = key(seed, "rank sets"), np.empty((RESAMPLES, 1 if together else groups))
    for number in range(RESAMPLES):
        picked = (uniform_array(process, np.arange(runs, dtype=np.uint64), number) * runs).astype(np.int64)
        other, spread = _differences(values[picked])
        scaled = np.divide(np.abs(other - mean), spread, out=np.zeros_like(mean), where=spread > 1e-12)
        found[number] = scaled.max() if together else scaled.max(axis=1)
    return found
