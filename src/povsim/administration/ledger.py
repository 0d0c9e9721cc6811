"""The ledger: every payment in whole fen, its source, programme, place and year.  资金台账

Payments draw on a purse in a fixed order (what was carried over first, then by source); a
payment on the boundary between two sources is written as two lines.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from povsim.administration.purse import Ids, Purse, Whole, pieces
from povsim.history import Table, Values, labels
from povsim.tables import KINDS

PROVINCE = -1
"""The county of a payment that no county made."""


class Entry(NamedTuple):
    """What lines of the ledger have in common."""

    year: int
    programme: str
    kind: str = "grant"


class Payments(NamedTuple):
    """Payments to households or villages, or of a county (level `county`): arrays of shape (payments,)."""

    level: str
    ids: Ids
    counties: Whole
    fen: Whole


class _Lines(NamedTuple):
    """One booking: many lines of one year, programme and kind."""

    year: int
    programme: int
    kind: int
    source: NDArray[np.int8]
    household: Ids
    village: Ids
    county: NDArray[np.int16]
    fen: Whole


class Row(NamedTuple):
    """One row of the budget, in fen; `spent` holds leaks and overhead too."""

    year: int
    source: str
    programme: str
    planned: int
    granted: int
    spent: int
    carried: int
    returned: int
    leaked: int = 0
    overhead: int = 0


class Ledger:
    """All payments of a run, the budget, and the purses that the payments came from."""

    def __init__(self, kept: bool = True) -> None:
        self.kept = kept
        """Whether the table of payments is kept: else lines of one kind are not told apart by source."""
        self.purses: dict[tuple[str, int], Purse] = {}
        self.rows: list[Row] = []
        self._sources: list[str] = []
        self._programmes: list[str] = []
        self._lines: list[_Lines] = []

    def pay(self, purse: Purse, payments: Payments, kinds: Mapping[str, str]) -> None:
        """Draw payments from a purse and write them by county and id, split where a source ends.

        `kinds` says of every source of the purse, in order, what kind of payment its money makes.
        """
        if not self.kept and self._alike(purse, payments, kinds):
            return
        order = np.lexsort((payments.ids, payments.counties))
        order = order[payments.fen[order] > 0]
        fen, counties = payments.fen[order], payments.counties[order]
        totals = np.bincount(purse.place(counties), weights=fen, minlength=len(purse.granted)).astype(np.int64)
        row, pot, sizes = pieces(fen, purse.draw(totals).ravel())
        made, which = Payments(payments.level, payments.ids[order][row], counties[row], sizes), pot % len(kinds)
        words = list(dict.fromkeys(kinds.values()))
        code = np.array([words.index(kind) for kind in kinds.values()], dtype=np.int8)[which]
        for place in range(len(words)):
            some = np.flatnonzero(code == place) if (code != place).any() else slice(None)
            part = Payments(made.level, made.ids[some], made.counties[some], made.fen[some])
            self.write(Entry(purse.year, purse.programme, words[place]), part, tuple(kinds), which[some])

    def _alike(self, purse: Purse, payments: Payments, kinds: Mapping[str, str]) -> bool:
        """Draw and write payments as they come where all the money in the purse makes payments of one kind; whether it does."""
        filled = np.flatnonzero(purse.pots.any(axis=0)) % len(kinds)
        found = {list(kinds.values())[place] for place in filled.tolist()}
        if len(found) != 1:
            return False
        totals = np.bincount(purse.place(payments.counties), weights=payments.fen, minlength=len(purse.granted))
        purse.draw(totals.astype(np.int64))
        self.write(Entry(purse.year, purse.programme, found.pop()), payments, tuple(kinds))
        return True

    def write(self, entry: Entry, payments: Payments, sources: Sequence[str], which: Whole | None = None) -> None:
        """Append lines; `which` says of each line the place of its source in `sources`, or else the first pays all."""
        many = len(payments.fen)
        if not many:
            return
        places = np.array([_place(each, self._sources) for each in sources], dtype=np.int8)
        nobody = np.zeros(many, dtype=np.uint64)
        self._lines.append(_Lines(
            entry.year,
            _place(entry.programme, self._programmes),
            KINDS.index(entry.kind),
            places[which] if which is not None else np.full(many, places[0], dtype=np.int8),
            payments.ids if payments.level == "household" else nobody,
            payments.ids if payments.level == "village" else nobody,
            payments.counties.astype(np.int16),
            payments.fen,
        ))

    def lent(self, year: int, programmes: Sequence[str], counties: int) -> Whole:
        """Fen that these programmes paid in a year from borrowed money, by county, shape (counties,)."""
        kind, some = KINDS.index("loan"), {_place(name, self._programmes) for name in programmes}
        made = np.zeros(counties, dtype=np.int64)
        for each in self._lines:
            if each.year == year and each.kind == kind and each.programme in some:
                made += np.bincount(each.county, weights=each.fen, minlength=counties).astype(np.int64)
        return made

    def spent(self, year: int) -> int:
        """All that was written for a year, in fen."""
        return sum(int(lines.fen.sum()) for lines in self._lines if lines.year == year)

    def helped(self, year: int, programmes: Sequence[str], households: Ids) -> Whole:
        """Which programmes paid each of these households in a year, bit k for programme k: ids (n,) -> (n,)."""
        known, back = np.unique(households, return_inverse=True)
        bits, likely = np.zeros(len(known), dtype=np.int64), np.zeros(1 << 16, dtype=bool)
        likely[known.astype(np.uint16)] = True  # by the last bits of an id: most payments go to others
        for each in self._lines if len(known) else ():
            name = self._programmes[each.programme]
            if each.year == year and name in programmes and each.household[0]:
                some = each.household[likely[each.household.astype(np.uint16)]]
                places = np.minimum(np.searchsorted(known, some), len(known) - 1)
                bits[places[known[places] == some]] |= 1 << programmes.index(name)
        return bits[back]

    def recipients(self, year: int, programme: str) -> Ids:
        """The households that a programme paid in a year, payment by payment; 0 where it was none."""
        paid = [each.household for each in self._lines if each.year == year and self._programmes[each.programme] == programme]
        return _joined(paid, "uint64")

    def sums(self, year: int) -> dict[str, int]:
        """The budget's totals of a year by the names of its flows, in fen."""
        rows = [row for row in self.rows if row.year == year]
        return {name: sum(int(row[place]) for row in rows) for place, name in enumerate(Row._fields) if place > 2}

    def table(self, year: int | None = None) -> Table:
        """The ledger of the run, or of a year, one row a payment, in the order of booking."""
        lines = [each for each in self._lines if year in (None, each.year)]
        sizes = [len(each.fen) for each in lines]

        def spread(codes: list[int]) -> Whole:
            return np.repeat(np.array(codes, dtype=np.int64), sizes)

        return {
            "year": spread([each.year for each in lines]).astype(np.int32),
            "source": labels(_joined([each.source for each in lines], "int8"), self._sources),
            "programme": labels(spread([each.programme for each in lines]), self._programmes),
            "household_id": _joined([each.household for each in lines], "uint64"),
            "village_id": _joined([each.village for each in lines], "uint64"),
            "county": _joined([each.county for each in lines], "int32"),
            "amount_fen": _joined([each.fen for each in lines], "int64"),
            "kind": labels(spread([each.kind for each in lines]), list(KINDS)),
        }

    def budget(self) -> Table:
        """The budget, one row a year, source and programme."""
        types = {"year": "int32", "source": "object", "programme": "object"}
        return {
            name if name in types else f"{name}_fen": np.array([row[k] for row in self.rows], dtype=types.get(name, "int64"))
            for k, name in enumerate(Row._fields)
        }


def _place(word: str, words: list[str]) -> int:
    """The index of a word in a list, added where it is new."""
    if word not in words:
        words.append(word)
    return words.index(word)


def _joined(parts: Sequence[NDArray[np.generic]], dtype: str) -> Values:
    return np.concatenate(parts).astype(dtype, copy=False) if parts else np.zeros(0, dtype=dtype)
