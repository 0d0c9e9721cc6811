"""Charts of analyses: survival curves, and matrices of probabilities, each drawn on one panel.  分析图"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from povsim.report.charts import Axis, Series, titles
from povsim.report.figures import INK, drawable, shades

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    Panel = Callable[[Axes], None]

APART = 0.07
"""Names at the ends of curves are at least this share of the axis apart."""
LARGE = 14
"""A matrix with more rows shows no numbers and small names."""


def curves(series: Sequence[Series], axis: Axis) -> Panel:
    """Shares left after 0, 1, 2 ... years as steps from 100 %, each with its name at its end, and its interval as a band."""

    def plot(panel: Axes) -> None:
        longest = max(len(each.values) for each in series)
        lows = [low for each in series for value in each.values for low in (value.low, value.mid) if math.isfinite(low)]
        floor = max(0.0, 10 * math.floor(10 * min(lows, default=0)) - 5)
        for each in series:
            years = range(len(each.values) + 1)
            mids = [100.0, *(100 * value.mid for value in each.values)]
            panel.plot(years, mids, each.dashes, drawstyle="steps-post", color=each.colour, linewidth=2)
            if len(series) <= 2 and all(math.isfinite(value.low) for value in each.values):
                low, high = ([100.0, *(100 * value[end] for value in each.values)] for end in (1, 2))
                panel.fill_between(years, low, high, step="post", color=each.colour, alpha=0.18, linewidth=0)
        panel.set_ylim(floor, 101)
        panel.set_xlim(0, longest + 0.1)
        panel.set_xticks(range(longest + 1))
        _names(panel, series, longest, 101 - floor)
        panel.grid(axis="x", visible=False)
        titles(panel, axis, along="y")

    return plot


def _names(panel: Axes, series: Sequence[Series], longest: int, height: float) -> None:
    """Names at the ends of curves, from the highest down, none on top of another."""
    ceiling = math.inf
    for each in sorted(series, key=lambda one: -one.values[-1].mid):
        end = 100 * each.values[-1].mid
        place = min(end, ceiling - APART * height)
        text = drawable(f"{each.label} {end:.0f}")
        panel.annotate(text, (longest, end), (longest + 0.15, place), color=each.colour, va="center", fontsize=8.5,
                       annotation_clip=False)
        ceiling = place


@dataclass(frozen=True)
class Matrix:
    """Probabilities by row and column, both with names; NaN is left white."""

    rows: Sequence[str]
    columns: Sequence[str]
    values: Sequence[Sequence[float]]

    @property
    def large(self) -> bool:
        """Whether there is no room for numbers."""
        return len(self.rows) > LARGE


def heat(matrix: Matrix, axis: Axis, colour: str) -> Panel:
    """A matrix of probabilities, the darker the likelier; the first row on top."""

    def plot(panel: Axes) -> None:
        most = max((value for values in matrix.values for value in values), default=1.0) if matrix.large else 1.0
        panel.imshow(matrix.values, cmap=shades(colour), vmin=0, vmax=most, aspect="auto")
        size = 5.5 if matrix.large else 8.5
        panel.set_yticks(range(len(matrix.rows)), [drawable(word) for word in matrix.rows], fontsize=size)
        turned = 90 if max(map(len, matrix.columns)) > 3 else 0
        places = range(0, len(matrix.columns), 5 if matrix.large else 1)
        panel.set_xticks(places, [drawable(matrix.columns[place]) for place in places], fontsize=max(size, 7), rotation=turned)
        panel.grid(visible=False)
        for row, values in enumerate(() if matrix.large else matrix.values):
            for column, value in enumerate(values):
                if math.isfinite(value) and value >= 0.005:
                    shade = "white" if value > 0.55 else INK
                    panel.annotate(f"{100 * value:.0f}", (column, row), ha="center", va="center", fontsize=7, color=shade)
        titles(panel, axis, along="x")

    return plot
