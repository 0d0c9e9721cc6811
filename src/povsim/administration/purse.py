"""Purses: a programme's money of one year by county and source, in whole fen.  资金盘子

Whatever enters a purse leaves it as spent, carried on or returned, to the fen:
`granted + carried in = spent + leaked + overhead + carried on + returned`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from povsim.errors import PovsimError

Whole = NDArray[np.int64]
Ids = NDArray[np.uint64]

BITS = 48
"""Weights are compared as whole numbers of 2**-48."""


def split(total: int, weights: Sequence[float] | NDArray[np.generic], ids: Sequence[int] | Ids | None = None) -> Whole:
    """Share a whole number by weights, exactly: largest remainder, ties to the lowest id (or place).

    Raises PovsimError where something is to be shared out and all weights are 0.
    """
    if total == 0:
        return np.zeros(len(weights), dtype=np.int64)
    exact = _exact(np.asarray(weights))
    whole = sum(exact)
    if whole == 0:
        raise PovsimError("money or places cannot be shared out: all weights are 0")
    parts = [divmod(total * each, whole) for each in exact]
    shares = [quotient for quotient, _ in parts]
    names = list(range(len(exact))) if ids is None else np.asarray(ids).tolist()
    if left := total - sum(shares):
        for *_, place in sorted((-rest, names[place], place) for place, (_, rest) in enumerate(parts))[:left]:
            shares[place] += 1
    return np.array(shares, dtype=np.int64)


def _exact(weights: NDArray[np.generic]) -> list[int]:
    """Whole numbers in the proportion of the weights: those that are whole as they are, others in parts of 2**-48."""
    whole = weights.dtype.kind in "iu"
    numbers: list[Any] = weights.tolist() if whole else [float(each) for each in weights.tolist()]
    for each in numbers:
        if not 0 <= each < 2.0**52:
            raise PovsimError(f"a weight must be finite and not negative (got {each})")
    return numbers if whole else [(top << BITS) // bottom for top, bottom in map(float.as_integer_ratio, numbers)]


@dataclass
class Purse:
    """A programme's money of one year: arrays of whole fen, shape (counties, sources).

    Money that the province holds for all counties together has one row.
    """

    programme: str
    year: int
    granted: Whole
    carried: Whole
    leaked: Whole
    overhead: Whole
    held: Whole
    spent: Whole = field(init=False)

    def __post_init__(self) -> None:
        self.spent = np.zeros((len(self.granted), 2 * self.granted.shape[1]), dtype=np.int64)

    @cached_property
    def pots(self) -> Whole:
        """What may be paid in all, in the order of drawing: carried by source, then fresh by source; it does not change."""
        return np.hstack([self.carried, self.granted - self.leaked - self.overhead - self.held])

    def place(self, counties: Whole) -> Whole:
        """The row of the purse that pays in each of these counties."""
        return np.minimum(counties, len(self.granted) - 1)

    @property
    def envelope(self) -> Whole:
        """What each county may still pay this year, shape (counties,)."""
        left: Whole = (self.pots - self.spent).sum(axis=1)
        return left

    def draw(self, totals: Whole) -> Whole:
        """Take each county's total out of its pots in order; returns what came from which pot.

        Raises PovsimError where a total is more than the envelope holds.
        """
        pots = self.pots - self.spent
        before = np.cumsum(pots, axis=1) - pots
        taken: Whole = np.clip(totals[:, None] - before, 0, pots)
        if (taken.sum(axis=1) != totals).any():
            raise PovsimError(f"{self.programme} {self.year}: more was paid than the envelope of a county holds")
        self.spent += taken
        return taken

    @property
    def paid(self) -> Whole:
        """What left the purse for good, leaks and overhead included, by county and source."""
        many = self.granted.shape[1]
        out: Whole = self.spent[:, :many] + self.spent[:, many:] + self.leaked + self.overhead
        return out

    @property
    def left(self) -> Whole:
        """What goes over into next year: the year's own money that was not paid, by county and source."""
        many = self.granted.shape[1]
        return self.granted - self.leaked - self.overhead - self.spent[:, many:]

    @property
    def returned(self) -> Whole:
        """What goes back to its source: money carried over once and still not paid."""
        return self.carried - self.spent[:, : self.granted.shape[1]]


def pieces(payments: Whole, pots: Whole) -> tuple[Whole, Whole, Whole]:
    """Lay payments, none of them 0, end to end over pots of the same total: for each piece its payment, its pot and its size."""
    ends, walls = np.cumsum(payments), np.cumsum(pots)
    inner = walls[pots > 0]
    row = np.searchsorted(ends, inner)
    cut = ends[row] != inner
    row, inner = row[cut], inner[cut]
    edges = np.insert(ends, row, inner)
    held = np.searchsorted(edges, walls, side="right")
    pot = np.repeat(np.arange(len(pots)), np.diff(held, prepend=0))
    return np.insert(np.arange(len(ends)), row, row), pot, np.diff(edges, prepend=0)
