"""Charts of a sensitivity study: the plane of Morris, indices as the design grows, and the noise floor in a tornado."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from povsim.report.figures import FAINT, INK, RECORDED, RULE, STACK, drawable
from povsim.report.source import Value

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    Panel = Callable[[Axes], None]


def floored(inside: Panel, floor: float) -> Panel:
    """A chart of bars with a broken line where a factor that does nothing ends."""

    def plot(panel: Axes) -> None:
        inside(panel)
        panel.margins(y=0.01)
        if floor > 0.0:
            panel.axvline(floor, color=INK, linewidth=1.0, linestyle="--")

    return plot


def dotted(points: Sequence[tuple[str, float, float]], titles: tuple[str, str]) -> Panel:
    """A dot for each name, with the line on which both numbers are equal."""

    def plot(panel: Axes) -> None:
        across, up = [x for _, x, _ in points], [y for _, _, y in points]
        end = max(*across, *up)
        panel.plot([0, end], [0, end], color=RULE, linewidth=1.2)
        panel.scatter(across, up, s=28, color=RECORDED, zorder=3)
        for name, x, y in sorted(points, key=lambda point: -point[1])[:8]:
            short = drawable(name.rpartition(".")[2])
            left = x > 0.7 * max(across)
            place, side = ((-5, 4), "right") if left else ((5, 4), "left")
            panel.annotate(short, (x, y), place, textcoords="offset points", fontsize=8, ha=side)
        panel.set_xlabel(titles[0], fontsize=8.5)
        panel.set_ylabel(titles[1], fontsize=8.5)
        panel.set_xlim(left=0)
        panel.set_ylim(bottom=0)
        panel.locator_params(nbins=6)

    return plot


def falling(curves: Sequence[tuple[str, Sequence[int], Sequence[Value]]], across: str, unit: str) -> Panel:
    """A curve for each name over the size of the design, with its interval."""

    def plot(panel: Axes) -> None:
        for k, (name, sizes, values) in enumerate(curves):
            colour, mids = STACK[k % len(STACK)], [value.mid for value in values]
            reach = [[value.mid - value.low for value in values], [value.high - value.mid for value in values]]
            places = [size * (1 + 0.02 * k) for size in sizes]
            panel.errorbar(places, mids, yerr=reach, color=colour, marker="o", markersize=4, linewidth=1.6, elinewidth=0.8,
                           label=drawable(name))
        panel.set_xscale("log", base=2)
        panel.minorticks_off()
        sizes = list(curves[0][1])
        panel.set_xticks(sizes, [f"{size:,}" for size in sizes])
        panel.set_xlabel(drawable(across), fontsize=8.5)
        panel.set_ylabel(unit, fontsize=8.5)
        panel.axhline(0, color=FAINT, linewidth=0.8)
        panel.legend(loc="center left", bbox_to_anchor=(1.0, 0.5), fontsize=8)

    return plot
