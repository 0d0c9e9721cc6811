"""Money for next year: grants by source are shared out to counties and put into purses.  资金切块到县

A county's part of a programme follows what it would cost to serve all whom the programme could help there: unsafe
houses for housing, members without labour for dibao. Claims, whose cost is not known yet, follow registered persons.
Money for village works stays with the province, since one road is more than a small county's
part. Of every grant a share leaks, a share is overhead, and of the rest only a part can be
paid in the year; what is not paid is carried on for one year and then goes back to its source.
Loans neither leak nor wait: the bank pays them out itself. What counties find themselves goes, county by county, to
the programmes that lack most there.
"""

from __future__ import annotations

from functools import partial
from types import SimpleNamespace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from povsim.administration.counter import counties_of
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
reads = (
    "household.status", "household.members", "household.support_until", "household.watched", "county.persons",
    "county.county_budget", "county.city_budget", "county.province_budget", "county.land_quota", "county.recovered_funds",
)
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
    pooling: float = parameter(
        {2014: 0.3, 2016: 0.6, 2017: 0.8}, "share", low=0, high=1, plausible=(0, 1),
        source="assumed; earmarked money that any programme of its use may draw; counties were told to pool from 2016 on",
    )


def step(world: World) -> None:
    """Open every programme's purse for next year."""
    year, county = world.year + 1, world.population.county
    registered = on_register(world)
    county.registered[:] = _persons(world, registered)
    programmes = {programme.name: programme for programme in world.plugins("programme")}
    plan = world.plan
    needs = {name: _need(world, each) for name, each in programmes.items() if _asks(each)}
    shares = {name: _shares(world, each, needs.get(name)) for name, each in programmes.items()}
    grants = plan.grants(list(programmes), year, _terms(world).pooling)
    spread = {name: _spread(world, grant, shares[name]) for name, grant in grants.items()}
    if plan.own:
        _add_own(world, spread, needs)
    for name, granted in spread.items():
        world.ledger.purses[name, year] = _purse(world, name, granted, plan.repayable | programmes[name].lends)


def _asks(programme: Plugin) -> bool:
    """Whether a programme plans help for households, at a known cost."""
    return "cost" in programme.verbs and programme.level("eligible") == "household"


def _spread(world: World, grant: Whole, shares: Whole) -> Whole:
    """A grant by source over counties: (counties, sources)."""
    ids = world.population.county.id[: len(shares)]
    return np.stack([split(int(amount), shares, ids) for amount in grant], axis=1)


def _add_own(world: World, spread: dict[str, Whole], needs: dict[str, Whole]) -> None:
    """Add what counties find themselves, in proportion to what it would take to help everybody there."""
    plan, county = world.plan, world.population.county
    names = sorted(name for name in needs if name not in plan.lending)
    lacking = [np.maximum(needs[name] - spread[name].sum(axis=1), 0) for name in names]
    for source in plan.own:
        place, found = plan.sources.index(source), np.floor(getattr(county, source) * 100.0).astype(np.int64)
        for row, fen in enumerate(found.tolist()):
            lacks = [int(each[row]) for each in lacking]
            parts = split(min(fen, sum(lacks)), lacks)
            for name, lack, part in zip(names, lacking, parts.tolist(), strict=True):
                spread[name][row, place] += part
                lack[row] -= part


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


def _shares(world: World, programme: Plugin, needed: Whole | None) -> Whole:
    """Weights of the counties in a programme's money; one weight where the province keeps it."""
    if programme.level("eligible") != "household":
        return np.ones(1, dtype=np.int64)
    registered, persons = world.population.county.registered, world.population.county.persons
    extinct = np.ones_like(persons)
    choices = (registered if needed is None else needed, registered, persons, extinct)
    chosen: Whole = next(weights for weights in choices if weights.any()).astype(np.int64)
    return chosen


def _terms(world: World) -> SimpleNamespace:
    """What leaks, what running costs and what can be paid in the year for which the money is."""
    return world.numbers(world.step, world.year + 1)


def _purse(world: World, name: str, granted: Whole, whole: NDArray[np.bool_]) -> Purse:
    """The purse of a programme for next year: its grant by county and source, of which some sources pay whole."""
    year, own = world.year + 1, _terms(world)
    leaked = np.floor(granted * np.where(whole, 0.0, own.leak)).astype(np.int64)
    overhead = np.floor((granted - leaked) * np.where(whole, 0.0, own.overhead)).astype(np.int64)
    held = np.floor((granted - leaked - overhead) * np.where(whole, 0.0, 1.0 - own.disburse)).astype(np.int64)
    before = world.ledger.purses.get((name, year - 1))
    carried = before.left if before else np.zeros_like(granted)
    return Purse(name, year, granted, carried, leaked, overhead, held)
