"""Drawings: matplotlib, imported here only and late, to SVG text that looks the same everywhere.  图

Letters become outlines of the bundled font, so Chinese draws on a machine without Chinese
fonts; ids carry the figure's name, so that several drawings share one page.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.colors import Colormap
    from matplotlib.figure import Figure as Canvas

FONT = Path(__file__).parent / "fonts" / "povsim-sans-sc.otf"
FAMILY = "Povsim Sans SC"

RECORDED, TRUE, PLANNED, SPENT = "#0072B2", "#C0501A", "#B8BCC2", "#0072B2"
INK, FAINT, RULE = "#22262B", "#6B7280", "#D9DCE1"
STACK = ("#0072B2", "#56B4E9", "#009E73", "#F0E442", "#E69F00", "#D55E00", "#CC79A7", "#7A7F87", "#C9CDD3")
"""Okabe and Ito's colours, which readers with any colour vision tell apart, and two greys."""

STYLE = {
    "svg.fonttype": "path", "svg.hashsalt": "povsim", "font.family": FAMILY, "font.size": 9.5, "text.parse_math": False,
    "text.color": INK, "axes.edgecolor": RULE, "axes.labelcolor": FAINT, "xtick.color": FAINT, "ytick.color": INK,
    "axes.spines.top": False, "axes.spines.right": False, "axes.titlesize": 10.5, "axes.titlelocation": "left",
    "axes.axisbelow": True, "axes.grid": True, "grid.color": "#ECEEF1", "grid.linewidth": 0.8, "xtick.major.size": 0,
    "ytick.major.size": 0, "legend.frameon": False, "hatch.linewidth": 0.8, "axes.unicode_minus": True,
}


@cache
def _characters() -> frozenset[int]:
    """What the bundled font can write; asked before anything else of matplotlib is imported.

    Where its folder cannot be written, matplotlib takes a temporary one that it cleans up; that it warns of this helps nobody.
    """
    logging.getLogger("matplotlib").setLevel(logging.ERROR)
    from matplotlib import font_manager
    from matplotlib.ft2font import FT2Font

    font_manager.fontManager.addfont(FONT)
    return frozenset(FT2Font(str(FONT)).get_charmap())


def drawable(text: str) -> str:
    """The text with every character that the bundled font lacks put as a box."""
    return "".join(letter if ord(letter) in _characters() else "□" for letter in text)


@contextmanager
def _canvas(size: tuple[float, float], columns: int) -> Iterator[tuple[Canvas, list[Axes]]]:
    _characters()
    from matplotlib import rc_context, rcParamsDefault
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure

    style: Any = {key: value for key, value in rcParamsDefault.items() if not key.startswith(("backend", "interactive"))}
    style.update(STYLE)
    with rc_context(style):
        figure = Figure(figsize=size, layout="constrained")
        FigureCanvasSVG(figure)
        yield figure, list(figure.subplots(1, columns, squeeze=False)[0])


def shades(colour: str) -> Colormap:
    """A map of colours from white to this one."""
    from matplotlib.colors import LinearSegmentedColormap

    return LinearSegmentedColormap.from_list(colour, ["#FFFFFF", colour])


def draw(name: str, mark: str, size: tuple[float, float], plots: list[Callable[[Axes], None]]) -> str:
    """Draw panels side by side and return the SVG; `mark` stands in the corner, `name` keeps ids apart."""
    with _canvas(size, len(plots)) as (figure, panels):
        for panel, plot in zip(panels, plots, strict=True):
            plot(panel)
        figure.supxlabel(drawable(mark), x=0.995, ha="right", fontsize=7.5, color=FAINT)
        text = StringIO()
        figure.savefig(text, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    return _tidied(text.getvalue(), name)


def _tidied(svg: str, name: str) -> str:
    """Keep the drawing only: no prologue, comments or metadata; ids with the figure's name; fluid width."""
    svg = svg[svg.index("<svg") :].replace("<svg", "<svg aria-hidden=\"true\"", 1)
    svg = re.sub(r"<!--.*?-->\s*|<metadata>.*?</metadata>\s*", "", svg, flags=re.DOTALL)
    svg = re.sub(r'\bid="', f'id="{name}-', svg)
    svg = re.sub(r'(xlink:href="#|url\(#)', rf"\g<1>{name}-", svg)
    return re.sub(r'(<svg[^>]*?) width="[^"]*"', r"\1", re.sub(r'(<svg[^>]*?) height="[^"]*"', r"\1", svg, count=1), count=1)
