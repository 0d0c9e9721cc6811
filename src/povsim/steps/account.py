"""Accounting: universal payments by village, and the budget of the year by source and programme.  年度决算

Payments outside the programmes (pensions, medical insurance, farm subsidies) are columns of
fen that name their payer. For programmes the budget says what was granted, spent, carried on
for one year and returned; what the plan gives a use beyond its programmes' grants is planned
and not granted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from povsim.administration.counter import counties_of
from povsim.administration.ledger import Entry, Payments, Row
from povsim.administration.purse import Purse, Whole
from povsim.columns import PAID, Column
from povsim.population import Population
from povsim.runs import sums_between
from povsim.tables import KINDS

if TYPE_CHECKING:
    from povsim.world import World

phase = "accounting"
reads = (
    "household.pension_fen", "household.base_transfer_fen", "household.disability_aid_fen", "household.premium_aid_fen",
    "household.interest_fen", "person.reimbursed_fen", "county.guarantee_fen", "county.repayment_fen", "county.interest_fen",
)
writes = ()


def step(world: World) -> None:
    """Write the year's universal payments and its budget."""
    for level in PAID:
        for each in world.population[level].columns.values():
            if each.payer:
                _universal(world, each)
    plan = world.plan
    for name in sorted(plan.budgets):
        purse = world.ledger.purses.get((name, world.year))
        if purse is not None:
            _close(world, purse)
    for use in plan.uses:
        _unassigned(world, use)


def _universal(world: World, paid: Column) -> None:
    """One column of fen, summed by village or county, and its row of the budget."""
    level = "county" if paid.level == "county" else "village"
    sums = getattr(world.population.county, paid.name) if level == "county" else _by_village(world.population, paid)
    rows = np.flatnonzero(sums)
    programme, payer = paid.name.removesuffix("_fen"), str(paid.payer)
    lines = Payments(level, world.population[level].id[rows], counties_of(world, level, rows), sums[rows].astype(np.int64))
    kind = programme if programme in KINDS else "transfer"
    world.ledger.write(Entry(world.year, programme, kind), lines, (payer,))
    total = int(sums.sum())
    if level == "county" and not total:
        return
    world.ledger.rows.append(Row(world.year, payer, programme, 0, total, total, 0, 0))


def _by_village(population: Population, paid: Column) -> Whole:
    """Whole sums of a column of persons or households, which lie village by village: (villages,)."""
    walls = population.first("village")
    walls = population.first("household")[walls] if paid.level == "person" else walls
    return sums_between(getattr(population[paid.level], paid.name), walls)


def _close(world: World, purse: Purse) -> None:
    """The rows of one programme's budget, by source, where there was any money."""
    flows = (purse.granted, purse.paid, purse.left, purse.returned, purse.leaked, purse.overhead, purse.carried)
    parts = np.stack(flows).sum(axis=1).T.tolist()
    plan = world.plan
    for place, (source, (granted, *others, opening)) in enumerate(zip(plan.sources, parts, strict=True)):
        if granted or opening:
            planned = granted if plan.planned[place] else 0
            world.ledger.rows.append(Row(purse.year, source, purse.programme, planned, granted, *others))


def _unassigned(world: World, use: str) -> None:
    """What the plan gives this use and no programme was granted: planned, not spent."""
    plan, purses = world.plan, world.ledger.purses
    grants = {name: purses[name, world.year].granted.sum(axis=0) for name in plan.budgets if (name, world.year) in purses}
    for source, rest in zip(plan.sources, plan.unassigned(use, world.year, grants).tolist(), strict=True):
        if rest:
            world.ledger.rows.append(Row(world.year, source, f"unassigned_{use}", rest, 0, 0, 0, 0))
