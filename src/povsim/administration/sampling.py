"""Sampling in two stages: villages by size, then households.  两阶段抽样"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from povsim.administration.purse import Ids, Whole

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Luck:
    """What chance decides in one stratum: uniforms by household (n,) and by village (villages,), and where the count starts."""

    households: Floats
    villages: Floats
    start: float


def two_stage(village: Whole, ids: Ids, luck: Luck, size: int, each: int) -> tuple[Whole, Floats]:
    """About `size` households of a stratum in villages of `each`: their places, and the households that each stands for.

    Villages are drawn systematically by their households in the stratum, so a village may be drawn more than once; a drawn
    village gives `each` households a draw, or all it has. Weights by draws keep every mean unbiased where villages are smaller.
    A stratum not larger than `size` is asked in full. `village` (n,) holds places in `luck.villages`.
    """
    many = len(village)
    if many <= size:
        return np.arange(many), np.ones(many)
    sizes = np.bincount(village, minlength=len(luck.villages))
    typical = float((sizes * sizes).sum()) / many
    draws = max(1, round(size / min(float(each), typical)))
    hits = _systematic(sizes, luck, draws)
    taken = np.minimum(hits * each, sizes)
    by = np.lexsort((ids, luck.households, village))
    rank = np.empty(many, np.int64)
    rank[by] = np.arange(many) - (np.cumsum(sizes) - sizes)[village[by]]
    chosen = np.flatnonzero(rank < taken[village])
    where = village[chosen]
    return chosen, hits[where] / taken[where] * (many / draws)


def _systematic(sizes: Whole, luck: Luck, draws: int) -> Whole:
    """How often each village is drawn: evenly spaced points on the households, villages in an order of chance."""
    order = np.lexsort((np.arange(len(sizes)), luck.villages))
    ends = np.cumsum(sizes[order])
    points = (luck.start + np.arange(draws)) * (float(ends[-1]) / draws)
    drawn = order[np.searchsorted(ends, np.minimum(points, ends[-1] - 0.5), side="right")]
    return np.bincount(drawn, minlength=len(sizes))
