"""Who goes on the register under a quota: scores, villagers' ranking, publicity, and places for villages to fill.  精准识别

Plain functions on columns, used by the starting population and by the yearly step.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from povsim.administration.purse import Ids, Whole, split
from povsim.maths import log_array

Floats = NDArray[np.float64]
Marks = NDArray[np.bool_]

LEAST_INCOME = 100.0
"""Logarithms take incomes from here up, yuan a person."""
ROUNDS = 2
"""So often a list is published: in the village, and again after the town has looked at it."""
BARRED = 1_000.0
"""What a struck-off household's score loses, log points: it comes after everybody else."""


def score(income: Floats, exit_line: float, noise: Floats | float = 0.0) -> Floats:
    """How poor a household looks, higher is poorer: -ln(income / line) + noise, shape (households,).

    `noise` is the whole error of the look with what favours or bars; its spread is `sigma_id`.
    """
    seen = np.maximum(np.asarray(income, dtype=np.float64), LEAST_INCOME)
    made: Floats = noise - log_array(seen / exit_line)
    return made


def discussed(scores: Floats, view: Floats, village: Whole, share: float) -> Floats:
    """Scores after the village assembly: whom villagers put k-th gets, by `share`, the k-th highest score of the village.

    `view` (households,) is how poor villagers think each is, higher is poorer; only its order within a village counts.
    """
    if share == 0.0:
        return scores
    ranked = np.empty_like(scores)
    ranked[np.lexsort((-view, village))] = scores[np.lexsort((-scores, village))]
    return (1.0 - share) * scores + share * ranked


def published(scores: Floats, wrong: Marks, luck: Floats, complaint: float) -> Floats:
    """Scores after the list has hung out twice: of those on it wrongly, neighbours' complaints strike some off.

    Who would be struck off goes to the end of the queue before the list is closed, so that the next in line has the place.
    """
    struck = wrong & (luck < 1.0 - (1.0 - complaint) ** ROUNDS)
    return scores - BARRED * struck


def places(total: int, persons: Whole, incidence: Floats, ids: Ids) -> Whole:
    """Quotas in whole persons by place: shared by persons times estimated incidence, largest remainder."""
    return split(total, persons * incidence, ids)


def chain(total: int, persons: Whole, estimates: tuple[Floats, Floats], ids: Ids, county: Whole) -> Whole:
    """The province's places handed down to counties, and each county's to its villages: whole persons, (villages,).

    `estimates` are the surveyed incidence of each county and of each village, and `county` (villages,) rises.
    """
    within = np.bincount(county, weights=persons, minlength=len(estimates[0]))
    quotas = places(total, within.astype(np.int64), estimates[0], np.arange(len(within), dtype=np.uint64))
    made = np.zeros(len(persons), dtype=np.int64)
    for number, quota in enumerate(quotas.tolist()):
        rows = county == number
        if quota:
            surveyed = estimates[1][rows] if (persons * estimates[1])[rows].any() else np.ones(int(rows.sum()))
            made[rows] = places(quota, persons[rows], surveyed, ids[rows])
    return made


def fill(scores: Floats, members: Whole, ids: Ids, quota: int) -> Marks:
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
