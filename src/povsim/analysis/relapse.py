"""Relapse after exit: who is watched after having left poverty, and when it falls back, by five definitions.  返贫分析

The risk set is fixed (pitfall X12): who has left, lives, and has not yet fallen back. Death censors, or competes. A household
that splits off brings its history along, and is watched from the year in which it was founded. Only the first exit that is
seen counts. Leaving is no draw of lots: groups and exit years differ in who they are, too (X13).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from povsim.analysis.survival import LifeTable, Subjects, life_tables
from povsim.history import Table
from povsim.tables import RECORD, TRUTH

Whole = NDArray[np.int64]
Flags = NDArray[np.bool_]

DEFINITIONS = ("true_after_true_exit", "true", "true_strict", "net_of_rigid", "without_help", "recorded")
"""Below the line after a true exit; after a recorded exit, the same without wrong exits; income less rigid spending, or less
the programmes' cash and dividends, below the line after a recorded exit; registered again."""
FELL = {"true": "fell_true", "true_strict": "fell_true", "net_of_rigid": "fell_net_of_rigid", "without_help": "fell_without_help"}
"""The column of `spells` with the first year below the line since the recorded exit, 0 = none, where a definition has one."""
RELAPSE, DEATH, MOVE = range(3)
KINDS = 3
"""Ways to end. Whole households do not move away in this model, so that the last is never seen."""
UNITS = ("persons", "households")
ALL = "all"


@dataclass(frozen=True)
class Watched:
    """Households after their exit: `rows` of the table `spells`, and years after the exit as `survival.Subjects` has them."""

    rows: Whole
    years: Whole
    ended_by: Whole
    entry: Whole
    persons: Whole

    def subjects(self, unit: str = "persons") -> Subjects:
        """The same for counting: households, or the persons who were in them when the exit was seen."""
        weight = self.persons if unit == "persons" else np.ones(len(self.rows))
        return Subjects(self.years, self.ended_by, self.entry, weight.astype(np.float64))


def watched(spells: Table, definition: str = "true") -> Watched:
    """Who is watched after its first exit in the table `spells` of one run, by one of the DEFINITIONS."""
    rows = _first_exits(spells, TRUTH if definition == "true_after_true_exit" else RECORD)
    if definition == "true_strict":
        rows = rows[spells["poor_at_exit"][rows] == 0]
    first, last = (spells[name][rows].astype(np.int64) for name in ("first_year", "last_year"))
    why = spells["ended_by"][rows]
    ended = np.where(why == "relapse", RELAPSE, np.where(why == "death", DEATH, -1))
    years = last - first + ((why == "relapse") | (why == "death"))
    if definition in FELL:
        fell = spells[FELL[definition]][rows].astype(np.int64)
        ended = np.where(fell > 0, RELAPSE, np.where(why == "death", DEATH, -1))
        years = np.where(fell > 0, fell - first, years)
    entry = np.maximum(spells["seen_from"][rows].astype(np.int64) - 1 - first, 0)
    return Watched(rows, years, ended, entry, spells["members"][rows].astype(np.int64))


def _first_exits(spells: Table, basis: str) -> Whole:
    """Rows of the first spell out of poverty of every household."""
    rows = np.flatnonzero((spells["kind"] == "out") & (spells["basis"] == basis))
    rows = rows[np.lexsort((spells["first_year"][rows], spells["household_id"][rows]))]
    _, first = np.unique(spells["household_id"][rows], return_index=True)
    return rows[first]


def relapse_risk(spells: Table, definition: str = "true", within: int = 3, unit: str = "persons") -> float:
    """The share that falls back within so many years of its exit, death competing, of one run; NaN where nobody is at risk."""
    who = watched(spells, definition)
    table = life_tables(who.subjects(unit), np.zeros(len(who.rows), np.int64), (1, KINDS, within))[0]
    return float(table.cumulative_incidence()[RELAPSE, -1])


def relapse_risks(spells: Table, kind: str, definition: str = "true", within: int = 3) -> dict[str, float]:
    """The same by group of a kind that the table `spells` knows: cause, exit_year or programme."""
    who = watched(spells, definition)
    found = by_group(spells, who, kind, "persons", within)
    return {name: float(table.cumulative_incidence()[RELAPSE, -1]) for name, table in found.items()}


def by_group(
    spells: Table, who: Watched, kind: str, unit: str, longest: int, places: Table | None = None,
) -> dict[str, LifeTable]:
    """Life tables of the groups of a kind: all, cause, exit_year, programme, and of `places` county, preset and village."""
    if kind == "programme":
        return dict(_programmes(spells, who, unit, longest))
    words = np.full(len(who.rows), ALL, object) if kind == ALL else _words(spells, who, kind, places)
    names, codes = np.unique(words.astype(str), return_inverse=True)
    tables = life_tables(who.subjects(unit), codes.astype(np.int64), (len(names), KINDS, longest))
    return dict(zip(names.tolist(), tables, strict=True))


def _words(spells: Table, who: Watched, kind: str, places: Table | None) -> NDArray[np.object_]:
    """The group of every household that is watched."""
    if kind == "exit_year":
        return spells["first_year"][who.rows].astype(object)
    if kind == "cause":
        found: NDArray[np.object_] = spells["cause"][who.rows]
        return found
    if places is None:
        raise ValueError(f"the table `villages` says which {kind} a household is in")
    ids, first = np.unique(places["village_id"], return_index=True)
    where = first[np.searchsorted(ids, spells["village_id"][who.rows])]
    at: NDArray[np.object_] = places[kind][where]
    return at


def _programmes(spells: Table, who: Watched, unit: str, longest: int) -> Iterator[tuple[str, LifeTable]]:
    """Those whom each programme had reached in the year of exit; a household is in every group whose help it had."""
    texts, codes = np.unique(spells["programmes"][who.rows].astype(str), return_inverse=True)
    words = [set(text.split("+")) for text in texts]
    subjects = who.subjects(unit)
    for name in sorted({word for each in words for word in each}):
        has = np.array([name in each for each in words])[codes]
        some = Subjects(*(values[has] for values in (subjects.years, subjects.ended_by, subjects.entry, subjects.weight)))
        yield name or "none", life_tables(some, np.zeros(int(has.sum()), np.int64), (1, KINDS, longest))[0]
