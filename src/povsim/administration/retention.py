"""Retention: how much of its support an exited household still gets in a year, by programme.  脱贫不脱政策

Until the end of the campaign, or of the year of exit where that is later, support is whole. After it three schedules lead to its
last year. Who lives on dibao or is on the watch list keeps the whole as long as support lasts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from povsim.administration.purse import Whole
from povsim.administration.rationing import Floats
from povsim.levels import EXITED
from povsim.plugin import Plugin
from povsim.population import Table
from povsim.shape import RETENTIONS

if TYPE_CHECKING:
    from povsim.world import World

FULL, TAPER, CLIFF = RETENTIONS


def share(home: Table, rows: Whole, schedule: str, year: int, campaign_end: int) -> Floats:
    """The share of full support that these exited households have in a year by a schedule, shape (rows,)."""
    left = home.support_until[rows].astype(np.int64) - year + 1
    made: Floats = np.ones(len(rows))
    if schedule != FULL:
        whole_until = np.maximum(home.exit_year[rows], campaign_end)
        over = left + year - 1 - whole_until
        made = np.clip(left / np.maximum(over, 1), 0.0, 1.0) if schedule == TAPER else (year <= whole_until).astype(np.float64)
        made[(home.dibao[rows] > 0) | (home.watched[rows] > 0)] = 1.0
    made[left <= 0] = 0.0
    return made


def retained(world: World, programme: Plugin, rows: Whole, year: int) -> tuple[Whole, Floats | float]:
    """Those of the eligible rows that the programme's schedule still serves in a year, and the share of its cost for each."""
    if not programme.retained:
        return rows, 1.0
    schedule = world.scenario.programmes[programme.name].retention or usual(world)
    if schedule == FULL:
        return rows, 1.0
    home, made = world.population.household, np.ones(len(rows))
    out = (home.status[rows] == EXITED) & (home.support_until[rows] >= year)
    made[out] = share(home, rows[out], schedule, year, campaign_end(world))
    rows, made = rows[made > 0], made[made > 0]
    return rows, made if programme.word("retention") == "yearly" else 1.0


def usual(world: World) -> str:
    """The page's schedule of all programmes that have none of their own."""
    step = next(each for each in world.plugins("step") if each.name == "retention")
    return RETENTIONS[int(world.numbers(step).schedule)]


def campaign_end(world: World) -> int:
    """The last year of the campaign."""
    rule = next(each for each in world.plugins("rule") if each.name == "exit_check")
    return int(world.numbers(rule).campaign_end)
