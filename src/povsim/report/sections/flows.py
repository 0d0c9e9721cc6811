"""Paths of registered households from year to year: poor on the record, out, and out though below the line.  去向"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from povsim.report.charts import Axis
from povsim.report.curves import Shade, alluvial
from povsim.report.figures import RECORDED, TRUE
from povsim.report.numbers import Cell, whole
from povsim.report.parts import Book, Figure, Row, Table
from povsim.tables import RECORD, TRUTH

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from pandas import DataFrame

    States = NDArray[np.int8]

AWAY, POOR, OUT_BELOW, OUT_ABOVE = range(4)
STATES = ("flow_away", "flow_poor", "flow_below", "flow_above")
MOVES = (
    ("flow_fell", (OUT_ABOVE,), OUT_BELOW), ("flow_rose", (OUT_BELOW,), OUT_ABOVE), ("flow_again", (OUT_ABOVE, OUT_BELOW), POOR),
)
"""Moves that matter: from which states to which."""
COLOURS = ("#C9CDD3", RECORDED, TRUE, "#9CCFB9")


def flows(book: Book) -> tuple[list[Figure], list[Table]]:
    """The figure and the table of the first run; nothing where nobody was ever registered."""
    spells = book.source.results.frame("spells") if "spells" in book.source.results.tables else None
    if spells is None or spells.empty or len(book.source.years) < 2:
        return [], []
    first = spells[spells["run_id"] == spells["run_id"].iloc[0]]
    states = household_states(first, book.source.years)
    if not len(states):
        return [], []
    counts = [np.bincount(states[:, k], minlength=len(STATES)) for k in range(states.shape[1])]
    steps = [_flow(states[:, k], states[:, k + 1]) for k in range(states.shape[1] - 1)]
    scale = 1.0 if len(states) < 20_000 else book.numbers.drawn
    unit = book.words("households_drawn" if scale == 1.0 else "households_drawn_many")
    shades = [
        Shade(book.words(name), colour, [int(count[state]) for count in counts])
        for state, (name, colour) in enumerate(zip(STATES, COLOURS, strict=True))
    ]
    drawn = alluvial([str(year) for year in book.source.years], shades, [step.tolist() for step in steps], Axis("", unit, scale))
    return [book.draw("flows", (7.2, 3.4), [drawn])], [_table(book, counts, steps)]


def household_states(spells: DataFrame, years: list[int]) -> States:
    """The state of every household that was ever registered at the end of every year: (households, years).

    Two kinds of spell lie over each other: poor or out on the record, and poor or not in truth.
    """
    record, truth = (spells[spells["basis"] == basis] for basis in (RECORD, TRUTH))
    ids = np.unique(record["household_id"].to_numpy())
    listed, low = (_laid_out(frame, ids, years) for frame in (record, truth))
    made = np.select([listed == 1, (listed == 2) & (low == 1), listed == 2], [POOR, OUT_BELOW, OUT_ABOVE], AWAY)
    return made.astype(np.int8)


def _laid_out(frame: DataFrame, ids: NDArray[np.uint64], years: list[int]) -> States:
    """0 where a household has no spell in a year, 1 where it is poor, 2 where it is out: (households, years)."""
    owner = frame["household_id"].to_numpy()
    place, after = (np.searchsorted(ids, owner, side) for side in ("left", "right"))
    mine = after > place
    kind = np.where(frame["kind"].to_numpy() == "poor", 1, 2).astype(np.int8)
    first, last = frame["first_year"].to_numpy(), frame["last_year"].to_numpy()
    made = np.zeros((len(ids), len(years)), np.int8)
    for k, year in enumerate(years):
        now = mine & (first <= year) & (year <= last)
        made[place[now], k] = kind[now]
    return made


def _flow(before: States, after: States) -> NDArray[np.int64]:
    many = len(STATES)
    pairs = np.bincount(before.astype(np.int64) * many + after, minlength=many * many)
    return pairs.reshape(many, many)


def _table(book: Book, counts: list[NDArray[np.int64]], steps: list[NDArray[np.int64]]) -> Table:
    """How many households are in each state, and the moves between the states that matter."""
    rows = [
        Row(book.words(name), [Cell(whole(float(count[state]))) for count in counts])
        for state, name in reversed(list(enumerate(STATES))) if state != AWAY
    ]
    for name, starts, end in MOVES:
        cells = [Cell("–"), *(Cell(whole(float(sum(step[one, end] for one in starts)))) for step in steps)]
        rows.append(Row(book.words(name), cells))
    head = ["", *map(str, book.source.years)]
    return Table(book.words("flows_table"), head, rows, book.words("flows_note"))
