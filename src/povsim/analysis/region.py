"""Scenario discovery: the box of inputs in which an output is high, by patient peeling.  情景发现

PRIM of Friedman and Fisher (1999), as Bryant and Lempert (2010) use it: a twentieth of the points is cut off, again and again,
where that raises the share of high outputs among the rest most; what did not help is given back at the end.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
HIGH, PEEL, LEAST, GAIN = 0.25, 0.05, 0.15, 0.02
"""What is high: the top quarter; how much is cut off at a time; the least share of points inside; the least gain of a side."""


class Region(NamedTuple):
    """A box: bounds (factors,), infinite where it has none; the share of points inside that are high, and of high ones inside."""

    low: Floats
    high: Floats
    density: float
    coverage: float


def region(inputs: Floats, output: Floats) -> Region:
    """The box in which an output is in its highest quarter: (points, factors), (points,)."""
    wanted = output > np.quantile(output, 1.0 - HIGH)
    low, high = np.full(inputs.shape[1], -np.inf), np.full(inputs.shape[1], np.inf)
    while True:
        inside = _inside(inputs, low, high)
        cuts = [cut for cut in _cuts(inputs, inside, wanted) if cut[0] > wanted[inside].mean()]
        if not cuts:
            break
        _, factor, side, bound = max(cuts)
        (low if side else high)[factor] = bound
    for factor in range(inputs.shape[1]):
        _give_back(inputs, wanted, (low, high), factor)
    inside = _inside(inputs, low, high)
    return Region(low, high, float(wanted[inside].mean()), float((wanted & inside).sum() / max(wanted.sum(), 1)))


def _inside(inputs: Floats, low: Floats, high: Floats) -> Flags:
    return np.asarray(np.all((inputs >= low) & (inputs <= high), axis=1))


def _cuts(inputs: Floats, inside: Flags, wanted: Flags) -> list[tuple[float, int, int, float]]:
    """What may be cut off: the share of high outputs that it leaves, the factor, the side and the bound."""
    found = []
    for factor in range(inputs.shape[1]):
        column = inputs[inside, factor]
        for side, share in ((1, PEEL), (0, 1.0 - PEEL)):
            bound = float(np.quantile(column, share))
            kept = column > bound if side else column < bound
            if kept.sum() >= LEAST * len(inputs) and kept.sum() < len(column):
                edge = float(column[kept].min() if side else column[kept].max())
                found.append((float(wanted[inside][kept].mean()), factor, side, edge))
    return found


def _give_back(inputs: Floats, wanted: Flags, bounds: tuple[Floats, Floats], factor: int) -> None:
    """Lift the bounds of a factor that hardly make the box denser."""
    for side, free in ((bounds[0], -np.inf), (bounds[1], np.inf)):
        before, kept = float(wanted[_inside(inputs, *bounds)].mean()), float(side[factor])
        side[factor] = free
        if float(wanted[_inside(inputs, *bounds)].mean()) < before - GAIN:
            side[factor] = kept
