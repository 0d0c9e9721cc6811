"""Every village as a square, in the colour of its poverty rate, county by county.  村点阵"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from povsim.report.charts import Axis
from povsim.report.curves import ROW, Shade, squares
from povsim.report.parts import Book, Figure

if TYPE_CHECKING:
    from pandas import DataFrame

EDGES = (0.03, 0.1, 0.2)
"""Rates that part the classes: the exit limit of the west, a tenth, a fifth."""
COLOURS = ("#DCE6EE", "#8FB8DA", "#2F7FBF", "#0B3B66")


def villages(book: Book) -> list[Figure]:
    """Villages by recorded and by true rate at the end of the first run; none where no page asked for it."""
    frame = book.source.table("village_poor")
    if frame is None:
        return []
    last = frame[(frame["year"] == frame["year"].max()) & (frame["run_id"] == frame["run_id"].iloc[0])]
    counties = [str(name) for name in last["county"].drop_duplicates()]
    labels = [book.names.county(name) for name in counties]
    panels = []
    for way in ("recorded", "true"):
        many = _classes(last, f"poor_{way}", counties)
        shades = [Shade(word, colour, row) for word, colour, row in zip(_words(book), COLOURS, many, strict=True)]
        names = labels if way == "recorded" else [""] * len(labels)
        panels.append(squares(names, shades, Axis(book.words(way), book.words("villages_unit"))))
    return [book.draw("squares", (7.2, 1.5 + ROW * len(counties)), panels, spread=False)]


def _words(book: Book) -> list[str]:
    """The classes in words."""
    ends = [f"{100 * edge:.0f}" for edge in EDGES]
    between = [book.words("rate_between", low=low, high=high) for low, high in pairwise(ends)]
    return [book.words("rate_up_to", rate=ends[0]), *between, book.words("rate_above", rate=ends[-1])]


def _classes(frame: DataFrame, column: str, counties: list[str]) -> list[list[int]]:
    """How many villages of each county are in each class: [class][county]."""
    rate = frame[column] / frame["persons"].clip(lower=1)
    found = np.searchsorted(np.array(EDGES), rate.to_numpy(), side="left")
    place = {name: k for k, name in enumerate(counties)}
    made = np.zeros((len(EDGES) + 1, len(counties)), np.int64)
    np.add.at(made, (found, frame["county"].map(place).to_numpy()), 1)
    return [[int(many) for many in row] for row in made]
