"""Allocation rules on a page of two counties: no fen too much, the same fen whoever computes, and who is served."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from povsim.administration.counter import answers
from povsim.errors import InputError, TooLargeError
from povsim.plugin import Plugin
from povsim.shape import ALLOCATIONS
from povsim.simulation import Simulation
from two_counties import page

PLANNED = "asset_income: {use: batches, budget: 3e4}, industry: {use: batches, budget: 1.5e5}, road: {use: batches, budget: 1e6}"
RICH = PLANNED.replace("3e4", "9e8").replace("1.5e5", "9e8")

ILLNESS = "matching.illness.industry=2"
"""So that industry answers the illness of a household better than a course."""


@cache
def lived(programmes: str, *changes: str, threads: int = 1) -> Simulation:
    """The page at the end of 2015, when the money of 2016 is allotted."""
    return Simulation(page(programmes, *changes, households=400), threads=threads)


def planned(run: Simulation) -> dict[str, np.ndarray]:
    """What every programme has allotted for the coming year, row by row."""
    world = run.world
    return {each.name: getattr(world.population[each.level("eligible")], each.money.name).copy() for each in world.plugins("programme")}


def spent(run: Simulation, programme: Plugin) -> tuple[np.ndarray, np.ndarray]:
    """What a programme of households has allotted, and its envelope, by county."""
    counties = run.world.population.up("household", "county")
    purse = run.world.ledger.purses[programme.name, run.world.year + 1]
    return np.bincount(counties, weights=planned(run)[programme.name], minlength=2), purse.envelope


@pytest.mark.parametrize("rule", ALLOCATIONS)
def test_no_rule_pays_a_fen_too_much_and_every_rule_pays_somebody(rule: str) -> None:
    run = lived(PLANNED, f"steps.allot.rule={rule}")
    for programme in run.world.plugins("programme"):
        if programme.level("eligible") == "household":
            paid, envelope = spent(run, programme)
            assert (paid <= envelope).all() and paid.sum() > 0.5 * envelope.sum()
            cost = run.world.ask(programme, "cost").max() * 100
            exact = rule == "equal" and programme.name == "asset_income"
            assert (envelope - paid < (1 if exact else cost)).all()


@pytest.mark.parametrize("rule", ALLOCATIONS)
def test_the_same_fen_in_any_number_of_threads(rule: str) -> None:
    changes = (f"steps.allot.rule={rule}", "steps.allot.one=true", "steps.allot.capacity=40")
    one, three = (planned(lived(PLANNED, *changes, threads=threads)) for threads in (1, 3))
    assert all((one[name] == three[name]).all() for name in one)


def test_rules_differ_and_a_programme_may_have_its_own() -> None:
    usual, poorest = planned(lived(PLANNED, ILLNESS)), planned(lived(PLANNED, ILLNESS, "steps.allot.rule=poorest"))
    assert (usual["industry"] != poorest["industry"]).any()
    own = planned(lived(PLANNED.replace("1.5e5", "1.5e5, allocation: poorest"), ILLNESS))
    assert (own["industry"] == poorest["industry"]).all() and (own["asset_income"] == usual["asset_income"]).all()
    with pytest.raises(InputError, match=r"programmes\.industry\.allocation: must be one of matched, .* \(got 'poorer'\)"):
        page(PLANNED.replace("1.5e5", "1.5e5, allocation: poorer"))


@pytest.mark.parametrize("rule", ALLOCATIONS)
def test_money_without_end_leaves_no_need_unmet_and_no_money_helps_nobody(rule: str) -> None:
    rich = lived(RICH + ", employment: {use: batches, budget: {2016: 0, 2017: 9e8}}", f"steps.allot.rule={rule}")
    assert not planned(rich)["employment"].any()
    for programme in rich.world.plugins("programme"):
        if programme.level("eligible") == "household" and programme.name != "employment":
            assert (planned(rich)[programme.name][rich.world.whom(programme, "eligible")] > 0).all()


def test_the_poorest_and_the_nearest_are_served() -> None:
    for rule, sign in (("poorest", 1), ("near_line", -1)):
        run = lived(PLANNED, f"steps.allot.rule={rule}")
        home, counties = run.world.population.household, run.world.population.up("household", "county")
        industry = next(each for each in run.world.plugins("programme") if each.name == "industry")
        rows, line = run.world.whom(industry, "eligible"), float(run.world.population.province.exit_line_next[0])
        rows = rows[home.recorded_income[rows] < line]
        for county in (0, 1):
            mine = rows[counties[rows] == county]
            paid = home.industry_fen[mine] > 0
            income = sign * home.recorded_income[mine]
            assert paid.any() and not paid.all() and income[paid].max() <= income[~paid].min()


def test_at_most_one_planned_measure_a_household_from_the_programme_that_answers_best() -> None:
    both = lived(RICH.replace("asset_income", "employment"), ILLNESS)
    once = lived(RICH.replace("asset_income", "employment"), ILLNESS, "steps.allot.one=true")
    names, world = ("employment", "industry"), once.world
    helps = sum((planned(both)[name] > 0) * 1 for name in names)
    assert helps.max() == 2 and sum((planned(once)[name] > 0) * 1 for name in names).max() == 1
    assert (sum((planned(once)[name] > 0) * 1 for name in names) == np.minimum(helps, 1)).all(), "nobody is left out"
    rows = np.flatnonzero(helps == 2)
    fits = [answers(world, each, rows) for each in world.plugins("programme") if each.name in names]
    second = fits[1] > fits[0]
    assert second.any() and (planned(once)["industry"][rows] > 0).tolist() == second.tolist()


@pytest.mark.parametrize("rule", ["matched", "equal", "optimum"])
def test_a_county_begins_no_more_projects_than_it_can_run(rule: str) -> None:
    changes = (f"steps.allot.rule={rule}", "steps.allot.capacity=40", "steps.allot.one=true")
    run = lived(RICH if rule != "optimum" else PLANNED, *changes)
    people = run.world.population
    begun = np.zeros(2, dtype=int)
    for programme in run.world.plugins("programme"):
        level = programme.level("eligible")
        rows = np.flatnonzero(planned(run)[programme.name])
        villages = np.unique(people.household.parent[rows] if level == "household" else rows)
        begun += np.bincount(people.village.parent[villages], minlength=2)
    room = np.floor(people.county.persons * 40 / 10_000).astype(int)
    assert (begun <= room).all() and begun.sum() > 0 and (rule == "optimum" or (begun == room).all())


def test_an_optimum_of_a_large_county_is_refused() -> None:
    with pytest.raises(TooLargeError, match="choose 'value_cost'"):
        Simulation(page(PLANNED, "steps.allot.rule=optimum", households=3000))


def test_the_exact_optimum_is_worth_at_least_what_greed_finds() -> None:
    """Yuan of recorded gaps that the money fills; all rules meet the same households."""
    worth = {}
    for rule in ("value_cost", "optimum", "random"):
        run = lived(PLANNED, f"steps.allot.rule={rule}", "steps.allot.value=gap")
        home = run.world.population.household
        short = np.maximum(float(run.world.population.province.exit_line_next[0]) - home.recorded_income, 0.0) * home.members
        worth[rule] = {name: np.minimum(fen / 100, short).sum() for name, fen in planned(run).items() if name != "road"}
    for name in worth["optimum"]:
        assert worth["optimum"][name] >= worth["value_cost"][name] - 1e-6 and worth["optimum"][name] > worth["random"][name]
