"""Who goes on the register under a quota: scores, places and villages that fill them.  精准识别

Plain functions on columns, used by the starting population and by the yearly step.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from povsim.administration.purse import Ids, Whole, split
from povsim.maths import log_array

Floats = NDArray[np.float64]

LEAST_INCOME = 100.0
"""Logarithms take incomes from here up, yuan a person."""


def score(income: Floats, exit_line: float, noise: Floats | float = 0.0) -> Floats:
    """How poor a household looks, higher is poorer: -ln(income / line) + noise, shape (households,).

    `noise` is the whole error of the look with what favours or bars; its spread is `sigma_id`.
    """
    seen = np.maximum(np.asarray(income, dtype=np.float64), LEAST_INCOME)
    made: Floats = noise - log_array(seen / exit_line)
    return made


def places(total: int, persons: Whole, incidence: Floats, ids: Ids) -> Whole:
    """Quotas in whole persons by place: shared by persons times estimated incidence, largest remainder."""
    return split(total, persons * incidence, ids)


def fill(scores: Floats, members: Whole, ids: Ids, quota: int) -> NDArray[np.bool_]:
    """Who is registered in one village: whole households from the highest score until the quota of persons is met.

    The last household is taken where that brings the number of persons nearer to the quota.
    """
    chosen = np.zeros(len(scores), dtype=bool)
    order = np.lexsort((ids, -scores))
    held = np.cumsum(members[order])
    full = int(np.searchsorted(held, quota, side="right"))
    chosen[order[:full]] = True
    if full < len(order):
        missing = quota - (int(held[full - 1]) if full else 0)
        chosen[order[full]] = int(held[full]) - quota < missing
    return chosen
