"""Allotting and booking: what steps do with a programme's questions, envelope and purse.  安排与拨付"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from povsim.administration.counter import Counter, counties_of
from povsim.administration.ledger import Payments
from povsim.administration.purse import Purse
from povsim.plugin import Plugin

if TYPE_CHECKING:
    from povsim.world import World


def allot(world: World, programme: Plugin, purse: Purse) -> None:
    """Write into `<programme>_fen` what each eligible row gets from the purse, the best matched first."""
    Counter(world, programme, purse).serve(world.whom(programme, "eligible"))


def book(world: World, programme: Plugin) -> None:
    """Write what the programme pays its rows this year into the ledger; planned help is treatment, a bill paid is not."""
    level = programme.level("eligible")
    table = world.population[level]
    fen = getattr(table, programme.money.name)
    rows = np.flatnonzero(fen != 0)
    if not len(rows):
        return
    payments = Payments(level, table.id[rows], counties_of(world, level, rows), fen[rows].astype(np.int64))
    purse = world.ledger.purses[programme.name, world.year]
    plan, kind = world.plan, payment_kind(programme)
    kinds = ("loan" if lent else kind for lent in plan.repayable.tolist())
    world.ledger.pay(purse, payments, dict(zip(plan.sources, kinds, strict=True)))
    if world.records.wants("reach"):
        world.records.reach.count(world, programme, rows, payments.ids)
    if level == "household" and "cost" in programme.verbs:
        table.helped_now[rows] = 1


def payment_kind(programme: Plugin) -> str:
    """The kind of a programme's payments: its module constant `payment`, or else a grant."""
    return str(getattr(programme.module, "payment", "grant"))
