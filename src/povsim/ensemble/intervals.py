"""Means over runs and their 95 % intervals, from the store, in the order of the runs.  均值与区间"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from povsim.formulas import quantile
from povsim.store.results import Results

LEVEL = 0.95


class Mean(NamedTuple):
    """The mean over runs, how far its 95 % interval reaches to each side, the spread of runs, and how many there are."""

    mean: float
    half_width: float
    spread: float
    runs: int


def mean_of(results: Results, measure: str, year: int, runs: int) -> Mean:
    """The mean of a measure in a year over those of the first `runs` runs that can be used."""
    found = results.values(measure, year)
    return mean([found[run_id] for run_id in results.planned[:runs] if run_id in found])


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
