"""Paths of registered households from year to year: poor on the record, out, and out though below the line.  去向"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from povsim.report.charts import Axis
from povsim.report.curves import Shade, alluvial
from povsim.report.figures import RECORDED, TRUE
from povsim.report.numbers import whole
from povsim.report.parts import Book, Figure, Table
from povsim.report.source import Bands
from povsim.tables import RECORD, TRUTH

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from pandas import DataFrame

    States = NDArray[np.int8]
    Whole = NDArray[np.int64]
    Floats = NDArray[np.float64]

AWAY, POOR, OUT_BELOW, OUT_ABOVE = range(4)
STATES = ("flow_away", "flow_poor", "flow_below", "flow_above")
MOVES = (
    ("flow_fell", (OUT_ABOVE,), OUT_BELOW), ("flow_rose", (OUT_BELOW,), OUT_ABOVE), ("flow_again", (OUT_ABOVE, OUT_BELOW), POOR),
)
"""Moves that matter: from which states to which."""
COLOURS = ("#C9CDD3", RECORDED, TRUE, "#9CCFB9")


def flows(book: Book) -> tuple[list[Figure], list[Table]]:
    """The figure of the mean over runs, and the table; nothing where nobody was ever registered."""
    spells, years = book.source.table("spells"), book.source.years
    if spells is None or len(years) < 2:
        return [], []
    every = {str(run): household_states(frame, years) for run, frame in spells.groupby("run_id", sort=False)}
    counts = {run: np.stack([np.bincount(column, minlength=len(STATES)) for column in states.T]) for run, states in every.items()}
    steps = {run: np.stack([_flow(*pair) for pair in pairwise(states.T)]) for run, states in every.items()}
    if not sum(count.sum() for count in counts.values()):
        return [], []
    figure = _figure(book, *(np.mean(list(each.values()), axis=0) for each in (counts, steps)))
    return [figure], [_table(book, Bands(_frame(years, counts, steps), ["year"]))]


def _figure(book: Book, counts: Floats, steps: Floats) -> Figure:
    """The mean counts of the states, (years, states), and of the moves between them, (years - 1, states, states)."""
    scale = 1.0 if counts[0].sum() < 20_000 else book.numbers.drawn
    unit = book.words("households_drawn" if scale == 1.0 else "households_drawn_many")
    looks = zip(STATES, COLOURS, counts.T.tolist(), strict=True)
    shades = [Shade(book.words(name), colour, many) for name, colour, many in looks]
    drawn = alluvial([str(year) for year in book.source.years], shades, steps.tolist(), Axis("", unit, scale))
    return book.draw("flows", (7.2, 3.4), [drawn], spread=False)


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


def _frame(years: list[int], counts: Mapping[str, Whole], steps: Mapping[str, Whole]) -> DataFrame:
    """Households in each state, and the moves between the states that matter, by run and year; none in the first year."""
    from pandas import DataFrame, concat

    made = []
    for run, count in counts.items():
        moved = {name: [np.nan, *steps[run][:, starts, end].sum(axis=1)] for name, starts, end in MOVES}
        states = {name: count[:, state] for state, name in enumerate(STATES)}
        made.append(DataFrame({"run_id": run, "year": years, **states, **moved}))
    return concat(made)


def _table(book: Book, bands: Bands) -> Table:
    """How many households are in each state, and the moves between the states that matter."""
    names = [*(name for name in reversed(STATES) if name != STATES[AWAY]), *(name for name, _, _ in MOVES)]
    rows = [book.line(book.words(name), bands.row(book.source.years, name), whole) for name in names]
    return Table(book.words("flows_table"), ["", *map(str, book.source.years)], rows, book.words("flows_note"))
