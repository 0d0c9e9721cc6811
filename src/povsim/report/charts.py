"""The few kinds of chart that the report uses, each drawn on one panel."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from povsim.report.figures import FAINT, STACK, drawable
from povsim.report.source import Value

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    Panel = Callable[[Axes], None]


@dataclass(frozen=True)
class Series:
    """Values along an axis, with the look that tells them apart without colour."""

    label: str
    values: Sequence[Value]
    colour: str
    dashes: str = "-"
    marker: str = "o"
    hatch: str = ""
    filled: bool = True


@dataclass(frozen=True)
class Axis:
    """The title of a panel, what it counts, and how numbers on it are written."""

    title: str = ""
    unit: str = ""
    scale: float = 1.0
    digits: int = 0

    def mids(self, series: Series) -> list[float]:
        """The middle values in the unit of the panel."""
        return [value.mid / self.scale for value in series.values]

    def reach(self, series: Series) -> list[list[float]] | None:
        """How far the intervals go below and above, shape (2, values); None for a single run."""
        if not all(math.isfinite(value.low) for value in series.values):
            return None
        below = [max(value.mid - value.low, 0) / self.scale for value in series.values]
        return [below, [max(value.high - value.mid, 0) / self.scale for value in series.values]]

    def shown(self, number: float) -> str:
        """A number as it stands in the drawing."""
        return f"{number:,.{self.digits}f}" if math.isfinite(number) else ""


def lines(years: Sequence[int], series: Sequence[Series], axis: Axis) -> Panel:
    """Curves over years, each with its name at its end."""

    def plot(panel: Axes) -> None:
        for each in series:
            mids = axis.mids(each)
            panel.plot(years, mids, each.dashes, color=each.colour, marker=each.marker, markersize=5, linewidth=2.2)
            reach = axis.reach(each)
            if reach:
                low = [mid - down for mid, down in zip(mids, reach[0], strict=True)]
                high = [mid + up for mid, up in zip(mids, reach[1], strict=True)]
                panel.fill_between(years, low, high, color=each.colour, alpha=0.18, linewidth=0)
        _end_labels(panel, years, series, axis)
        panel.set_xticks(list(years), [str(year) for year in years])
        panel.set_xlim(years[0] - 0.2, years[-1] + 0.3)
        panel.set_ylim(0, 1.12 * _top(axis, series))
        panel.grid(axis="x", visible=False)
        titles(panel, axis, along="y")

    return plot


def _top(axis: Axis, series: Sequence[Series]) -> float:
    """The largest finite value of a panel, 1 where there is none."""
    ends = ((value.high if math.isfinite(value.high) else value.mid) / axis.scale for each in series for value in each.values)
    return max((end for end in ends if math.isfinite(end)), default=1.0) or 1.0


def _end_labels(panel: Axes, years: Sequence[int], series: Sequence[Series], axis: Axis) -> None:
    """Names at the ends of curves, pushed apart so that none covers another."""
    step = 0.105 * _top(axis, series)
    ends = sorted((axis.mids(each)[-1], each.colour, each.label) for each in series if math.isfinite(axis.mids(each)[-1]))
    floor = -math.inf
    for end, colour, label in ends:
        place = max(end, floor + step)
        text = drawable(f"{label} {axis.shown(end)}")
        panel.annotate(text, (years[-1], end), (years[-1] + 0.15, place), color=colour, va="center", annotation_clip=False)
        floor = place


@dataclass(frozen=True)
class Band:
    """The middle of runs by year, and bands around it, the widest first."""

    middle: Sequence[float]
    around: Sequence[tuple[Sequence[float], Sequence[float]]]
    colour: str


def fan(years: Sequence[int], band: Band, axis: Axis) -> Panel:
    """A curve over years inside bands that hold more and more of the runs."""

    def plot(panel: Axes) -> None:
        for low, high in band.around:
            bottom, top = ([value / axis.scale for value in each] for each in (low, high))
            panel.fill_between(years, bottom, top, color=band.colour, alpha=0.22, linewidth=0)
        middle = [value / axis.scale for value in band.middle]
        panel.plot(years, middle, color=band.colour, linewidth=2.2)
        end = (years[-1], middle[-1])
        panel.annotate(axis.shown(middle[-1]), end, (4, 0), textcoords="offset points", color=band.colour, va="center")
        panel.set_xticks(list(years), [str(year) for year in years])
        panel.set_xlim(years[0] - 0.2, years[-1] + 0.6)
        panel.set_ylim(bottom=0)
        panel.grid(axis="x", visible=False)
        titles(panel, axis, along="y")

    return plot


def stack(years: Sequence[int], series: Sequence[Series], axis: Axis, words: Sequence[str] = ()) -> Panel:
    """Columns by year, or by place with a word each, made of layers; negative layers hang below zero."""

    def plot(panel: Axes) -> None:
        above, below = [0.0] * len(years), [0.0] * len(years)
        for k, each in enumerate(series):
            mids = [mid if math.isfinite(mid) else 0.0 for mid in axis.mids(each)]
            base = [up if mid >= 0 else down for mid, up, down in zip(mids, above, below, strict=True)]
            panel.bar(list(years), mids, 0.62, base, color=STACK[k % len(STACK)], edgecolor="white", linewidth=0.7,
                      label=drawable(each.label))
            above = [up + max(mid, 0) for mid, up in zip(mids, above, strict=True)]
            below = [down + min(mid, 0) for mid, down in zip(mids, below, strict=True)]
        for year, top, bottom in zip(years, above, below, strict=True):
            panel.annotate(axis.shown(top + bottom), (year, top), (0, 3), textcoords="offset points", ha="center", fontsize=8.5)
        panel.set_xticks(list(years), [drawable(word) for word in words] or [str(year) for year in years])
        panel.yaxis.set_major_formatter(short_number)
        panel.grid(axis="x", visible=False)
        panel.legend(loc="center left", bbox_to_anchor=(1.0, 0.5), reverse=True, fontsize=8.5)
        titles(panel, axis, along="y")

    return plot


def short_number(number: float, place: float) -> str:
    """A number on an axis: 25,000 or 0.5."""
    return f"{number:,.10g}"


def titles(panel: Axes, axis: Axis, along: str) -> None:
    """The title of a panel, and what its axis of numbers counts."""
    if axis.title:
        panel.set_title(drawable(axis.title), pad=22)
    if along == "x":
        panel.xaxis.label.set(text=drawable(axis.unit), fontsize=8.5, color=FAINT)
        panel.spines["left"].set_visible(False)
    else:
        panel.set_ylabel(drawable(axis.unit), fontsize=8.5)
        panel.spines["left"].set_visible(False)
