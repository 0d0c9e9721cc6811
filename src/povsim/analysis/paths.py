"""Paths of Shapley effects: from one point to another, factor by factor, in an order drawn by lot.  沙普利效应

Half the squared difference between a path's start and the point where the factors J have been drawn anew, given the others,
estimates E[Var(Y | others)] without bias (Song, Nelson and Staum 2016, with one outer and two inner draws). What a step adds to
it is its factor's; the mean over orders is its Shapley effect, and the effects of a path sum to its estimate of the variance.
Where factors are independent this is the estimator of Goda (2021).

A path is drawn from its number alone, so that more paths leave the first ones as they are.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from povsim.draws import key, uniform_array

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
START, END, ORDER = range(3)


def walked(factors: int, samples: int, seed: int) -> Floats:
    """Paths through the unit cube of independent factors: (samples * (factors + 1), factors)."""
    start, end, turn = (_drawn(factors, samples, seed, part) for part in (START, END, ORDER))
    steps = np.argsort(np.argsort(turn, axis=1, kind="stable"), axis=1, kind="stable")
    new = np.arange(factors + 1)[None, :, None] > steps[:, None, :]
    return np.where(new, end[:, None, :], start[:, None, :]).reshape(-1, factors)


def _drawn(factors: int, samples: int, seed: int, part: int) -> Floats:
    """Uniform numbers, (samples, factors)."""
    process, ids = key(seed, "paths", part), np.arange(samples, dtype=np.uint64)
    return np.stack([uniform_array(process, ids, factor) for factor in range(factors)], axis=1)


def kept_longest(points: Floats) -> Whole:
    """The factors of every path, (samples, factors), that which changes last first: what is drawn anew follows what is kept."""
    factors = points.shape[1]
    paths = points.reshape(-1, factors + 1, factors)
    changed = paths[:, 1:] != paths[:, :-1]
    return np.argsort(-changed.argmax(axis=1), axis=1, kind="stable")
