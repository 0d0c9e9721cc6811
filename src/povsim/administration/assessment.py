"""Third-party assessment: what an assessor finds, how sure that is, and when a county passes.  第三方评估

S24 and 5.9 of the model with items 2, 43 and 56 of its corrections. Rates are of persons and samples are of households, in
villages: the design effect says how many independent answers a sample is worth.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from povsim.administration.purse import Whole
from povsim.spread import NORMAL

Floats = NDArray[np.float64]
Marks = NDArray[np.bool_]


@dataclass(frozen=True)
class Assessor:
    """How well an assessor sees, and what appeals overturn."""

    se_income: float
    se_guarantee: float
    specificity: float
    appeal_true: float
    appeal_false: float

    def finds(self, poor: Marks, lacking: Marks, luck: Floats) -> Marks:
        """Findings that stand after appeals: luck (4, n) decides over income, guarantee, false alarm and appeal."""
        fails = poor | lacking
        seen = (poor & (luck[0] < self.se_income)) | (lacking & (luck[1] < self.se_guarantee))
        alarm = ~fails & (luck[2] < 1.0 - self.specificity)
        stands = luck[3] >= np.where(fails, self.appeal_true, self.appeal_false)
        found: Marks = (seen | alarm) & stands
        return found


@dataclass(frozen=True)
class Limits:
    """The four tests of a county."""

    wrong_exit: float
    missed: float
    composite: float
    approval: float

    def passed(self, wrong_exit: float, missed: float, composite: float, approval: float) -> bool:
        """Whether a county with these rates passes: the composite must lie below its limit, the others may reach theirs."""
        rates = wrong_exit <= self.wrong_exit + 1e-9 and missed <= self.missed + 1e-9
        return rates and composite < self.composite - 1e-9 and approval >= self.approval - 1e-9


@dataclass(frozen=True)
class Estimate:
    """A rate with its interval, the answers behind it, and the design effect."""

    value: float = 0.0
    low: float = 0.0
    high: float = 0.0
    n_eff: float = 0.0
    deff: float = 1.0


@dataclass(frozen=True)
class Answers:
    """What a sample of one stratum said: shape (n,) each; `size` is what an answer counts for, persons or 1."""

    hit: Marks
    size: Floats
    weight: Floats
    village: Whole

    def estimate(self, frame: int, icc: float) -> Estimate:
        """The rate among the `frame` households of the stratum, with an interval of 95 percent by the design."""
        many = len(self.hit)
        if not many:
            return Estimate()
        weight = self.weight * self.size
        value = float(np.cumsum(weight * self.hit)[-1] / np.cumsum(weight)[-1])
        n_eff = self._effective(value, weight / np.cumsum(weight)[-1], icc)
        low, high = wilson(value, n_eff, many / frame)
        return Estimate(value, low, high, n_eff, many / n_eff)

    def _effective(self, value: float, part: Floats, icc: float) -> float:
        """The answers that the sample is worth: by the planned design effect, or by what the villages show where that is less."""
        codes, village = np.unique(self.village, return_inverse=True)
        many = len(codes)
        planned = 1.0 / float(np.cumsum(part * part)[-1]) / (1.0 + max(len(part) / many - 1.0, 0.0) * icc)
        sums = np.bincount(village, weights=part * (self.hit - value), minlength=many)
        variance = float(np.cumsum(sums * sums)[-1]) * many / max(many - 1, 1)
        return min(planned, value * (1.0 - value) / variance) if variance > 0.0 and many > 1 else planned


def wilson(rate: float, n_eff: float, drawn: float = 0.0, z: float = NORMAL) -> tuple[float, float]:
    """Wilson's interval of a rate found in `n_eff` answers, where the share `drawn` of all has been asked."""
    if drawn >= 1.0:
        return rate, rate
    spread = z * z * (1.0 - drawn) / n_eff
    middle = (rate + spread / 2.0) / (1.0 + spread)
    half = math.sqrt(spread * rate * (1.0 - rate) + spread * spread / 4.0) / (1.0 + spread)
    return max(0.0, min(rate, middle - half)), min(1.0, max(rate, middle + half))


def combined(parts: list[tuple[float, Estimate]], base: float = 0.0) -> Estimate:
    """`base` and a weighted sum of independent rates; the interval follows from those of the parts (MOVER)."""
    value = base + sum(share * each.value for share, each in parts)
    low = math.sqrt(sum((share * (each.value - each.low)) ** 2 for share, each in parts))
    high = math.sqrt(sum((share * (each.high - each.value)) ** 2 for share, each in parts))
    n_eff = sum(each.n_eff for _, each in parts)
    many = sum(each.n_eff * each.deff for _, each in parts)
    return Estimate(value, max(0.0, value - low), min(1.0, value + high), n_eff, many / n_eff if n_eff > 0.0 else 1.0)


# the operating characteristic -------------------------------------------------------------------


def detected(rate: float, sensitivity: float, specificity: float, appeal_true: float = 0.0, appeal_false: float = 0.0) -> float:
    """The rate that an assessor reports of a true failure rate, after appeals."""
    return rate * sensitivity * (1.0 - appeal_true) + (1.0 - rate) * (1.0 - specificity) * (1.0 - appeal_false)


def passing(rate: float, n: int, deff: float = 1.0, limit: float = 0.02) -> float:
    """The chance that a county passes one test when this rate is reported in a sample of n: X <= limit, X binomial."""
    n_eff = round(n / deff)
    return at_most(math.floor(limit * n_eff + 1e-9), n_eff, rate)


def at_most(most: int, n: int, rate: float) -> float:
    """P(X <= most) for X binomial (n, rate)."""
    if rate <= 0.0 or most >= n:
        return 1.0
    if rate >= 1.0:
        return 0.0
    odds, whole = math.log(rate) - math.log1p(-rate), math.lgamma(n + 1)
    logs = (whole - math.lgamma(k + 1) - math.lgamma(n - k + 1) + k * odds for k in range(most + 1))
    return min(1.0, math.fsum(math.exp(each + n * math.log1p(-rate)) for each in logs))
