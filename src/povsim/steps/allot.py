"""Allotment: which households and villages are helped next year, county by county.  项目安排到户

Every programme says who is eligible, how great the need is and what the help costs. Costs are
rounded once to whole fen; a county serves the best matched first, then the greatest need, and
never pays more than its envelope. Help decided now starts next year.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from povsim.administration.allotment import allot

if TYPE_CHECKING:
    from povsim.world import World

phase = "planning"
reads = ("county.registered", "household.recorded_cause", "household.recorded_causes")
pays = "cost"
writes = ()


def step(world: World) -> None:
    """Allot next year's money of every programme that plans ahead."""
    for programme in world.plugins("programme"):
        if "cost" in programme.verbs:
            allot(world, programme, "cost", world.ledger.purses[programme.name, world.year + 1])
