"""The watch list: whose fall officials fear, so that help is ready next year.  防返贫监测对象

S22 of the model. Candidates have left the register (脱贫不稳定户), or were never on it or struck off (边缘易致贫户), and
have little recorded income or payments that eat it up, where officials notice. A county has so many places; the lowest come
first. Who is on the list is supported next year: programmes open again to the exited, rights at hospital and subsidies to all,
and temporary aid knows them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from povsim.administration.counter import counties_of
from povsim.administration.purse import Whole
from povsim.administration.rationing import Floats
from povsim.levels import EXITED, NEVER, RE_REGISTERED, REGISTERED, REMOVED
from povsim.parameters import Parameters, parameter

if TYPE_CHECKING:
    from povsim.world import World

phase = "planning"
switch = "kept"
reads = (
    "household.status", "household.recorded_income", "household.recorded_income_before", "household.out_of_pocket",
    "household.school_paid", "household.members", "household.veto_seen", "household.alert", "household.support_until",
    "province.exit_line",
)
writes = ("household.watched", "household.support_until")
GUIDELINE = "State Council office 2020, guideline on monitoring against relapse"


class Settings(Parameters):
    """Who is a candidate, and how many places there are."""

    kept: bool = parameter({2015: False, 2020: True}, "switch", source=f"{GUIDELINE}: lists are kept from March 2020")
    low: float = parameter(
        1.5, "of the line", low=0, high=5, plausible=(1.2, 2), source=f"{GUIDELINE}: recorded income below 1.5 lines",
    )
    rigid: float = parameter(
        1.0, "of last year's income", low=0.01, high=10, plausible=(0.3, 1),
        source=f"{GUIDELINE}: care and school that cost more than last year's income; how much more is assumed",
    )
    places: float = parameter(
        0.05, "of persons on the register", low=0, high=1, plausible=(0.05, 0.1),
        source=f"{GUIDELINE}: about 5 per cent, in deep-poor areas at most 10",
    )
    marginal: float = parameter(
        0.6, "share of places", low=0, high=1, plausible=(0.3, 0.8),
        source="State Council office 2020: some 3 of 5 million persons at risk had never been on the register",
    )


def step(world: World) -> None:
    """Make next year's list; whoever had lost support and is on it has it again for a year."""
    home, own = world.population.household, world.settings
    home.watched[:] = 0
    if not own.kept:
        return
    free = (home.alert > 0) & (home.veto_seen == 0)
    out, outside = home.status == EXITED, (home.status == NEVER) | (home.status == REMOVED)
    for code, group, part in ((1, out, 1.0 - own.marginal), (2, outside, own.marginal)):
        rows = np.flatnonzero(group & free)
        left, poor = at_risk(world, rows)
        home.watched[placed(world, rows[poor], left[poor], own.places * part)] = code
    _reopen(world, np.flatnonzero(home.watched == 1))


def at_risk(world: World, rows: Whole) -> tuple[Floats, NDArray[np.bool_]]:
    """Of these households, recorded income a person after care and school, and who is at risk: shape (rows,) each."""
    home, own = world.population.household, world.settings
    members, income = home.members[rows].astype(np.float64), home.recorded_income[rows].astype(np.float64)
    rigid = (home.out_of_pocket[rows].astype(np.float64) + home.school_paid[rows]) / members
    before = np.maximum(home.recorded_income_before[rows], 0.0)
    low = income < own.low * float(world.population.province.exit_line[0])
    return income - rigid, low | (rigid > own.rigid * before)


def placed(world: World, rows: Whole, left: Floats, share: float) -> Whole:
    """Who gets a place: persons up to a share of the county's register, whole households, the lowest first."""
    home, counties = world.population.household, counties_of(world, "household", rows)
    order = np.lexsort((home.id[rows], left, counties))
    rows, counties = rows[order], counties[order]
    held = np.cumsum(home.members[rows].astype(np.int64))
    ahead = np.concatenate([[0], held])[np.searchsorted(counties, counties)]
    made: Whole = rows[held - ahead <= np.floor(share * _on_register(world))[counties]]
    return made


def _on_register(world: World) -> Whole:
    """Persons on the register by county, exited or not, shape (counties,)."""
    home = world.population.household
    rows = np.flatnonzero((home.status == REGISTERED) | (home.status == EXITED) | (home.status == RE_REGISTERED))
    counties = counties_of(world, "household", rows)
    return np.bincount(counties, weights=home.members[rows], minlength=world.population.county.size).astype(np.int64)


def _reopen(world: World, rows: Whole) -> None:
    """Support these households next year, whether their support has ended or not."""
    until = world.population.household.support_until
    world.reopened[world.year] = int((until[rows] < world.year - 1).sum())
    until[rows] = np.maximum(until[rows], world.year + 1)
