"""The size of a cliff: what is lost by standing just above a line instead of just below it.  悬崖效应

S25 of the model: E[benefit | just below] - E[benefit | just above] by a line fitted on each side, the nearer the line the
heavier. The same function serves a household's income, a village's poverty rate or a county's status.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from povsim.spread import NORMAL

Floats = NDArray[np.float64]
Marks = NDArray[np.bool_]
LEAST = 10
"""With fewer rows on a side, or all of them at one place, nothing is fitted."""
MISSING = float("nan")


class Side(NamedTuple):
    """What is expected at the line on one side of it, its variance, and the rows that it rests on."""

    value: float = MISSING
    variance: float = MISSING
    many: int = 0


class Cliff(NamedTuple):
    """The two ends of a cliff, its size with an interval of 95 percent, and the rows that it rests on."""

    below: float
    above: float
    size: float
    low: float
    high: float
    many: int


def cliff(place: Floats, benefit: Floats, line: float, width: float) -> Cliff:
    """The cliff at a line from rows within `width` of it: place (n,), benefit (n,).

    Standing at the line is standing above it. For a status that is lost where a rate is low (a village's, a county's), give
    `-rate` and `-line`, so that below again is who still has the benefit.
    """
    weight = np.maximum(1.0 - np.abs(place - line) / width, 0.0)
    near = weight > 0.0
    sides = (near & (place < line), near & (place >= line))
    below, above = (_side(place[rows] - line, benefit[rows], weight[rows]) for rows in sides)
    size, reach = below.value - above.value, NORMAL * math.sqrt(below.variance + above.variance)
    return Cliff(below.value, above.value, size, size - reach, size + reach, below.many + above.many)


def _side(away: Floats, benefit: Floats, weight: Floats) -> Side:
    """Weighted least squares on one side: the value at the line is a weighted sum of the benefits, so its variance follows."""
    many = len(away)
    if many < LEAST:
        return Side(many=many)
    zero, one, two = (_sum(weight * away**power) for power in range(3))
    spread = zero * two - one * one
    if spread <= 1e-12 * zero * two:
        return Side(many=many)
    parts = weight * (two - one * away) / spread
    value = _sum(parts * benefit)
    slope = _sum(weight * (zero * away - one) * benefit) / spread
    rest = benefit - value - slope * away
    return Side(value, _sum((parts * rest) ** 2), many)


def _sum(values: Floats) -> float:
    """The sum in the order of the rows, the same on every machine."""
    return float(np.cumsum(values)[-1])
