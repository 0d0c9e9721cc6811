"""A Gaussian copula: inputs that go together, by their rank correlations.  高斯联结"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
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
    from scipy.special import ndtr, ndtri

    normal = ndtri(np.clip(points, EDGE, 1.0 - EDGE))
    moved: Floats = ndtr(normal @ np.linalg.cholesky(correlations).T)
    return moved
