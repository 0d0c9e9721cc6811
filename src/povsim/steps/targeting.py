"""Targeting: whom the help of the year has reached, programme by programme.  瞄准精度

The table `targeting` measures the grants and wages of the year against incomes before them. It changes nothing.
Village works have no recipients, and loans are no gifts: these stand apart and are not in `all`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from povsim.administration.matching import row
from povsim.administration.targeting import Floats, Ground, Whole, first_choice, ground, reach

if TYPE_CHECKING:
    from povsim.plugin import Plugin
    from povsim.world import World

phase = "assessment"
reads = (
    "household.income", "household.members", "household.programme_income", "household.dividend_income", "household.cause",
    "household.recorded_cause", "province.exit_line",
)
writes = ()
ALL = "all"


def step(world: World) -> None:
    """Measure every programme that paid households this year, and all of them together."""
    paying = [each for each in world.plugins("programme") if each.level("eligible") == "household"]
    paid = {each: np.flatnonzero(getattr(world.population.household, each.money.name)) for each in paying}
    paid = {each: rows for each, rows in paid.items() if len(rows)}
    if not paid:
        return
    on, made, total = _ground(world), {}, np.zeros(world.population.household.size)
    matched = np.zeros(2)
    for programme, rows in paid.items():
        money = getattr(world.population.household, programme.money.name)[rows].astype(np.float64)
        answers = _matched(world, programme, rows, money)
        made[programme.name] = _line(on, rows, money, answers)
        if not programme.lends:
            total[rows] += money
            matched += np.array(answers) * money.sum()
    rows = np.flatnonzero(total)
    shares = matched / max(float(total.sum()), 1.0)
    made[ALL] = _line(on, rows, total[rows], (float(shares[0]), float(shares[1])))
    _keep(world, made)


def _ground(world: World) -> Ground:
    """Incomes without the programmes' cash and dividends of the year."""
    household = world.population.household
    given = (household.programme_income + household.dividend_income) / np.maximum(household.members, 1)
    own = (household.income - given).astype(np.float32)
    members = household.members.astype(np.float64)
    return ground(own.astype(np.float64), float(world.population.province.exit_line[0]), members, world.driver.ranked(own))


def _matched(world: World, programme: Plugin, rows: Whole, money: Floats) -> tuple[float, float]:
    """The share of its money that is the first choice against the main cause: on the record, in truth."""
    household = world.population.household
    answers = row(world.scenario.matching, [each.name for each in world.plugins("cause")], programme.name)
    recorded, true = (first_choice(answers, each[rows], money) for each in (household.recorded_cause, household.cause))
    return recorded, true


def _line(on: Ground, rows: Whole, money: Floats, matched: tuple[float, float]) -> dict[str, float]:
    """One row of the table."""
    counts = {"paid_fen": float(money.sum()), "reached": float(on.persons[rows].sum())}
    return counts | reach(on, rows, money) | dict(zip(("matched_recorded", "matched_true"), matched, strict=True))


def _keep(world: World, made: dict[str, dict[str, float]]) -> None:
    table = {"year": np.full(len(made), world.year, np.int32), "programme": np.array(list(made), object)}
    whole = ("paid_fen", "reached")
    for name in next(iter(made.values())):
        values = np.array([line[name] for line in made.values()])
        table[name] = values.astype(np.int64) if name in whole else values
    world.records.keep("targeting", table)
