"""The watch list: whose fall officials fear, so that help is ready next year.  防返贫监测对象

S22 of the model. Candidates have left the register (脱贫不稳定户), or were never on it or struck off (边缘易致贫户), and
have little recorded income or payments that eat it up, where officials notice. A county has so many places; the lowest come
first. Who is on the list is supported next year: programmes open again to the exited, rights at hospital and subsidies to all,
and temporary aid knows them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from povsim.administration.counter import counties_of
from povsim.administration.purse import Whole
from povsim.administration.rationing import Claimants, Floats, ration
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
    rows = at_risk(world)
    rigid = home.out_of_pocket[rows].astype(np.float64) + home.school_paid[rows]
    left = home.recorded_income[rows] - rigid / home.members[rows]
    status, persons = home.status[rows], own.places * _on_register(world)
    for code, group, part in (1, status == EXITED, 1.0 - own.marginal), (2, status != EXITED, own.marginal):
        home.watched[placed(world, rows[group], left[group], np.floor(part * persons).astype(np.int64))] = code
    _reopen(world, np.flatnonzero(home.watched == 1))


def at_risk(world: World) -> Whole:
    """Households that are noticed, not poor on the record, and have little recorded income or payments that eat it up."""
    home, own = world.population.household, world.settings
    free = (home.alert > 0) & (home.veto_seen == 0) & (home.status != REGISTERED) & (home.status != RE_REGISTERED)
    low = home.recorded_income < own.low * float(world.population.province.exit_line[0])
    paid = home.out_of_pocket + home.school_paid
    near = paid > np.float32(0.99 * own.rigid) * home.recorded_income_before  # the income of one member; few pay as much
    rows = np.flatnonzero(free & near & ~low)
    before = own.rigid * home.members[rows] * np.maximum(home.recorded_income_before[rows], 0.0)
    low[rows] = paid[rows] > before
    return np.flatnonzero(free & low)


def placed(world: World, rows: Whole, left: Floats, places: Whole) -> Whole:
    """Who gets a place: up to so many persons by county, shape (counties,), whole households, the lowest income first."""
    home, counties = world.population.household, counties_of(world, "household", rows)
    alike, persons = np.zeros(len(rows), np.int64), home.members[rows].astype(np.int64)
    made: Whole = rows[ration(Claimants(counties, alike, -left, home.id[rows], persons), places)]
    return made


def _on_register(world: World) -> Whole:
    """Persons on the register by county, exited or not, shape (counties,)."""
    home = world.population.household
    rows = np.flatnonzero((home.status != NEVER) & (home.status != REMOVED))
    counties = counties_of(world, "household", rows)
    return np.bincount(counties, weights=home.members[rows], minlength=world.population.county.size).astype(np.int64)


def _reopen(world: World, rows: Whole) -> None:
    """Support these households next year, whether their support has ended or not."""
    until = world.population.household.support_until
    world.reopened[world.year] = int((until[rows] < world.year - 1).sum())
    until[rows] = np.maximum(until[rows], world.year + 1)
