"""Money for next year: grants by source are shared out to counties and put into purses.  资金切块到县

A county's part of a programme follows what it would cost to serve all whom the programme could help there: unsafe
houses for housing, members without labour for dibao. Claims, whose cost is not known yet, follow registered persons.
Money for village works stays with the province, since one road is more than a small county's
part. Of every grant a share leaks, a share is overhead, and of the rest only a part can be
paid in the year; what is not paid is carried on for one year and then goes back to its source.
Loans neither leak nor wait: the bank pays them out itself.
"""

from __future__ import annotations

from functools import partial
from types import SimpleNamespace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from povsim.administration.counter import counties_of
from povsim.administration.plan import plan_of
from povsim.administration.purse import Purse, Whole, split
from povsim.administration.rationing import whole_fen
from povsim.administration.retention import retained
from povsim.columns import column
from povsim.levels import EXITED, RE_REGISTERED, REGISTERED
from povsim.parameters import Parameters, parameter
from povsim.plugin import Plugin

if TYPE_CHECKING:
    from povsim.world import World

phase = "planning"
pays = "cost"
reads = ("household.status", "household.members", "household.support_until", "household.watched", "county.persons")
writes = ("county.registered",)

columns = (column("county.registered", "int32", "persons", "persons on the register when money was last shared out", low=0),)


class Settings(Parameters):
    """What does not reach anybody, and what cannot be paid in the year."""

    leak: float = parameter(
        {2015: 0.10, 2016: 0.08, 2017: 0.05, 2018: 0.02, 2019: 0.01}, "share", low=0, high=0.15,
        source="audits: misused money fell from above 10 % to below 1 % (State Council office, 2019); between them assumed",
    )
    overhead: float = parameter(0.03, "share", low=0, high=0.06, plausible=(0, 0.06), source="assumed; cost of running projects")
    disburse: float = parameter(
        0.8, "share", low=0.5, high=1, plausible=(0.5, 1), source="assumed; share of a year's money that can be paid in it",
    )


WHOLE = SimpleNamespace(leak=0.0, overhead=0.0, disburse=1.0)
"""The terms of money that is paid out whole."""


def step(world: World) -> None:
    """Open every programme's purse for next year."""
    year, county = world.year + 1, world.population.county
    registered = on_register(world)
    county.registered[:] = _persons(world, registered)
    programmes = {programme.name: programme for programme in world.plugins("programme")}
    for name, grant in plan_of(world.scenario).grants(list(programmes), year).items():
        world.ledger.purses[name, year] = _purse(world, programmes[name], grant)


def on_register(world: World) -> NDArray[np.bool_]:
    """Households on the register that have support next year, shape (households,)."""
    household = world.population.household
    kept = (household.status == EXITED) & (household.support_until > world.year)
    listed: NDArray[np.bool_] = kept | (household.status == REGISTERED) | (household.status == RE_REGISTERED)
    return listed


def _persons(world: World, marked: NDArray[np.bool_]) -> Whole:
    """Persons of the marked households by county, shape (counties,)."""
    rows = np.flatnonzero(marked)
    counties = counties_of(world, "household", rows)
    members = world.population.household.members[rows]
    return np.bincount(counties, weights=members, minlength=world.population.county.size).astype(np.int64)


def _need(world: World, programme: Plugin) -> Whole:
    """Fen that it would cost to serve everybody eligible, by county, shape (counties,)."""
    rows, share = retained(world, programme, world.whom(programme, "eligible"), world.year + 1)
    fen = whole_fen(world.ask(programme, "cost", rows) * share, "household", partial(programme.fault, "cost", "rule `cost`"))
    counties = counties_of(world, "household", rows)
    return np.bincount(counties, weights=fen, minlength=world.population.county.size).astype(np.int64)


def _shares(world: World, programme: Plugin) -> Whole:
    """Weights of the counties in a programme's money; one weight where the province keeps it."""
    if programme.level("eligible") != "household":
        return np.ones(1, dtype=np.int64)
    registered = world.population.county.registered
    needed = _need(world, programme) if "cost" in programme.verbs else registered
    choices = (needed, registered, world.population.county.persons)
    chosen: Whole = next(weights for weights in choices if weights.any()).astype(np.int64)
    return chosen


def _terms(world: World) -> SimpleNamespace:
    """What leaks, what running costs and what can be paid in the year for which the money is."""
    own = next(each for each in world.plugins("step") if each.name == world.step_name)
    return SimpleNamespace(**world.scenario.parameters(own).at(world.year + 1))


def _purse(world: World, programme: Plugin, grant: Whole) -> Purse:
    """The purse of a programme for next year: the grant by source spread by share, and what was carried on."""
    name, year, shares = programme.name, world.year + 1, _shares(world, programme)
    own = WHOLE if programme.lends else _terms(world)
    ids = world.population.county.id[: len(shares)]
    granted = np.stack([split(int(amount), shares, ids) for amount in grant], axis=1)
    leaked = np.floor(granted * own.leak).astype(np.int64)
    overhead = np.floor((granted - leaked) * own.overhead).astype(np.int64)
    held = np.floor((granted - leaked - overhead) * (1.0 - own.disburse)).astype(np.int64)
    before = world.ledger.purses.get((name, year - 1))
    carried = before.left if before else np.zeros_like(granted)
    return Purse(name, year, granted, carried, leaked, overhead, held)
