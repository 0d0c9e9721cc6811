"""The few kinds of chart that the report uses, each drawn on one panel."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from povsim.report.figures import FAINT, INK, RULE, STACK, drawable
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
        _titles(panel, axis, along="y")

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


def bars(labels: Sequence[str], series: Sequence[Series], axis: Axis) -> Panel:
    """Horizontal bars side by side for each label, the first label on top, with the number at each end."""

    def plot(panel: Axes) -> None:
        thick = 0.78 / len(series)
        for k, each in enumerate(series):
            places = [row + (k - (len(series) - 1) / 2) * thick for row in range(len(labels))]
            face = each.colour if each.filled else "white"
            panel.barh(places, axis.mids(each), thick * 0.92, color=face, edgecolor=each.colour, hatch=each.hatch,
                       label=drawable(each.label), xerr=axis.reach(each), error_kw={"ecolor": INK, "elinewidth": 0.9})
            for place, value, mid in zip(places, each.values, axis.mids(each), strict=True):
                end = value.high / axis.scale if math.isfinite(value.high) else mid
                panel.annotate(axis.shown(mid), (end, place), (3, 0), textcoords="offset points", va="center", fontsize=8)
        panel.set_yticks(range(len(labels)), [drawable(label) for label in labels])
        panel.invert_yaxis()
        panel.margins(x=0.16)
        panel.set_xlim(left=0)
        panel.xaxis.set_major_formatter(_short)
        panel.locator_params(axis="x", nbins=5)
        panel.grid(axis="y", visible=False)
        panel.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=2, fontsize=8.5, borderaxespad=0.2, handlelength=1.4)
        _titles(panel, axis, along="x")

    return plot


def columns(years: Sequence[int], series: Sequence[Series], axis: Axis) -> Panel:
    """Upright bars side by side for each year."""

    def plot(panel: Axes) -> None:
        wide = 0.8 / len(series)
        for k, each in enumerate(series):
            places = [year + (k - (len(series) - 1) / 2) * wide for year in years]
            face = each.colour if each.filled else "white"
            panel.bar(places, axis.mids(each), wide * 0.9, color=face, edgecolor=each.colour, hatch=each.hatch,
                      label=drawable(each.label), yerr=axis.reach(each), error_kw={"ecolor": INK, "elinewidth": 0.9})
        panel.set_xticks(list(years), [str(year) for year in years])
        panel.yaxis.set_major_formatter(_short)
        panel.grid(axis="x", visible=False)
        panel.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=2, fontsize=8.5, borderaxespad=0.2, handlelength=1.4)
        _titles(panel, axis, along="y")

    return plot


def dots(labels: Sequence[str], series: Sequence[Series], axis: Axis) -> Panel:
    """One row a label with a dot for each series, joined by a thin line."""

    def plot(panel: Axes) -> None:
        rows = range(len(labels))
        pairs = list(zip(*(axis.mids(each) for each in series), strict=True))
        for row, ends in zip(rows, pairs, strict=True):
            panel.plot([min(ends), max(ends)], [row, row], color=RULE, linewidth=2, zorder=1)
        for each in series:
            face = each.colour if each.filled else "white"
            panel.errorbar(axis.mids(each), rows, xerr=axis.reach(each), fmt=each.marker, color=each.colour, markersize=6,
                           markerfacecolor=face, markeredgewidth=1.6, elinewidth=0.9, label=drawable(each.label), zorder=2)
        panel.set_yticks(rows, [drawable(label) for label in labels], fontsize=8.5)
        panel.set_ylim(len(labels) - 0.4, -0.6)
        panel.xaxis.set_major_formatter(lambda number, _: f"{number:.1f}")
        panel.locator_params(axis="x", nbins=7)
        panel.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=2, fontsize=8.5, borderaxespad=0.2)
        _titles(panel, axis, along="x")

    return plot


def stack(years: Sequence[int], series: Sequence[Series], axis: Axis) -> Panel:
    """Columns by year made of layers; negative layers hang below zero."""

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
        panel.set_xticks(list(years), [str(year) for year in years])
        panel.yaxis.set_major_formatter(_short)
        panel.grid(axis="x", visible=False)
        panel.legend(loc="center left", bbox_to_anchor=(1.0, 0.5), reverse=True, fontsize=8.5)
        _titles(panel, axis, along="y")

    return plot


def _short(number: float, place: float) -> str:
    """A number on an axis: 25,000 or 0.5."""
    return f"{number:,.10g}"


def _titles(panel: Axes, axis: Axis, along: str) -> None:
    if axis.title:
        panel.set_title(drawable(axis.title), pad=22)
    if along == "x":
        panel.xaxis.label.set(text=drawable(axis.unit), fontsize=8.5, color=FAINT)
        panel.spines["left"].set_visible(False)
    else:
        panel.set_ylabel(drawable(axis.unit), fontsize=8.5)
        panel.spines["left"].set_visible(False)
