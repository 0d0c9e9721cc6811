"""Preference: whom a county serves first under each allocation rule, from what is on record alone.  资金分配规则

A rule gives every claimant a class (`match`) and, within it, a rank (`need`); the choice itself is the same for all:
the larger class, the larger need, the lower id, each in full, and nobody after the first who cannot be paid.
Only `equal` divides what can be divided, and `optimum` weighs all claimants of a county against one another.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from povsim.administration.optimum import in_best
from povsim.administration.purse import Ids, Whole
from povsim.administration.rationing import Choice, Claimants, Flags, Floats, in_full

VALUES = ("need", "gap", "exit")
"""What serving a household is worth: its need, the yuan of its gap that the money fills, or its persons whom it lifts out."""
WEIGHING = ("value_cost", "optimum")
"""Rules that ask what serving a household is worth."""


OF_HOUSEHOLDS = ("equal", "near_line", "poorest", "capture")
"""Rules that look at households; among villages they mean `matched`."""


class Record(NamedTuple):
    """What officials know of claimants: arrays of shape (claimants,)."""

    short: Floats
    """Yuan a person that the recorded income is below next year's line; negative above it."""
    members: Whole
    elite: Flags
    luck: Floats


def worth(value: str, claimants: Claimants, record: Record) -> Floats:
    """What serving each claimant in full is worth."""
    yuan, gap = claimants.fen / 100.0, record.short * record.members
    if value == "gap":
        return np.minimum(yuan, np.maximum(gap, 0.0))
    if value == "exit":
        return np.where((gap > 0) & (gap <= yuan), record.members, 0).astype(np.float64)
    return np.maximum(claimants.need, 0.0)


def prefer(rule: str, claimants: Claimants, record: Record) -> Claimants:
    """The claimants with class and rank as the rule has them."""
    one = np.zeros_like(claimants.match)
    if rule == "near_line":
        return claimants._replace(match=(record.short > 0).astype(np.int64), need=-np.abs(record.short))
    if rule == "poorest":
        return claimants._replace(match=one, need=record.short)
    if rule == "capture":
        return claimants._replace(match=record.elite.astype(np.int64), need=-record.short)
    if rule == "random":
        return claimants._replace(match=one, need=record.luck)
    if rule == "value_cost":
        return claimants._replace(match=one, need=_density(claimants))
    return claimants


def spread(claimants: Claimants) -> Claimants:
    """Turns go round the villages: everybody's first claimant, then everybody's second; by match, need and id in each."""
    villages = claimants.villages
    assert villages is not None
    order = np.lexsort((claimants.ids, -claimants.need, -claimants.match, villages))
    begins = np.flatnonzero(np.diff(villages[order], prepend=-1))
    turn = np.empty(len(order))
    turn[order] = np.arange(len(order)) - np.repeat(begins, np.diff(np.append(begins, len(order))))
    return claimants._replace(match=np.zeros_like(claimants.match), need=-turn)


def _density(claimants: Claimants) -> Floats:
    """Worth a fen; what is free comes before all."""
    assert claimants.value is not None
    return np.where(claimants.fen > 0, claimants.value / np.maximum(claimants.fen, 1), np.inf)


def choice(rule: str, divisible: bool) -> Choice:
    """How an envelope is shared out among claimants that the rule has put in order."""
    if rule == "optimum":
        return in_best
    return level if rule == "equal" and divisible else in_full


def level(claimants: Claimants, envelope: Whole) -> Whole:
    """The same sum for every claimant of a county, or the whole cost where that is less; odd fen to the lowest ids."""
    paid = np.zeros_like(claimants.fen)
    walls = np.searchsorted(claimants.counties, np.arange(len(envelope) + 1)).tolist()
    for county, room in enumerate(envelope.tolist()):
        rows = slice(walls[county], walls[county + 1])
        if walls[county + 1] > walls[county]:
            paid[rows] = _level(claimants.fen[rows], claimants.ids[rows], room)
    return paid


def _level(fen: Whole, ids: Ids, room: int) -> Whole:
    """The level at which the costs cut off there fill the room; one fen more for the lowest ids while it lasts."""
    costs = np.sort(fen)
    before = np.cumsum(costs) - costs
    fits = before + costs * np.arange(len(costs), 0, -1) <= room
    full = int(fits.sum())
    if full == len(costs):
        return fen
    height = (room - int(before[full])) // (len(costs) - full)
    paid = np.minimum(fen, height)
    more = np.flatnonzero(fen > height)
    paid[more[np.argsort(ids[more])][: room - int(paid.sum())]] += 1
    return paid
