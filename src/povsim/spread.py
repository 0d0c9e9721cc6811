"""Means over runs, their 95 % intervals, and how much of the spread is luck.  均值、区间与方差分解"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from povsim.formulas import quantile

LEVEL = 0.95
NORMAL = 1.959963984540054
"""The two-sided quantile of the standard normal at that level."""


class Mean(NamedTuple):
    """The mean over runs, how far its 95 % interval reaches to each side, the spread of runs, and how many there are."""

    mean: float
    half_width: float
    spread: float
    runs: int


def mean(values: Sequence[float]) -> Mean:
    """The mean of independent values, with Student's interval; no interval from fewer than two."""
    many = len(values)
    middle = math.fsum(values) / many if many else math.nan
    if many < 2:
        return Mean(middle, math.inf, math.nan, many)
    spread = math.sqrt(math.fsum((value - middle) ** 2 for value in values) / (many - 1))
    return Mean(middle, student(many - 1) * spread / math.sqrt(many), spread, many)


def student(freedom: int, level: float = LEVEL) -> float:
    """The two-sided quantile of Student's t (Abramowitz and Stegun 26.7.5; exact for 1 and 2), within .1 % from 3 on."""
    tail = 0.5 * (1.0 + level)
    if freedom == 1:
        return math.tan(math.pi * (tail - 0.5))
    if freedom == 2:
        return (2.0 * tail - 1.0) * math.sqrt(2.0 / (4.0 * tail * (1.0 - tail)))
    x, n = float(quantile(tail)), float(freedom)
    terms = (
        x, (x**3 + x) / (4 * n), (5 * x**5 + 16 * x**3 + 3 * x) / (96 * n**2),
        (3 * x**7 + 19 * x**5 + 17 * x**3 - 15 * x) / (384 * n**3),
        (79 * x**9 + 776 * x**7 + 1482 * x**5 - 1920 * x**3 - 945 * x) / (92_160 * n**4),
    )
    return math.fsum(terms)


class Parts(NamedTuple):
    """Standard deviations of runs: in all, by luck alone, and by the numbers that vary; and the share of luck in the variance."""

    whole: float
    luck: float
    numbers: float
    share: float


def apart(groups: Sequence[Sequence[float]]) -> Parts | None:
    """Luck and numbers told apart, from groups of runs with equal numbers and luck of their own; None where there are too few.

    One-way analysis of variance over the groups of full size: within them there is luck alone.
    """
    size = max(map(len, groups), default=0)
    full = [mean(each) for each in groups if len(each) == size]
    if size < 2 or len(full) < 2:
        return None
    luck = math.fsum(each.spread**2 for each in full) / len(full)
    between = mean([each.mean for each in full]).spread ** 2
    numbers = max(between - luck / size, 0.0)
    whole = luck + numbers
    return Parts(math.sqrt(whole), math.sqrt(luck), math.sqrt(numbers), luck / whole if whole else math.nan)
