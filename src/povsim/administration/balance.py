"""The balance of a year: what was paid, lost, carried on and given back, and what should not have been paid.  资金平衡"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from povsim.engine.lower import lower
from povsim.history import Table
from povsim.levels import EXITED

if TYPE_CHECKING:
    from povsim.world import World


def balance(world: World) -> Table:
    """What was paid this year, and what became of the rest."""
    sums = world.ledger.sums(world.year)
    fen = {"spend": world.ledger.spent(world.year), "leaked": sums["leaked"], "overhead": sums["overhead"],
           "unspent": sums["carried"], "returned": sums["returned"], "paid_unkept": _unkept(world)}
    return {f"{name}_fen": np.array([amount], np.int64) for name, amount in fen.items()}


def _unkept(world: World) -> int:
    """Fen that programmes which ask for support paid this year to households whose support had ended."""
    home = world.population.household
    rows = np.flatnonzero((home.status == EXITED) & (home.support_until < world.year))
    asking = [each for each in world.plugins("programme") if each.level("eligible") == "household" and len(rows)]
    asking = [each for each in asking if "household.support_until" in lower(each.rule("eligible"), world.schema).read]
    return sum(int(getattr(home, each.money.name)[rows].sum(dtype=np.int64)) for each in asking)
