"""Rationing: who is served first when an envelope is not enough.  资金分配

Within a county: better matched first, then the larger need, then the lower id, each in full,
and nobody after the first who cannot be paid. The choice is exact in whole fen and does not
depend on the order of rows.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from povsim.administration.purse import Ids, Whole
from povsim.errors import Fault, InputError

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

LARGE = 200
"""Rows of a county from which on it is sorted by itself."""
MOST_FEN = {"household": 2**31 - 1, "village": 2**53}
"""The most that one row can be paid by one programme in a year."""


class Claimants(NamedTuple):
    """Rows that may be paid, county by county: arrays of shape (claimants,)."""

    counties: Whole
    match: Whole
    need: Floats
    ids: Ids
    fen: Whole
    value: Floats | None = None
    """What serving each is worth, where the rule asks."""
    villages: Whole | None = None
    """The village of each, where the rule asks or a county can run only so many projects."""
    areas: Whole | None = None
    """The county in which it lies, whoever holds the purse."""
    opens: Flags | None = None
    """Whether serving it takes a project that its village does not yet have."""

    def some(self, rows: slice | Whole | Flags) -> Claimants:
        """Those in these rows."""
        return Claimants(*(each if each is None else each[rows] for each in self))  # type: ignore[arg-type]


Choice: TypeAlias = Callable[[Claimants, Whole], Whole]
"""Fen for every claimant, within each county's envelope."""


def whole_fen(yuan: Floats, level: str, fault: Callable[[str], Fault]) -> Whole:
    """Yuan rounded once to whole fen, half up.

    Raises InputError with the fault that `fault` makes of a message, for an amount that nobody can be paid.
    """
    most = MOST_FEN[level]
    bad = np.flatnonzero(~((yuan >= 0) & (yuan * 100.0 + 0.5 < most + 1.0)))
    if len(bad):
        message = f"must be between 0 and {most / 100:.2f} yuan a {level} (got {yuan[bad[0]]})"
        raise InputError([fault(message)])
    made: Whole = np.floor(yuan * 100.0 + 0.5).astype(np.int64)
    return made


def in_full(claimants: Claimants, envelope: Whole) -> Whole:
    """Fen for those served, each in full."""
    return np.where(ration(claimants, envelope), claimants.fen, 0)


def share_within(
    claimants: Claimants, envelope: Whole, limits: Floats, choose: Choice = in_full, spent: Whole | int = 0,
) -> Whole:
    """Fen for each where claimants are served up to a limit, a share of every county's envelope: limits (claimants,) in 0 .. 1.

    Those of equal limit are one group; small limits are served first, and count against the larger ones, and so does
    what was `spent` before.
    """
    paid = np.zeros(len(limits), dtype=np.int64)
    alike = bool((limits == limits[:1]).all())
    for limit in limits[:1].tolist() if alike else np.unique(limits).tolist():
        rows: slice | Whole = slice(None) if alike else np.flatnonzero(limits == limit)
        group = claimants if alike else claimants.some(rows)
        room = np.floor(envelope * min(max(limit, 0.0), 1.0)).astype(np.int64) - spent
        paid[rows] = choose(group, np.maximum(room, 0))
        spent = spent if alike else spent + by_county(paid[rows], group.counties, len(envelope))
    return paid


def by_county(fen: Whole, counties: Whole, many: int) -> Whole:
    """The sums of fen by county, shape (many,); exact, as they are below 2**53."""
    return np.bincount(counties, weights=fen, minlength=many).astype(np.int64)


def ration(claimants: Claimants, envelope: Whole) -> Flags:
    """Who is served from each county's envelope in fen: shape (claimants,). Whole classes of match while they fit.

    Claimants lie county by county.
    """
    counties, match, fen = claimants.counties, claimants.match, claimants.fen
    classes = int(match.max(initial=0)) + 1
    cost = by_county(fen, counties * classes + match, len(envelope) * classes).reshape(-1, classes)
    spent = np.cumsum(cost[:, ::-1], axis=1)[:, ::-1]
    fits = spent <= envelope[:, None]
    served: Flags = fits[counties, match]
    short = classes - 1 - np.argmin(fits[:, ::-1], axis=1)
    rows = np.flatnonzero(~served & (match == short[counties]))
    if not len(rows):
        return served
    every = np.arange(len(envelope))
    room = envelope - spent[every, short] + cost[every, short]
    served[_first(claimants, rows, room)] = True
    return served


def _first(claimants: Claimants, rows: Whole, room: Whole) -> Whole:
    """Who of classes that do not fit is served: the neediest of every county; only a tie at the edge is sorted by id."""
    counties, need, fen = claimants.counties[rows], claimants.need[rows], claimants.fen[rows]
    order = _neediest(need, fen, counties, room)
    beyond = order[_running(fen[order], counties[order], room) > 0]
    limit = np.full(len(room), np.inf)
    edge = beyond[np.flatnonzero(np.diff(counties[beyond], prepend=-1))]
    limit[counties[edge]] = need[edge]
    short = limit[counties]
    sure, tied = np.flatnonzero(need > short), np.flatnonzero(need == short)
    tied = _by_county(tied[np.argsort(claimants.ids[rows[tied]])], counties)
    room = room - by_county(fen[sure], counties[sure], len(room))
    tied = tied[_running(fen[tied], counties[tied], room) <= 0]
    served: Whole = rows[np.concatenate([sure, tied])]
    return served


def _neediest(need: Floats, fen: Whole, counties: Whole, room: Whole) -> Whole:
    """Rows county by county, as they lie, the neediest first in each; of large counties one more than the room may pay."""
    if len(need) < LARGE * len(room):
        return _by_county(np.argsort(-need), counties)
    parts, walls = [], np.searchsorted(counties, np.arange(len(room) + 1)).tolist()
    for (start, stop), limit in zip(pairwise(walls), room.tolist(), strict=True):
        least = int(fen[start:stop].min(initial=limit + 1))
        parts.append(start + _smallest(-need[start:stop], limit // least + 1 if least else stop - start))
    return np.concatenate(parts)


def _smallest(keys: Floats, many: int) -> Whole:
    """The places of so many of the smallest keys, in their order."""
    if many >= len(keys):
        return np.argsort(keys)
    near = np.argpartition(keys, many)[:many]
    order: Whole = near[np.argsort(keys[near])]
    return order


def _by_county(rows: Whole, counties: Whole) -> Whole:
    """Some rows county by county, and as they were in each."""
    return rows[np.argsort(counties[rows].astype(np.uint16), kind="stable")]


def _running(fen: Whole, counties: Whole, room: Whole) -> Whole:
    """What rows that lie county by county come to, row after row, beyond the room of their county."""
    running = np.cumsum(fen)
    before = np.append(0, running)[np.searchsorted(counties, np.arange(len(room)))]
    over: Whole = running - (before + room)[counties]
    return over
