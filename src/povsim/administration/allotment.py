"""Allotting and booking: what steps do with a programme's questions, envelope and purse.  安排与拨付"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from povsim.administration.ledger import Payments
from povsim.administration.matching import match, row
from povsim.administration.plan import plan_of
from povsim.administration.purse import Purse, Whole
from povsim.administration.rationing import Claimants, Floats, ration_within, whole_fen
from povsim.columns import PARENT
from povsim.errors import InputError
from povsim.plugin import Plugin

if TYPE_CHECKING:
    from povsim.world import World


def allot(world: World, programme: Plugin, verb: str, purse: Purse) -> None:
    """Write into `<programme>_fen` what each row gets from the purse; `verb` asks the price."""
    level = programme.level("eligible")
    table = world.population[level]
    paid = getattr(table, programme.money.name)
    paid[:] = 0
    rows = world.whom(programme, "eligible")
    if not len(rows):
        return
    fen = whole_fen(world.ask(programme, verb, rows), level, partial(programme.fault, verb, f"rule `{verb}`"))
    counties = purse.place(counties_of(world, level, rows))
    claimants = Claimants(counties, _matches(world, programme, rows), _needs(world, programme, rows), table.id[rows], fen)
    limits = world.ask(programme, "limit", rows) if "limit" in programme.verbs else np.ones(len(rows))
    served = ration_within(claimants, purse.envelope, limits)
    paid[rows[served]] = fen[served]


def book(world: World, programme: Plugin) -> None:
    """Write what the programme pays its rows this year into the ledger; planned help is treatment, a bill paid is not."""
    level = programme.level("eligible")
    table = world.population[level]
    fen = getattr(table, programme.money.name)
    rows = np.flatnonzero(fen != 0)
    payments = Payments(level, table.id[rows], counties_of(world, level, rows), fen[rows].astype(np.int64))
    purse = world.ledger.purses[programme.name, world.year]
    world.ledger.pay(purse, payments, payment_kind(programme), plan_of(world.scenario).sources)
    if level == "household" and "cost" in programme.verbs:
        table.helped_now[rows] = 1


def counties_of(world: World, level: str, rows: Whole) -> Whole:
    """The county of each of these rows of a level, shape (rows,)."""
    while level != "county":
        rows = world.population[level].parent[rows]
        level = str(PARENT[level])
    return rows.astype(np.int64)


def payment_kind(programme: Plugin) -> str:
    """The kind of a programme's payments: its module constant `payment`, or else a grant."""
    return str(getattr(programme.module, "payment", "grant"))


def _needs(world: World, programme: Plugin, rows: Whole) -> Floats:
    need: Floats = world.ask(programme, "need", rows)
    if np.isnan(need).any():
        raise InputError([programme.fault("need", "rule `need`", "must be a number for every row (got nan)")])
    return need


def _matches(world: World, programme: Plugin, rows: Whole) -> Whole:
    """How well the programme answers the recorded causes of these rows; none where it ranks by need alone, or villages."""
    if programme.level("eligible") != "household" or programme.word("ranking", "cause") == "need":
        return np.zeros(len(rows), dtype=np.int64)
    causes = [cause.name for cause in world.plugins("cause")]
    household = world.population.household
    answers = row(plan_of(world.scenario).matching, causes, programme.name)
    return match(answers, household.recorded_cause[rows], household.recorded_causes[rows])
