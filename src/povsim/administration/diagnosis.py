"""Which causes count, and what officials write down: the confusion of causes.  致贫原因登记

`gains` (causes, rows) is what a year of a household would gain without each cause, `main` (rows,) the index of the largest
gain, -1 where nothing is gained.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
Marks = NDArray[np.bool_]

LISTED = 3
"""So many of the largest gains can be on the record beside or as the main cause."""


def main_cause(gains: Sequence[Floats] | Floats) -> Whole:
    """The cause with the largest gain, ties to the first; -1 where nothing is gained."""
    best, top = largest(gains)
    return np.where(top > 0, best, -1)


def largest(gains: Sequence[Floats] | Floats) -> tuple[Whole, Floats]:
    """The cause with the largest gain, ties to the first, and that gain: (rows,), (rows,)."""
    best, top = np.zeros(len(gains[0]), dtype=np.int8), gains[0].copy()
    for cause in range(1, len(gains)):
        np.maximum(best, (gains[cause] > top) * np.int8(cause), out=best)
        np.maximum(top, gains[cause], out=top)
    return best.astype(np.int64), top


def counting(gains: Floats, least: Floats) -> Whole:
    """Bits of the three largest gains, as far as they reach `least` (rows,): bit k for cause k."""
    left, rows = gains.copy(), np.arange(gains.shape[1])
    bits = np.zeros(len(rows), dtype=np.int64)
    for _ in range(min(LISTED, len(gains))):
        cause, gain = largest(left)
        bits |= np.where((gain > 0) & (gain >= least), np.int64(1) << cause, 0)
        left[cause, rows] = -1.0
    return bits


def confusion(usual: Marks, correct: float, blamed: float) -> Floats:
    """Chances of what is written by what is true, the last row for no cause at all: (causes + 1, causes).

    The true cause has the chance `correct`. Of wrong answers `blamed` go to the `usual` ones (causes,), the rest to the others.
    """
    return _confusion(tuple(usual.tolist()), correct, blamed)


@lru_cache(maxsize=64)
def _confusion(marks: tuple[bool, ...], correct: float, blamed: float) -> Floats:
    usual, many = np.array(marks, dtype=bool), len(marks)
    made = np.zeros((many + 1, many))
    for true in range(many + 1):
        wrong = np.arange(many) != true
        parts = [part for part in ((wrong & usual, blamed), (wrong & ~usual, 1.0 - blamed)) if part[0].any() and part[1] > 0]
        whole = sum(share for _, share in parts)
        for places, share in parts:
            made[true, places] = share / whole / places.sum()
        if true < many:
            made[true] *= 1.0 - correct if parts else 0.0
            made[true, true] = correct if parts else 1.0
    return made


def written(chances: Floats, main: Whole, luck: Floats) -> Whole:
    """What is written down for each household: one draw from its row of the confusion."""
    ends = np.cumsum(chances, axis=1)[:, :-1]
    return np.asarray((luck[:, None] >= ends[main]).sum(axis=1), dtype=np.int64)


def tallied(main: Whole, bits: Whole, weight: Floats, many: int) -> tuple[Floats, Floats]:
    """The weight of households by main cause, and by each cause that counts at all: (causes,), (causes,)."""
    return by_main(main, weight, many), np.array(by_bit(bits, weight, many))


def by_main(main: Whole, weight: Floats, many: int) -> Floats:
    """The weight of households by main cause: (causes,)."""
    return np.bincount(main + 1, weights=weight, minlength=many + 1)[1:].astype(np.float64)


def by_bit(bits: Whole, weight: NDArray[Any], many: int) -> list[float]:
    """The weight, in whole numbers, of the rows that have each bit, twelve bits at a time."""
    made: list[float] = []
    for start in range(0, many, 12):
        width = min(12, many - start)
        words = 1 << width
        weights = np.bincount((bits >> start) & (words - 1), weights=weight, minlength=words)
        made += [float(weights.reshape(-1, 2, 1 << k)[:, 1].sum()) for k in range(width)]
    return made
