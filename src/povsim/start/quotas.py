"""Whole numbers that hold totals exactly: largest remainders, tilted sizes, and their repair.  名额分解"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from povsim import maths

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]

LARGEST = 10
"""The largest household that is settled, in persons."""

SIZES: Whole = np.arange(1, LARGEST + 1, dtype=np.int64)
HALVINGS = 40
STEEPEST = 12.0


def shared_out(weights: Floats, total: int, least: int = 0) -> Whole:
    """Share a whole total by weight, everybody getting `least` first: weights (n,) -> (n,)."""
    rest = total - least * len(weights)
    whole = math.fsum(weights.tolist())
    expected = weights * (rest / whole) if whole > 0 else np.full(len(weights), rest / max(len(weights), 1))
    return least + rounded(expected, rest)


def rounded(expected: Floats, total: int, most: Whole | None = None) -> Whole:
    """Round to whole numbers with a given sum, by largest remainder and within `most`: (n,) -> (n,).

    Ties go to the earlier place. What does not fit under `most` goes to the next places with room.
    """
    limit = np.full(expected.shape, total, dtype=np.int64) if most is None else most
    made: Whole = np.minimum(np.floor(expected).astype(np.int64), limit)
    order = np.argsort(-(expected - np.floor(expected)), kind="stable")
    while (left := total - int(made.sum())) != 0:
        room = (limit - made)[order] if left > 0 else made[order]
        open_places = order[room > 0][: abs(left)]
        if len(open_places) == 0:
            break
        made[open_places] += 1 if left > 0 else -1
    return made


def means(weights: Floats, tilt: Floats) -> Floats:
    """The mean size under weights tilted by exp(tilt * size): weights (n, sizes), tilt (n,) -> (n,)."""
    made = weights * maths.exp_array(tilt[:, None] * (SIZES - 4.0))
    mass, sums = np.zeros(len(made)), np.zeros(len(made))
    for column, size in enumerate(SIZES.tolist()):
        mass = mass + made[:, column]
        sums = sums + made[:, column] * size
    found: Floats = sums / np.maximum(mass, 1e-300)
    return found


def tilts(weights: Floats, wanted: Floats) -> Floats:
    """The tilt that gives every row its wanted mean size: weights (n, sizes), wanted (n,) -> (n,)."""
    low, high = np.full(len(weights), -STEEPEST), np.full(len(weights), STEEPEST)
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        short = means(weights, middle) < wanted
        low, high = np.where(short, middle, low), np.where(short, high, middle)
    found: Floats = (low + high) / 2
    return found


def common_tilt(weights: Floats, own: Floats, rows: Whole, persons: int) -> float:
    """The tilt added to all rows' own that makes `rows` households hold `persons` in all."""
    low, high = -2 * STEEPEST, 2 * STEEPEST
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        held = math.fsum((rows * means(weights, own + middle)).tolist())
        low, high = (middle, high) if held < persons else (low, middle)
    return (low + high) / 2


def sizes_by_row(weights: Floats, wanted: Floats, rows: Whole, persons: int) -> Whole:
    """Households of every size by row, with exact totals: (n, sizes).

    `weights` (n, sizes) is the shape, `wanted` (n,) the mean sizes to stay close to,
    `rows` (n,) the households of each row, and `persons` the total over all rows.
    """
    own = tilts(weights, wanted)
    tilt = own + common_tilt(weights, own, rows, persons)
    made = weights * maths.exp_array(tilt[:, None] * (SIZES - 4.0))
    table = np.zeros(made.shape, dtype=np.int64)
    for row, households in enumerate(rows.tolist()):
        table[row] = shared_out(made[row], households)
    missing = persons - int((table * SIZES).sum())
    free = np.full(table.shape, int(rows.sum()), dtype=np.int64)
    return repaired(table, free, missing, np.zeros(len(table), dtype=np.int64))


def repaired(quota: Whole, most: Whole, missing: int, groups: Whole) -> Whole:
    """Exchange households for larger or smaller ones until the persons fit: quota (n, sizes).

    `most` holds how many there are to choose from, and `groups` (n,) says between which
    rows an exchange is allowed when none is possible inside a row. What cannot be had stays missing.
    """
    quota = quota.copy()
    for _ in range(200 + 4 * abs(missing)):
        if missing == 0:
            break
        move = _inside(quota, most, missing) or _between(quota, most, missing, groups)
        if move is None:
            break
        (source, size), (target, other), count = move
        quota[source, size] -= count
        quota[target, other] += count
        missing -= count * (other - size)
    return quota


Move = tuple[tuple[int, int], tuple[int, int], int]


def _inside(quota: Whole, most: Whole, missing: int) -> Move | None:
    """The best exchange inside one row that does not overshoot, spread over all rows that can."""
    for jump in range(1, min(abs(missing), LARGEST - 1) + 1):
        lower, upper = (quota[:, :-jump], quota[:, jump:])
        room = most - quota
        can = np.minimum(lower, room[:, jump:]) if missing > 0 else np.minimum(upper, room[:, :-jump])
        best = int(np.argmax(can))
        row, column = divmod(best, can.shape[1])
        if can[row, column] > 0:
            wanted = abs(missing) // jump
            count = min(int(can[row, column]), max(1, wanted // int(np.count_nonzero(can))))
            small, large = (row, column), (row, column + jump)
            return (small, large, count) if missing > 0 else (large, small, count)
    return None


def _between(quota: Whole, most: Whole, missing: int, groups: Whole) -> Move | None:
    """One exchange between two rows, of the same group where possible; the smallest jump that fits."""
    room = most - quota
    sign = 1 if missing > 0 else -1
    jumps = [*range(min(abs(missing), LARGEST - 1), 0, -1), *range(abs(missing) + 1, LARGEST)]
    for jump in jumps:
        for size in range(LARGEST):
            other = size + sign * jump
            if not 0 <= other < LARGEST:
                continue
            sources, targets = np.flatnonzero(quota[:, size] > 0), np.flatnonzero(room[:, other] > 0)
            for source in sources.tolist():
                near = targets[groups[targets] == groups[source]]
                if len(near):
                    return (source, size), (int(near[0]), other), 1
    return None
