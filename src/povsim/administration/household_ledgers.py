"""Three ledgers of a household: the exit plan, the measures, and the log of what was done; and the village's list.  三个账本"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from povsim.administration.accuracy import planned_help
from povsim.administration.purse import Ids, Whole
from povsim.history import Table, Values, labels
from povsim.levels import RE_REGISTERED

if TYPE_CHECKING:
    from povsim.world import World

Marks = NDArray[np.bool_]

EVENTS = (("registered", "enters_now"), ("relapsed", "relapses_now"), ("removed", "removed_now"), ("exited", "exits_now"))
"""Entries of the log, and the household's flag that tells them."""


def homes(world: World, rows: Whole) -> Table:
    """Year, village and household of these household rows."""
    home = world.population.household
    village = world.population.village.id[home.parent[rows]]
    return {"year": np.full(len(rows), world.year, np.int32), "village_id": village, "household_id": home.id[rows]}


def targets(world: World, rows: Whole, years: Whole) -> Table:
    """The household exit-target list.  贫困户脱贫目标清单"""
    home = world.population.household
    short = float(world.population.province.exit_line_next[0]) - home.recorded_income[rows].astype(np.float64)
    return {
        **homes(world, rows), "members": home.members[rows].astype(np.int64), "cause": _cause(world, rows),
        "recorded_income_yuan": home.recorded_income[rows].astype(np.float64), "short_yuan": np.maximum(short, 0.0),
        "target_year": years.astype(np.int32),
    }


def plans(world: World, rows: Whole, years: Whole) -> Table:
    """The exit plan: cause, target, and the help allotted for next year.  脱贫计划台账"""
    home, names = world.population.household, planned_help(world)
    fen = np.stack([getattr(home, f"{name}_fen")[rows].astype(np.int64) for name in names] or [np.zeros(len(rows), np.int64)])
    again = home.status[rows] == RE_REGISTERED
    return {
        **homes(world, rows), "status": labels(again.astype(np.int64), ["registered", "registered_again"]),
        "cause": _cause(world, rows), "recorded_income_yuan": home.recorded_income[rows].astype(np.float64),
        "target_year": years.astype(np.int32), "measures": _joined(fen > 0, names), "planned_fen": fen.sum(axis=0),
    }


def measures(world: World, rows: Whole, entered: Mapping[str, Ids]) -> Table:
    """Every payment of the year to these households, and whether the helper entered it.  帮扶措施台账"""
    home = world.population.household
    paid = world.ledger.table(world.year)
    order = np.argsort(home.id[rows])
    ids = home.id[rows][order]
    some = np.flatnonzero(np.isin(paid["household_id"], ids) & (paid["household_id"] != 0))
    place = np.searchsorted(ids, paid["household_id"][some])
    kept = {name: paid[name][some] for name in ("source", "programme", "kind", "amount_fen")}
    nobody = np.zeros(0, np.uint64)
    known = [np.isin(paid["household_id"][some], entered.get(name, nobody)) & (kept["programme"] == name) for name in entered]
    written = np.any(known, axis=0) if known else np.zeros(len(some), bool)
    return {**homes(world, rows[order][place]), **kept, "entered": written.astype(np.int8)}


def log(world: World, written: Whole, helped: Mapping[str, Whole], events: Mapping[str, Whole]) -> Table:
    """What the helper wrote down in the year: files renewed, help received, entries and exits.  帮扶工作台账

    Each argument holds the household rows of which it was written.
    """
    home = world.population.household
    parts = [_entries(world, "file_renewed", written, np.full(len(written), "-", object), home.recorded_income[written])]
    paid = world.ledger.table(world.year) if helped else {}
    for name, rows in helped.items():
        parts.append(_entries(world, "help_received", rows, np.full(len(rows), name, object), _yuan(paid, name, home.id[rows])))
    for name, rows in events.items():
        parts.append(_entries(world, name, rows, _cause(world, rows), np.full(len(rows), np.nan)))
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}


def _entries(world: World, entry: str, rows: Whole, about: Values, yuan: Values) -> Table:
    return {**homes(world, rows), "entry": np.full(len(rows), entry, object), "about": about, "yuan": yuan.astype(np.float64)}


def _yuan(paid: Table, programme: str, ids: Ids) -> Values:
    """What a programme paid these households."""
    some = paid["programme"] == programme
    known, place = np.unique(paid["household_id"][some], return_inverse=True)
    sums = np.bincount(place, weights=paid["amount_fen"][some], minlength=len(known)) / 100.0
    made: Values = sums[np.searchsorted(known, ids)]
    return made


def _cause(world: World, rows: Whole) -> Values:
    """The recorded main cause of these rows."""
    names = ["none", *(each.name for each in world.plugins("cause"))]
    return labels(world.population.household.recorded_cause[rows].astype(np.int64) + 1, names)


def _joined(marks: Marks, names: list[str]) -> Values:
    """The names marked for each column of (names, rows), joined by a plus sign."""
    made = ["+".join(name for name, mark in zip(names, column, strict=False) if mark) for column in marks.T.tolist()]
    return np.array(made, object)
