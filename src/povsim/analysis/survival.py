"""Survival after exit: life tables by whole years, with several ways to end.  生存分析

Everything starts from counts (who is at risk in a year, and what ends there), because counts of runs and of places add up
where curves do not: numerators and denominators are pooled first, and divided once.

A falling hazard is no proof that time heals: the frail leave first (promises E5), so whoever prints hazards says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from povsim.spread import NORMAL

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]


@dataclass(frozen=True)
class LifeTable:
    """Counts by whole years since the start: `at_risk` of shape (years,), `ended` of shape (kinds, years).

    Row y is year y + 1. Kind 0 is what the curve is about; the others compete with it. Who is censored in a year was at
    risk in it, and is not in the next.
    """

    at_risk: Floats
    ended: Floats

    def __add__(self, other: LifeTable) -> LifeTable:
        """The table of both groups together, as long as the longer."""
        years = max(len(self.at_risk), len(other.at_risk))
        return LifeTable(_longer(self.at_risk, years) + _longer(other.at_risk, years),
                         _longer(self.ended, years) + _longer(other.ended, years))

    @cached_property
    def hazard(self) -> Floats:
        """The chance of each kind in a year for who is at risk, shape (kinds, years); NaN where nobody is."""
        return _ratio(self.ended, self.at_risk)

    @cached_property
    def nelson_aalen(self) -> Floats:
        """Cumulative hazard of kind 0, shape (years,) (Nelson 1972), ties one after the other (Fleming and Harrington 1984)."""
        from scipy.special import digamma

        one_by_one = digamma(self.at_risk + 1.0) - digamma(self.at_risk - self.ended[0] + 1.0)
        return np.cumsum(np.where(self.at_risk > 0, one_by_one, np.nan))

    def kaplan_meier(self) -> Curve:
        """Survival of kind 0, where the other kinds censor (Kaplan and Meier 1958), with Greenwood's variance (1926)."""
        risk, gone = self.at_risk, self.ended[0]
        survival = np.cumprod(1.0 - self.hazard[0])
        spread = survival * np.sqrt(np.cumsum(_ratio(gone, risk * (risk - gone), where=gone < risk)))
        return Curve(survival, np.where(survival > 0, spread, np.where(np.isnan(survival), np.nan, 0.0)), self.at_risk)

    def cumulative_incidence(self) -> Floats:
        """The share that each kind has ended by a year when all kinds compete, shape (kinds, years) (Aalen and Johansen 1978).

        One minus Kaplan-Meier overstates it: it treats who died as if it could still fall back.
        """
        still = np.cumprod(1.0 - self.hazard.sum(axis=0))
        before = np.concatenate([[1.0], still[:-1]])
        return np.cumsum(self.hazard * before, axis=1)


@dataclass(frozen=True)
class Curve:
    """A survival curve by year: estimate, standard error and persons or households at risk, each of shape (years,)."""

    survival: Floats
    error: Floats
    at_risk: Floats

    def interval(self, quantile: float = NORMAL) -> tuple[Floats, Floats]:
        """Low and high bounds, shape (years,) each, of Wilson's form with Greenwood's effective size (Rothman 1978).

        It stays within 0 and 1 and does not shrink to a point where nothing has happened yet.
        """
        s, square = self.survival, quantile**2
        size = _ratio(s * (1.0 - s), self.error**2, where=self.error > 0)
        size = np.where(self.error > 0, size, np.where(self.at_risk > 0, self.at_risk, np.nan))
        middle = (s + square / (2.0 * size)) / (1.0 + square / size)
        half = quantile / (1.0 + square / size) * np.sqrt(s * (1.0 - s) / size + square / (4.0 * size**2))
        return np.where(s > 0, np.maximum(middle - half, 0.0), s), np.where(s < 1, np.minimum(middle + half, 1.0), s)

    def median(self) -> float:
        """The first year by which half have ended; NaN if that is not seen."""
        below = np.flatnonzero(self.survival <= 0.5 + 1e-12)
        return float(below[0] + 1) if len(below) else float("nan")


@dataclass(frozen=True)
class Subjects:
    """Who is followed, one element each: `years` under observation, and -1 for censored or the kind that ended it.

    `entry` are years after the start in which a subject came under observation (left truncation); a subject that enters
    after its end is never at risk. `weight` are persons of a household, or 1. All of shape (subjects,).
    """

    years: Whole
    ended_by: Whole
    entry: Whole
    weight: Floats


def life_table(years: ArrayLike, ended_by: ArrayLike, kinds: int = 1, *, entry: ArrayLike | None = None,
               weights: ArrayLike | None = None, longest: int | None = None) -> LifeTable:
    """Count a group of subjects (see `Subjects`).

    Raises ValueError for kinds that are not there, and for an end in year 0, which the time at risk does not hold.
    """
    time, why = np.asarray(years, np.int64), np.asarray(ended_by, np.int64)
    weight = np.ones(len(time)) if weights is None else np.asarray(weights, np.float64)
    begin = np.zeros(len(time), np.int64) if entry is None else np.asarray(entry, np.int64)
    last = int(longest if longest is not None else time.max(initial=0))
    return life_tables(Subjects(time, why, begin, weight), np.zeros(len(time), np.int64), (1, kinds, last))[0]


def life_tables(who: Subjects, groups: Whole, shape: tuple[int, int, int]) -> list[LifeTable]:
    """Count several groups at once; `groups` (subjects,) are their numbers, `shape` how many groups, kinds of end and years."""
    many, kinds, last = shape
    _refuse(who.years, who.ended_by, kinds)
    seen = who.years > who.entry
    leaving = _tally(groups, np.minimum(who.years, last), who.weight * seen, (many, last + 1))
    coming = _tally(groups, np.minimum(who.entry, last), who.weight * seen, (many, last + 1))
    at_risk: Floats = (np.cumsum(coming, axis=1) - np.cumsum(leaving, axis=1))[:, :-1]
    within = seen & (who.years <= last)
    ended = [_tally(groups, np.minimum(who.years, last), who.weight * (within & (who.ended_by == kind)), (many, last + 1))[:, 1:]
             for kind in range(kinds)]
    return [LifeTable(at_risk[group], np.array([each[group] for each in ended])) for group in range(many)]


def _tally(groups: Whole, years: Whole, weight: Floats, shape: tuple[int, int]) -> Floats:
    """Weights by group and year, of that shape."""
    made = np.bincount(groups * shape[1] + years, weights=weight, minlength=shape[0] * shape[1])
    return made.astype(np.float64).reshape(shape)


def _refuse(time: Whole, why: Whole, kinds: int) -> None:
    """Raise ValueError for what cannot be counted."""
    if np.any((why < -1) | (why >= kinds)):
        raise ValueError(f"kinds of end are -1 (censored) to {kinds - 1}")
    if np.any((time < 0) | ((time == 0) & (why >= 0))):
        raise ValueError("who ends in year 0 was never at risk: years count from 1")


@dataclass(frozen=True)
class LogRank:
    """A log-rank test: chi square, its degrees of freedom, and the chance of as large a value if all groups were alike."""

    statistic: float
    freedom: int
    p_value: float


def log_rank(groups: Sequence[LifeTable]) -> LogRank:
    """Whether groups differ in kind 0 (Mantel 1966), from their tables of counts.  Raises ValueError for fewer than two."""
    from scipy.stats import chi2

    if len(groups) < 2:
        raise ValueError("a log-rank test compares two groups or more")
    years = max(len(each.at_risk) for each in groups)
    risk = np.array([_longer(each.at_risk, years) for each in groups])
    gone = np.array([_longer(each.ended[0], years) for each in groups])
    n, d = risk.sum(axis=0), gone.sum(axis=0)
    share = np.nan_to_num(_ratio(risk, n))
    excess = (gone - share * d).sum(axis=1)[:-1]
    scale = share * np.where(n > 1, d * (n - d) / np.maximum(n - 1.0, 1.0), 0.0)
    variance = (np.diag(scale.sum(axis=1)) - scale @ share.T)[:-1, :-1]
    statistic = float(excess @ np.linalg.pinv(variance) @ excess)
    freedom = len(groups) - 1
    return LogRank(statistic, freedom, float(chi2.sf(statistic, freedom)))


def _longer(values: Floats, years: int) -> Floats:
    """Values of shape (..., shorter), with zeros for the years that are missing."""
    return np.pad(values, [(0, 0)] * (values.ndim - 1) + [(0, years - values.shape[-1])])


def _ratio(above: Floats, below: Floats, where: NDArray[np.bool_] | None = None) -> Floats:
    """A ratio that is NaN where its lower part is 0, or where a condition fails."""
    allowed = below > 0 if where is None else where & (below > 0)
    made = np.full(np.broadcast(above, below).shape, np.nan)
    np.divide(above, below, out=made, where=np.broadcast_to(allowed, made.shape))
    return made
