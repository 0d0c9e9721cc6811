"""Moves of rows: who dies, is born and leaves, and where everybody's row then is.  人口变动"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from povsim.levels import DEAD
from povsim.population import Population
from povsim.runs import Rows

Marks = NDArray[np.bool_]
BEARS, LEAVES = 1, 2
"""What `person.event` says here."""


@dataclass(frozen=True)
class Flows:
    """Persons and households of one year: start + births - deaths = end, start + splits - died_out = end."""

    persons: tuple[int, int]
    """At the start and at the end."""
    births: int
    deaths: int
    leavers: int
    households: tuple[int, int]
    """At the start and at the end."""
    splits: int
    died_out: int
    estate: float
    """Yuan of cash that closed households left behind; it leaves the model."""
    closed_standing: tuple[int, int]
    founded_standing: tuple[int, int]
    """Of the households that closed and were founded: those recorded as poor, and those with support after an exit."""

    def row(self) -> dict[str, int]:
        """The year's row of the table `population`."""
        names = ("start", "births", "deaths", "splits", "moved_in", "moved_out", "end")
        people = (self.persons[0], self.births, self.deaths, self.leavers, 0, 0, self.persons[1])
        homes = (self.households[0], 0, self.died_out, self.splits, 0, 0, self.households[1])
        twins = [f"{name}_households" for name in names]
        return dict(zip((*names, *twins), (*people, *homes), strict=True))


@dataclass(frozen=True)
class Moves:
    """Rows of persons that die, bear or leave, and rows of households that close or are left; all in row order."""

    dead: Rows
    mothers: Rows
    leavers: Rows
    group: Rows
    """For every leaver the place of the household in `left`."""
    closed: Rows
    left: Rows


def moves_of(population: Population, adult: int) -> Moves:
    """Who dies, who bears and who leaves, and which households that closes or divides."""
    person, first = population.person, population.first("household")
    dies = person.health == DEAD
    dead = np.flatnonzero(dies)
    mothers = np.flatnonzero(((person.event & BEARS) != 0) & ~dies)
    wish = np.flatnonzero(((person.event & LEAVES) != 0) & ~dies)
    homes = person.parent[wish].astype(np.int64)
    homes = homes[firsts(homes)]
    member, group = members_of(first, homes)
    grown, goes = ~dies[member] & (person.age[member] >= adult), (person.event[member] & LEAVES) != 0
    stay = np.bincount(group[grown & ~goes], minlength=len(homes)) > 0
    allowed = stay & (np.bincount(group[grown & goes], minlength=len(homes)) > 0)
    going = allowed[group] & goes & ~dies[member]
    place = np.cumsum(allowed) - 1
    touched = person.parent[dead].astype(np.int64)
    touched = touched[firsts(touched)]
    member_of, group_of = members_of(first, touched)
    alive = np.bincount(group_of[~dies[member_of]], minlength=len(touched))
    return Moves(dead, mothers, member[going], place[group[going]], touched[alive == 0], homes[allowed])


def firsts(rows: Rows) -> Marks:
    """Mark the first of every run of equal rows."""
    made = np.ones(len(rows), dtype=bool)
    made[1:] = rows[1:] != rows[:-1]
    return made


def members_of(first: Rows, homes: Rows) -> tuple[Rows, Rows]:
    """All members of some households, and the place of each one's household among these."""
    count = first[homes + 1] - first[homes]
    group = np.repeat(np.arange(len(homes)), count)
    return first[homes][group] + np.arange(len(group)) - (np.cumsum(count) - count)[group], group
