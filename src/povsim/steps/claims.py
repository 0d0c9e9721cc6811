"""Claims: bills of this year are paid from the envelope planned last year, and never beyond it.  医疗救助报销

A programme that asks `claim` instead of `cost` pays what the year has brought, by match, need
and id within each county.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from povsim.administration.allotment import allot, book

if TYPE_CHECKING:
    from povsim.world import World

phase = "costs"
reads = (
    "household.bills", "household.reimbursed_fen", "household.school_costs", "person.reimbursed_fen", "person.entitled",
    "household.members",
)
pays = "claim"
writes = ()


def step(world: World) -> None:
    """Pay every programme's claims and write them into the ledger."""
    for programme in world.plugins("programme"):
        purse = world.ledger.purses.get((programme.name, world.year))
        if "claim" in programme.verbs and purse is not None:
            allot(world, programme, purse)
            book(world, programme)
