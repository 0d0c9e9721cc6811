"""Charts that compare things side by side: bars, columns and dots, each drawn on one panel."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from povsim.report.charts import Axis, Series, short_number, titles
from povsim.report.figures import INK, RULE, drawable

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    Panel = Callable[[Axes], None]


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
        panel.xaxis.set_major_formatter(short_number)
        panel.locator_params(axis="x", nbins=5)
        panel.grid(axis="y", visible=False)
        panel.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=2, fontsize=8.5, borderaxespad=0.2, handlelength=1.4)
        titles(panel, axis, along="x")

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
        panel.yaxis.set_major_formatter(short_number)
        panel.grid(axis="x", visible=False)
        panel.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=2, fontsize=8.5, borderaxespad=0.2, handlelength=1.4)
        titles(panel, axis, along="y")

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
        panel.xaxis.set_major_formatter(lambda number, _: f"{number:.2f}".removesuffix("0"))
        panel.locator_params(axis="x", nbins=7, steps=[1, 2, 5, 10])
        panel.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=2, fontsize=8.5, borderaxespad=0.2)
        titles(panel, axis, along="x")

    return plot
