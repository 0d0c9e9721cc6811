"""A Gaussian copula: inputs that go together, by their rank correlations.  高斯联结"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
EDGE = 1e-6


def matrix(names: Sequence[str], ranks: Sequence[tuple[str, str, float]]) -> Floats:
    """The correlations of the normals behind these rank correlations (Pearson 1907): 2 sin(pi r / 6)."""
    made = np.eye(len(names))
    for one, other, rank in ranks:
        row, column = names.index(one), names.index(other)
        made[row, column] = made[column, row] = 2.0 * np.sin(np.pi * rank / 6.0)
    return made


def possible(correlations: Floats) -> bool:
    """Whether any distribution has these correlations."""
    return bool(np.linalg.eigvalsh(correlations).min() > 1e-9)


def correlated(points: Floats, correlations: Floats) -> Floats:
    """Points of the unit cube, moved so that their normals have these correlations: (points, factors)."""
    return conditioned(points, correlations, np.arange(points.shape[1])[None])


def conditioned(points: Floats, correlations: Floats, orders: Whole) -> Floats:
    """The same for stretches of points, (points, factors), each with an order of its factors, (stretches, factors).

    A factor follows from its own number and from the factors before it: where a number changes, what stands before it stays,
    and what stands behind it is drawn given that. Sums are taken number by number, so that equal rows are equal in every bit.
    """
    from scipy.special import ndtr, ndtri

    stretches, factors = orders.shape
    lower = np.linalg.cholesky(correlations[orders[:, :, None], orders[:, None, :]])
    drawn = ndtri(np.clip(points, EDGE, 1.0 - EDGE)).reshape(stretches, -1, factors)
    normal = np.take_along_axis(drawn, orders[:, None, :], axis=2)
    made = np.zeros_like(normal)
    for place in range(factors):
        made += lower[:, None, :, place] * normal[:, :, place, None]
    moved: Floats = ndtr(np.take_along_axis(made, np.argsort(orders, axis=1)[:, None, :], axis=2)).reshape(-1, factors)
    return moved
