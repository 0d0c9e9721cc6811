"""Exit targets: in which year each poor household of a village is to be out.  脱贫计划年份"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from povsim.administration.purse import Ids, Whole


class Listed(NamedTuple):
    """The households of a list, shape (n,) each: village, id, recorded income, and whether nobody in it is able to work."""

    village: Whole
    ids: Ids
    income: NDArray[np.float64]
    unable: NDArray[np.bool_]


def target_years(listed: Listed, year: int, deadline: int) -> Whole:
    """Households of a village are spread evenly over the years left, the largest recorded income first, who cannot work last."""
    order = np.lexsort((listed.ids, -listed.income, listed.unable, listed.village))
    _, first, many = np.unique(listed.village[order], return_index=True, return_counts=True)
    rank = np.arange(len(order)) - np.repeat(first, many)
    left = max(deadline - year, 1)
    made = np.empty(len(order), np.int64)
    made[order] = year + 1 + rank * left // np.repeat(many, many)
    return made


def last_targets(village: Whole, years: Whole, villages: int) -> Whole:
    """The latest target of each village, 0 where nobody is left: shape (villages,)."""
    made = np.zeros(villages, np.int64)
    np.maximum.at(made, village, years)
    return made
