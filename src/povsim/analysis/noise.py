"""Luck among sensitivity indices: how much of the variance it is, and indices without it.  随机噪声与敏感性指数

Outputs come as (points, seeds). Where every run has luck of its own, the mean over m seeds at a point carries the variance
V_noise / m: first-order indices are too small, total-order ones too large (domain model 5.10; Zhu and Sudret 2021). With common
luck the design has no noise of that kind, and indices are of this luck: look at them seed by seed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from povsim.analysis.indices import Design, Index, analyse

Floats = NDArray[np.float64]
MIXED = " corrected"


class Luck(NamedTuple):
    """Variances of single runs: by luck that moves all points alike, by luck that moves each by itself, and by the inputs."""

    shared: float
    own: float
    inputs: float


def luck(values: Floats) -> Luck:
    """Luck and inputs told apart by analysis of variance in two ways: (points, seeds), two of each or more."""
    points, seeds = values.shape
    rows, columns = values.mean(axis=1), values.mean(axis=0)
    rest = values - rows[:, None] - columns[None, :] + values.mean()
    own = float(np.sum(rest**2) / ((points - 1) * (seeds - 1)))
    shared = float(np.var(columns, ddof=1)) - own / points
    return Luck(max(shared, 0.0), own, max(float(np.var(rows, ddof=1)) - own / seeds, 0.0))


def share(parts: Sequence[Luck]) -> float:
    """Luck's share of the variance of single runs, over all parts of an output; 0 where nothing varies."""
    lucky = sum(each.shared + each.own for each in parts)
    whole = lucky + sum(each.inputs for each in parts)
    return lucky / whole if whole > 0 else 0.0


def corrected(design: Design, indices: Sequence[Index], values: Floats) -> list[Index]:
    """Variance-based indices without the noise of runs that have luck of their own: (points, seeds), two seeds or more.

    In Saltelli's and Jansen's estimators noise enters the variance (all indices) and the squared difference (total order);
    in Goda's it enters the first step of every path, which is each factor's in one path of d.
    """
    noise = luck(values).own / values.shape[1]
    whole = _variance(design, values.mean(axis=1))
    rest = whole - noise
    if rest <= 0.0:
        return []
    lost = {"S1": 0.0, "S2": 0.0, "ST": noise, "shapley": noise / len(design.factors)}
    made = []
    for each in indices:
        if each.name in lost:
            ends = [(end * whole - lost[each.name]) / rest for end in each[2:]]
            made.append(Index(each.factor, each.name + MIXED, *ends))
    return made


def _variance(design: Design, means: Floats) -> float:
    """The variance by which the method divides: Saltelli's is that of the two base samples."""
    if design.method == "sobol":
        means = means.reshape(design.samples, design.block)[:, [0, -1]]
    if design.method == "shapley":
        paths = means.reshape(design.samples, design.block)
        return float(np.mean((paths[:, 0] - paths[:, -1]) ** 2) / 2.0)
    return float(np.var(means))


def by_seed(design: Design, points: Floats, values: Floats) -> list[Index]:
    """Indices of every seed by itself: their mean, the least and the greatest.  (points, factors), (points, seeds)."""
    each = [analyse(design, points, column) for column in values.T]
    made = []
    for same in zip(*each, strict=True):
        found = [one.value for one in same]
        made.append(Index(same[0].factor, f"{same[0].name} by seed", float(np.mean(found)), min(found), max(found)))
    return made


def together(parts: Sequence[Sequence[Index]], variances: Sequence[float]) -> list[Index]:
    """Aggregated indices of a vector: the mean of those of its parts, weighed by variance (Lamboni 2011, Gamboa 2014).

    The ends are weighed alike, which is the interval of parts that move together, and so a wide one.
    """
    weights = np.asarray(variances, np.float64)
    weights = weights / weights.sum() if weights.sum() > 0 else np.zeros(len(weights))
    made = []
    for same in zip(*parts, strict=True):
        numbers = weights @ np.array([one[2:] for one in same])
        made.append(Index(same[0].factor, same[0].name, *(float(each) for each in numbers)))
    return made
