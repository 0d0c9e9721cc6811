"""What counties borrow and find themselves: loans for works, land quotas, money that came back.  县级资金来源

S26 and S29 of the model. Works paid from a source that must be repaid are the county's debt, due in equal parts after some
free years. A homestead that was reclaimed after a move may be sold as a land quota (增减挂钩); of idle money (存量资金), which
programmes gave back or other departments were made to give up, a part may come to the poor as a source of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from povsim.administration.counter import counties_of
from povsim.administration.purse import Whole, split
from povsim.columns import column, flag
from povsim.parameters import Parameters, parameter

if TYPE_CHECKING:
    from povsim.world import World

phase = "planning"
reads = ("county.debt", "county.persons", "household.moved_year")
finds = (("quota", "land_quota"), ("recovered", "recovered_funds"))
columns = (
    column("county.borrowed", "float64", "yuan", "borrowed this year for works", low=0),
    column("county.loans_due", "float64", "yuan", "principal due this year, with arrears", low=0),
    column("county.land_quota", "float64", "yuan", "from reclaimed homesteads, for next year's programmes", low=0),
    column("county.recovered_funds", "float64", "yuan", "of idle money called in, for next year's programmes", low=0),
    flag("county.scattered", "1 for a county outside the contiguous poor areas"),
)
writes = tuple(each.path for each in columns)


class Settings(Parameters):
    """The schedule of loans, and what comes back."""

    term: int = parameter(
        20, "years", low=1, high=50, plausible=(10, 25), source="assumed; policy banks lent for resettlement for 20 to 25 years",
    )
    free: int = parameter(3, "years", low=0, high=20, plausible=(0, 5), source="assumed; no principal is due in the first years")
    quota: float = parameter(
        0.0, "yuan a homestead", low=0, high=1e6, plausible=(0, 100_000),
        source="assumed; off; a third of a mu at some 100,000 yuan a mu, less the cost of reclaiming, is 30,000",
    )
    recovered: float = parameter(
        0.0, "share of idle money", low=0, high=1, plausible=(0, 1),
        source="assumed; off; Gansu's report has half or more of the idle funds that are called in",
    )
    idle: float = parameter(
        0.0, "yuan a rural person and year", low=0, high=10_000, plausible=(0, 300),
        source="assumed; called in from other departments, beside what the programmes here gave back",
    )


def step(world: World) -> None:
    """Say of every county what it borrowed, what it owes this year, and what it finds for the next."""
    county, own, plan = world.population.county, world.settings, world.plan
    if world.year == int(world.scenario.years.first):
        scattered = np.array([bool(each.word("scattered", False)) for each in world.plugins("preset")])
        county.scattered[:] = scattered[county.preset]
    if plan.borrowers:
        _borrow(world, plan.borrowers)
    if own.quota > 0:
        county.land_quota[:] = own.quota * _reclaimed(world)
    if own.recovered > 0:
        county.recovered_funds[:] = own.recovered * (_returned(world) / 100.0 + own.idle * county.persons)


def _borrow(world: World, borrowers: tuple[str, ...]) -> None:
    """This year's borrowing, and what is due: all that the schedule does not leave for later years."""
    county, own = world.population.county, world.settings
    later = np.zeros(county.size)
    for year in range(int(world.scenario.years.first), world.year + 1):
        made = world.ledger.lent(year, borrowers, county.size) / 100.0
        parts = min(max(year + own.free + own.term - world.year, 0.0), own.term)
        later += made * parts / own.term if year < world.year else 0.0
    county.borrowed[:] = made
    county.loans_due[:] = np.maximum(county.debt - later, 0.0)


def _reclaimed(world: World) -> Whole:
    """Homesteads that households left this year, by county."""
    rows = np.flatnonzero(world.population.household.moved_year == world.year)
    return np.bincount(counties_of(world, "household", rows), minlength=world.population.county.size)


def _returned(world: World) -> NDArray[np.int64]:
    """Fen of grants that went back to their source this year, by county; what the province held by persons."""
    plan, county = world.plan, world.population.county
    made = np.zeros(county.size, dtype=np.int64)
    for name in plan.budgets:
        purse = world.ledger.purses.get((name, world.year))
        if purse is not None:
            fen = purse.returned[:, ~plan.repayable].sum(axis=1)
            made += fen if len(fen) == county.size > 1 else split(int(fen.sum()), county.persons, county.id)
    return made
