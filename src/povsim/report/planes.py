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
        panel.set_xlim(0, 1.08 * end)
        panel.set_ylim(0, 1.08 * end)
        _named(panel, sorted(points, key=lambda point: -point[1])[:8], end)
        panel.set_xlabel(titles[0], fontsize=8.5)
        panel.set_ylabel(titles[1], fontsize=8.5)
        panel.locator_params(nbins=6)

    return plot


WIDE, HIGH, LETTER, LINE = 430.0, 230.0, 4.6, 10.0
"""About the size of the plane of Morris, of a letter and of a line in it, in points."""
PLACES = tuple((side, up) for up in (0, 1, -1, 2, -2, 3, -3, 4, -4) for side in ("left", "right"))
"""Where a name may stand: on which side of its dot, and how many lines above it."""
Box = tuple[float, float, float]


def _named(panel: Axes, points: Sequence[tuple[str, float, float]], end: float) -> None:
    """The last two words of each name beside its dot, where no other name stands."""
    taken: list[Box] = []
    for name, x, y in points:
        text = drawable(".".join(name.split(".")[-2:]))
        boxes = {place: _box(text, (x / end, y / end), place) for place in PLACES}
        inside = [place for place, box in boxes.items() if box[0] >= 0 and box[1] <= WIDE]
        free = [place for place in inside if not any(_meet(boxes[place], one) for one in taken)]
        side, up = place = (free or [PLACES[0]])[0]
        taken.append(boxes[place])
        panel.annotate(text, (x, y), (6 if side == "left" else -6, up * LINE), textcoords="offset points", fontsize=8, ha=side,
                       va="center")


def _box(text: str, at: tuple[float, float], place: tuple[str, int]) -> Box:
    """From where to where a name reaches, and how high it stands."""
    long, x = LETTER * len(text), at[0] * WIDE / 1.08
    start = x + 6 if place[0] == "left" else x - 6 - long
    return start, start + long, at[1] * HIGH / 1.08 + place[1] * LINE


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[1] and other[0] < one[1] and abs(one[2] - other[2]) < LINE


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
