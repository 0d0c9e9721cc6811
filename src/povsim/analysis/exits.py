"""Exit times of groups, from the tables of one run: when a criterion first holds for good.  脱贫时间

Places are out when at most 3 % of their persons are poor, the rule for western provinces. A cause has no such rule: it is out
when at most a quarter of those are poor who were in the base year. Both on the record and in truth.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from povsim.analysis.ranks import exit_times
from povsim.history import Table, Values

Whole = NDArray[np.int64]
BASES = {"by_record": "poor_recorded", "in_truth": "poor_true"}
OF_PERSONS, OF_BASE = 0.03, 0.25
"""The share of a place's persons, and of a cause's poor of the base year, that may be left."""
RELATIVE = ("cause",)
KINDS = ("cause", "preset", "village", "county", "village_id")
"""Kinds of groups whose exits are put in order; `village_id` are the villages one by one, of the table `villages`."""


@dataclass(frozen=True)
class Times:
    """Exit times of one run: counted from 1 = the base year; who is not out within the horizon has one more than its years."""

    names: list[str]
    times: Whole
    first_year: int
    years: int

    def at(self, names: list[str]) -> Whole:
        """The times of these groups; a group that this run has not is never out."""
        known = dict(zip(self.names, self.times.tolist(), strict=True))
        return np.array([known.get(name, self.years + 1) for name in names], np.int64)


def group_times(groups: Table, kind: str, basis: str = "by_record", share: float | None = None) -> Times:
    """Exit times of the groups of a kind, from the table `groups` of one run; `share` may be left poor."""
    rows = np.flatnonzero(groups["group_kind"] == kind)
    names = groups["group"][rows]
    keep = rows[~np.isin(names.astype(str), ("none", ""))]
    return _times({name: groups[name][keep] for name in ("year", "group", "persons", BASES[basis])}, kind, basis, share)


def village_times(villages: Table, basis: str = "by_record", share: float | None = None) -> Times:
    """Exit times of the villages one by one, from the table `villages` of one run."""
    words = {"group": villages["village_id"].astype(str)}
    return _times({**villages, **words}, "village_id", basis, share)


def _times(table: Table, kind: str, basis: str, share: float | None) -> Times:
    """Exit times from rows by year and group."""
    years, when = np.unique(table["year"], return_inverse=True)
    names, which = np.unique(table["group"].astype(str), return_inverse=True)
    poor, persons = (_square(table[name], which, when, (len(names), len(years))) for name in (BASES[basis], "persons"))
    if kind in RELATIVE:
        left, most = np.divide(poor, poor[:, :1], out=np.ones_like(poor), where=poor[:, :1] > 0), OF_BASE
    else:
        left, most = np.divide(poor, persons, out=np.zeros_like(poor), where=persons > 0), OF_PERSONS
    met = left <= (most if share is None else share)
    return Times(names.tolist(), exit_times(met), int(years[0]), len(years))


def _square(values: Values, which: Whole, when: Whole, shape: tuple[int, int]) -> NDArray[np.float64]:
    """Values by group and year, 0 where there is none."""
    made = np.zeros(shape)
    made[which, when] = values
    return made
