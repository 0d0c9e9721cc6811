"""Neighbours of like income, who compare what they get.  收入相近的邻居

S25 of the model: similar is within 15 per cent of one's income, in the same village.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]

LEAST, MOST, APART = 100.0, 4e6, 1e7
"""Incomes are compared from here to here; villages lie this far apart on one axis."""


def similar(village: Whole, income: Floats, benefit: Whole, within: float) -> Floats:
    """The mean benefit of the other households of the village whose income is within a share of one's own, shape (households,).

    Who has no such neighbour gets the own benefit back, and so nothing to envy.
    """
    own = np.clip(income, LEAST, MOST)
    axis = village * APART
    order = np.argsort(axis + own, kind="stable")
    sorted_places = (axis + own)[order]
    first = np.searchsorted(sorted_places, axis + (1.0 - within) * own, side="left")
    last = np.searchsorted(sorted_places, axis + (1.0 + within) * own, side="right")
    sums = np.concatenate([[0], np.cumsum(benefit[order])])
    others = last - first - 1
    total = sums[last] - sums[first] - benefit
    made: Floats = np.where(others > 0, total / np.maximum(others, 1), benefit)
    return made
