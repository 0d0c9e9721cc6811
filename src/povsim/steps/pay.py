"""Payment of what was allotted last year, and of what leaks and what running it costs.  资金拨付

It comes before the programmes deliver: whatever was allotted is paid in full, so nobody who
dies or moves later in the year can change what was booked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from povsim.administration.allotment import book
from povsim.administration.ledger import PROVINCE, Entry, Payments
from povsim.administration.purse import Purse, Whole

if TYPE_CHECKING:
    from povsim.world import World

phase = "paths"
reads = ("household.members", "village.households", "village.persons")
writes = ("household.helped_now",)


def step(world: World) -> None:
    """Book this year's allotments; claims start the year with nothing paid."""
    for programme in world.plugins("programme"):
        purse = world.ledger.purses.get((programme.name, world.year))
        if purse is None:
            continue
        _lose(world, purse, "leak", purse.leaked)
        _lose(world, purse, "overhead", purse.overhead)
        if "cost" in programme.verbs:
            book(world, programme)
        else:
            getattr(world.population[programme.level("eligible")], programme.money.name)[:] = 0


def _lose(world: World, purse: Purse, kind: str, fen: Whole) -> None:
    """Write by county and source what never reaches anybody: fen (counties, sources)."""
    if not fen.any():
        return
    county, source = np.nonzero(fen)
    nobody = np.zeros(len(county), dtype=np.uint64)
    places = county.astype(np.int64) if len(fen) > 1 else np.full(len(county), PROVINCE, dtype=np.int64)
    lines = Payments("county", nobody, places, fen[county, source])
    world.ledger.write(Entry(purse.year, purse.programme, kind), lines, world.plan.sources, source.astype(np.int64))
