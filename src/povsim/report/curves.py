"""Charts of a number against another: curves on a scale, and squares that stand for villages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from povsim.report.charts import Axis, short_number, titles
from povsim.report.figures import FAINT, drawable

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    Panel = Callable[[Axes], None]


@dataclass(frozen=True)
class Curve:
    """A line through points."""

    label: str
    across: Sequence[float]
    up: Sequence[float]
    colour: str
    dashes: str = "-"


@dataclass(frozen=True)
class Frame:
    """What goes across, where it ends, and a place on it that is marked with a word."""

    across: str
    ends: tuple[float, float]
    mark: float | None = None
    word: str = ""


def curves(lines: Sequence[Curve], frame: Frame, axis: Axis) -> Panel:
    """Lines on a scale, told apart by dashes, with a legend on top."""

    def plot(panel: Axes) -> None:
        for each in lines:
            panel.plot(each.across, each.up, each.dashes, color=each.colour, linewidth=2.2, label=drawable(each.label))
        if frame.mark is not None:
            panel.axvline(frame.mark, color=FAINT, linewidth=1, linestyle=":")
            panel.annotate(drawable(frame.word), (frame.mark, 0.0), (3, 3), xycoords=("data", "axes fraction"),
                           textcoords="offset points", va="bottom", fontsize=8, color=FAINT)
        panel.set_xlim(*frame.ends)
        panel.set_ylim(bottom=0)
        panel.xaxis.label.set(text=drawable(frame.across), fontsize=8.5, color=FAINT)
        panel.yaxis.set_major_formatter(short_number)
        short = sum(len(each.label) for each in lines) < SHORT
        panel.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=len(lines) if short else 1, fontsize=8.5, borderaxespad=0.2,
                     handlelength=1.8, columnspacing=1.2)
        titles(panel, axis, along="y")

    return plot


ROW, THICK = 0.19, 10.5
"""Inches that a row of squares needs, and how high they are in points."""
Flow = Sequence[Sequence[float]]
"""Who goes where in one step: [from][to]."""
SHORT = 30
"""Names of lines that together have fewer letters stand side by side."""


@dataclass(frozen=True)
class Shade:
    """A class or state: its word and colour, and how many each row or column has of it."""

    label: str
    colour: str
    many: Sequence[float]


def squares(labels: Sequence[str], shades: Sequence[Shade], axis: Axis) -> Panel:
    """One row a label with a square for every village, class by class."""

    def plot(panel: Axes) -> None:
        start = [0.0] * len(labels)
        for each in shades:
            end = [one + more for one, more in zip(start, each.many, strict=True)]
            panel.hlines(range(len(labels)), start, end, color=each.colour, linewidth=THICK, label=drawable(each.label))
            start = end
        most = int(max(start, default=1))
        panel.set_xlim(0, most)
        panel.vlines(range(1, most), -0.5, len(labels) - 0.5, color="white", linewidth=min(2.0, 60.0 / most))
        panel.set_yticks(range(len(labels)), [drawable(label) for label in labels], fontsize=8)
        panel.set_ylim(len(labels) - 0.4, -0.6)
        panel.grid(visible=False)
        panel.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=len(shades), fontsize=8.5, borderaxespad=0.2,
                     handlelength=0.8, columnspacing=1.0)
        titles(panel, axis, along="x")

    return plot


def alluvial(names: Sequence[str], states: Sequence[Shade], flows: Sequence[Flow], axis: Axis) -> Panel:
    """Columns of states, the first at the bottom, and between neighbours the bands of those who stay or change."""

    def plot(panel: Axes) -> None:
        foot = [0.0] * len(names)
        for each in states:
            high = [many / axis.scale for many in each.many]
            panel.bar(range(len(names)), high, 0.16, foot, color=each.colour, label=drawable(each.label))
            foot = [one + more for one, more in zip(foot, high, strict=True)]
        for place, flow in enumerate(flows):
            _bands(panel, place, flow, [each.colour for each in states], axis.scale)
        panel.set_xticks(range(len(names)), list(names))
        panel.yaxis.set_major_formatter(short_number)
        panel.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=len(states), fontsize=8.5, borderaxespad=0.2,
                     handlelength=0.8)
        panel.grid(visible=False)
        panel.set_xlim(-0.2, len(names) - 0.8)
        titles(panel, axis, along="y")

    return plot


def _bands(panel: Axes, place: int, flow: Flow, colours: Sequence[str], scale: float) -> None:
    """Bands of one step, each in the colour of where it comes from."""
    many = len(colours)
    left = [sum(sum(row) for row in flow[:k]) for k in range(many)]
    right = [sum(row[j] for row in flow for j in range(k)) for k in range(many)]
    for start in range(many):
        for end in range(many):
            width = flow[start][end]
            if width > 0:
                _band(panel, place, (left[start] / scale, right[end] / scale, width / scale), colours[start])
                left[start] += width
                right[end] += width


def _band(panel: Axes, place: int, ends: tuple[float, float, float], colour: str) -> None:
    steps = [k / 12 for k in range(13)]
    bend = [3 * s * s - 2 * s * s * s for s in steps]
    low = [ends[0] + (ends[1] - ends[0]) * b for b in bend]
    across = [place + 0.08 + 0.84 * s for s in steps]
    panel.fill_between(across, low, [one + ends[2] for one in low], color=colour, alpha=0.35, linewidth=0)
