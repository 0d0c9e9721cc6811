"""Money for next year: grants by source are shared out to counties and put into purses.  资金切块到县

A county's part follows its registered persons. Of every grant a share leaks, a share is
overhead, and of the rest only a part can be paid in the year; what is not paid is carried on
for one year and then goes back to its source.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from povsim.columns import column
from povsim.levels import EXITED, REGISTERED, RE_REGISTERED
from povsim.parameters import Parameters, parameter
from povsim.plan import plan_of
from povsim.purse import Purse, Whole, split

if TYPE_CHECKING:
    from povsim.world import World

phase = "planning"
reads = ("household.status", "household.members")
writes = ("county.registered",)

columns = (column("county.registered", "int32", "persons", "persons on the register when money was last shared out", low=0),)


class Settings(Parameters):
    """What does not reach anybody, and what cannot be paid in the year."""

    leak: float = parameter(
        {2015: 0.10, 2016: 0.08, 2017: 0.05, 2018: 0.02, 2019: 0.01}, "share", low=0, high=0.15,
        source="audits: from above 10 % to below 1 % of the money misused (State Council office, 2019); the years between are assumed",
    )
    overhead: float = parameter(0.03, "share", low=0, high=0.06, source="assumed; cost of running projects, 0-.06")
    disburse: float = parameter(0.8, "share", low=0.5, high=1, source="assumed; share of a year's money that can be paid in it, .5-1")


def step(world: World) -> None:
    """Open every programme's purse for next year."""
    year = world.year + 1
    registered = registered_persons(world)
    world.population.county.registered[:] = registered
    names = [programme.name for programme in world.plugins("programme")]
    for name, grant in plan_of(world.scenario).grants(names, year).items():
        world.ledger.purses[name, year] = _purse(world, (name, year), grant)


def registered_persons(world: World) -> Whole:
    """Persons on the register with support by county, shape (counties,)."""
    household = world.population.household
    on = np.isin(household.status, (REGISTERED, RE_REGISTERED)) | ((household.status == EXITED) & (household.support_until > world.year))
    counties = world.population.up("household", "county")
    return np.bincount(counties, weights=household.members * on, minlength=world.population.county.size).astype(np.int64)


def _purse(world: World, key: tuple[str, int], grant: Whole) -> Purse:
    """The purse of a programme and year: the grant by source spread over counties, and what was carried on."""
    name, year = key
    own, county = world.settings, world.population.county
    weights = county.registered if county.registered.any() else county.persons
    granted = np.stack([split(int(amount), weights, county.id) for amount in grant], axis=1)
    leaked = np.floor(granted * own.leak).astype(np.int64)
    overhead = np.floor((granted - leaked) * own.overhead).astype(np.int64)
    held = np.floor((granted - leaked - overhead) * (1.0 - own.disburse)).astype(np.int64)
    before = world.ledger.purses.get((name, year - 1))
    carried = before.left if before else np.zeros_like(granted)
    return Purse(name, year, granted, carried, leaked, overhead, held)

