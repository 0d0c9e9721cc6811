"""Targeting: whom the help of the year has reached, programme by programme.  瞄准精度

The table `targeting` measures the grants and wages of the year against incomes before them. It changes nothing.
Village works have no recipients, and loans are no gifts: these stand apart and are not in `all`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from povsim.administration.matching import row
from povsim.administration.targeting import Floats, Whole, first_choice, ground, reach

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
    """Measure every programme that paid households this year, and all of them together."""
    if not world.records.wants("targeting"):
        return
    paying = [each for each in world.plugins("programme") if each.level("eligible") == "household"]
    rows = _recipients(world, paying)
    paid = {each: _paid(world, each, rows) for each in paying}
    paid = {each: money for each, money in paid.items() if money.any()}
    if not paid:
        return
    income, persons = _before(world)
    on = ground(income, persons)
    income, persons = income[rows], persons[rows]
    made = {}
    gifts, matched = np.zeros(len(rows)), np.zeros(2)
    for programme, money in paid.items():
        got = money > 0
        choice = _matched(world, programme, rows[got], money[got])
        made[programme.name] = _counts(money, persons) | reach(on, income[got], persons[got], money[got]) | _choices(choice)
        if not programme.lends:
            gifts += money
            matched += choice * money.sum()
    got = gifts > 0
    whole = reach(on, income[got], persons[got], gifts[got])
    made[ALL] = _counts(gifts, persons) | whole | _choices(matched / max(float(gifts.sum()), 1.0))
    _keep(world, made)


def _recipients(world: World, paying: list[Plugin]) -> Whole:
    """Households that were helped as planned, or had a bill of the year paid."""
    household = world.population.household
    reached = household.helped_now != 0
    for programme in paying:
        if "claim" in programme.verbs:
            reached |= getattr(household, programme.money.name) != 0
    return np.flatnonzero(reached)


def _paid(world: World, programme: Plugin, rows: Whole) -> Floats:
    """What a programme paid each of these households this year, fen."""
    made: Floats = getattr(world.population.household, programme.money.name)[rows].astype(np.float64)
    return made


def _before(world: World) -> tuple[Floats, Floats]:
    """Everybody's income a person in lines, without the programmes' cash and dividends of the year, and persons."""
    household = world.population.household
    members = household.members.astype(np.float64)
    own = household.income - (household.programme_income + household.dividend_income) / np.maximum(members, 1.0)
    return own / float(world.population.province.exit_line[0]), members


def _matched(world: World, programme: Plugin, rows: Whole, money: Floats) -> Floats:
    """The share of its money that is the first choice against the main cause: on the record, in truth."""
    household = world.population.household
    answers = row(world.scenario.matching, [each.name for each in world.plugins("cause")], programme.name)
    return np.array([first_choice(answers, each[rows], money) for each in (household.recorded_cause, household.cause)])


def _counts(money: Floats, persons: Floats) -> dict[str, float]:
    return {"paid_fen": float(money.sum()), "reached": float(persons[money > 0].sum())}


def _choices(shares: Floats) -> dict[str, float]:
    return {"matched_recorded": float(shares[0]), "matched_true": float(shares[1])}


def _keep(world: World, made: dict[str, dict[str, float]]) -> None:
    table = {"year": np.full(len(made), world.year, np.int32), "programme": np.array(list(made), object)}
    for name in next(iter(made.values())):
        values = np.array([line[name] for line in made.values()])
        table[name] = values.astype(np.int64) if name in ("paid_fen", "reached") else values
    world.records.keep("targeting", table)
