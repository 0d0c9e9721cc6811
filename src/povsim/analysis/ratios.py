"""Ratios over runs: numerators and denominators are pooled first, and divided once.  比率的合并估计

The mean of the ratios of runs is another number, and a wrong one where denominators are small (pitfall X48).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from povsim.analysis.survival import LifeTable
from povsim.spread import student

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Estimate:
    """A number and its interval; NaN bounds where one run alone cannot give any."""

    value: float
    low: float
    high: float


def pooled(above: ArrayLike, below: ArrayLike, level: float = 0.95) -> Estimate:
    """The ratio of two sums over independent runs, shape (runs,) each, with its linearised interval (Cochran 1977, 6.4).

    NaN where the denominators sum to 0.
    """
    top, bottom = np.asarray(above, np.float64), np.asarray(below, np.float64)
    if bottom.sum() == 0:
        return Estimate(float("nan"), float("nan"), float("nan"))
    ratio = float(top.sum() / bottom.sum())
    return _interval(ratio, (top - ratio * bottom) / bottom.mean(), level)


def mean(values: ArrayLike, level: float = 0.95) -> Estimate:
    """The mean of independent runs with Student's interval."""
    given = np.asarray(values, np.float64)
    return pooled(given, np.ones_like(given), level)


def pooled_survival(tables: list[LifeTable], year: int, level: float = 0.95) -> Estimate:
    """Kaplan-Meier survival to the end of a year over independent runs, by leaving out one run after the other.

    The interval is Student's on the complementary log-log scale, so that it stays within 0 and 1 (Kalbfleisch and
    Prentice 1980). NaN bounds where without some run nothing, or everything, has ended.
    """
    risk = np.array([_padded(each.at_risk, year) for each in tables])
    gone = np.array([_padded(each.ended[0], year) for each in tables])
    whole = _survival(gone.sum(axis=0), risk.sum(axis=0))
    without = _survival(gone.sum(axis=0) - gone, risk.sum(axis=0) - risk)
    if not np.all((without > 0) & (without < 1)):
        return Estimate(float(whole), float("nan"), float("nan"))
    parts = np.log(-np.log(without))
    found = _interval(float(np.log(-np.log(whole))), (len(tables) - 1) * (parts.mean() - parts), level)
    return Estimate(float(whole), float(np.exp(-np.exp(found.high))), float(np.exp(-np.exp(found.low))))


def _survival(gone: Floats, risk: Floats) -> Floats:
    """Survival to the last of the years, which are the last axis."""
    made: Floats = np.prod(1.0 - gone / np.where(risk > 0, risk, np.nan), axis=-1)
    return made


def _padded(values: Floats, years: int) -> Floats:
    return np.pad(values[:years], (0, max(0, years - len(values))))


def _interval(value: float, scores: Floats, level: float) -> Estimate:
    """A value with Student's interval from the runs' influence on it, shape (runs,)."""
    runs = len(scores)
    if runs < 2 or not np.all(np.isfinite(scores)):
        return Estimate(value, float("nan"), float("nan"))
    half = float(student(runs - 1, level) * np.std(scores, ddof=1) / np.sqrt(runs))
    return Estimate(value, value - half, value + half)
