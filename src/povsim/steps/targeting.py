"""Targeting: whom the help of the year has reached, programme by programme.  瞄准精度

The table `targeting` measures the grants and wages of the year against incomes before them. It changes nothing.
Village works have no recipients, and loans are no gifts: these stand apart and are not in `all`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from povsim.administration.matching import row
from povsim.administration.targeting import Floats, Recipients, Whole, first_choice, ground, reach, recipients
from povsim.runs import PART

if TYPE_CHECKING:
    from povsim.plugin import Plugin
    from povsim.world import World

phase = "assessment"
reads = (
    "household.income", "household.members", "household.programme_income", "household.dividend_income", "household.cause",
    "household.recorded_cause", "household.helped_now", "province.exit_line",
)
writes = ()
ALL = "all"


def step(world: World) -> None:
    """Measure whom help has reached, where the table is kept."""
    if world.records.wants("targeting"):
        _measure(world)


def _measure(world: World) -> None:
    """Measure every programme that paid households this year, and all of them together."""
    paying = [each for each in world.plugins("programme") if each.level("eligible") == "household"]
    rows = _recipients(world, paying)
    paid = {each: _paid(world, each, rows) for each in paying}
    paid = {each: payments for each, payments in paid.items() if len(payments[0])}
    if not paid:
        return
    on, household = ground(_everybody(world)), world.population.household
    all_of_them = recipients(on, _before(world, rows), household.members[rows].astype(np.float64))
    causes = [main.take(rows) for main in (household.recorded_cause, household.cause)]
    made = {}
    gifts, matched = np.zeros(len(rows)), np.zeros(2)
    for programme, (got, money) in paid.items():
        choice, whom = _matched(world, programme, [main.take(got) for main in causes], money), all_of_them.some(got)
        made[programme.name] = _counts(whom, money) | reach(on, whom, money) | _choices(choice)
        if not programme.lends:
            gifts[got] += money
            matched += choice * money.sum()
    got = np.flatnonzero(gifts != 0)
    whom, money = all_of_them.some(got), gifts[got]
    made[ALL] = _counts(whom, money) | reach(on, whom, money) | _choices(matched / max(float(money.sum()), 1.0))
    _keep(world, made)


def _recipients(world: World, paying: list[Plugin]) -> Whole:
    """Households that were helped as planned, or had a bill of the year paid."""
    household = world.population.household
    reached = household.helped_now.astype(np.bool_)
    for programme in paying:
        if "claim" in programme.verbs:
            reached |= getattr(household, programme.money.name) != 0
    return np.flatnonzero(reached)


def _paid(world: World, programme: Plugin, rows: Whole) -> tuple[Whole, Floats]:
    """Which of these households a programme paid this year, as places among them, and what, fen."""
    money = getattr(world.population.household, programme.money.name).take(rows)
    got = np.flatnonzero(money != 0)
    return got, money.take(got).astype(np.float64)


def _everybody(world: World) -> Iterator[tuple[Floats, NDArray[Any]]]:
    """Incomes before the help and persons of all households, part by part."""
    household = world.population.household
    for start in range(0, household.size, PART):
        rows = slice(start, start + PART)
        yield _before(world, rows), household.members[rows]


def _before(world: World, rows: slice | Whole) -> Floats:
    """The income a person in lines of these households, without the programmes' cash and dividends of the year."""
    household = world.population.household
    help_: NDArray[Any] = household.programme_income[rows] + household.dividend_income[rows]
    own: Floats = np.divide(help_, household.members[rows], dtype=np.float64)
    np.subtract(household.income[rows], own, out=own)
    own /= float(world.population.province.exit_line[0])
    return own


def _matched(world: World, programme: Plugin, causes: list[NDArray[Any]], money: Floats) -> Floats:
    """The share of its money that is the first choice against the main cause: on the record, in truth."""
    answers = row(world.scenario.matching, [each.name for each in world.plugins("cause")], programme.name)
    return np.array([first_choice(answers, main, money) for main in causes])


def _counts(whom: Recipients, money: Floats) -> dict[str, float]:
    return {"paid_fen": float(money.sum()), "reached": float(whom.persons.sum())}


def _choices(shares: Floats) -> dict[str, float]:
    return {"matched_recorded": float(shares[0]), "matched_true": float(shares[1])}


def _keep(world: World, made: dict[str, dict[str, float]]) -> None:
    table = {"year": np.full(len(made), world.year, np.int32), "programme": np.array(list(made), object)}
    for name in next(iter(made.values())):
        values = np.array([line[name] for line in made.values()])
        table[name] = values.astype(np.int64) if name in ("paid_fen", "reached") else values
    world.records.keep("targeting", table)
