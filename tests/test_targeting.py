"""Whom the register and the help reach: measures of targeting, their extreme cases, and perfect information."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import pytest

from povsim.administration.targeting import first_choice, ground, reach, recipients
from povsim.history import Table
from povsim.levels import EXITED, NEVER, RE_REGISTERED, REGISTERED, REMOVED
from povsim.scenario import load
from povsim.simulation import Simulation, simulate
from two_counties import page

QINGHAI = Path(__file__).parents[1] / "configs" / "qinghai.yaml"
COUNTY = Path(__file__).parents[1] / "docs" / "examples" / "county.yaml"
PERFECT = (
    "population.registered.households=0", "population.registered.persons=0", "steps.quotas.listing_year=2015",
    "steps.quotas.noise=0", "steps.quotas.county_noise=0", "steps.quotas.quota_noise=0", "steps.quotas.elite_bonus=0",
    "steps.quotas.visible_bonus=0", "steps.quotas.veto_malus=0", "steps.quotas.assembly=0", "steps.quotas.complaint=0",
    "rules.observe.error=0", "rules.observe.bunching=0", "rules.register.match=0", "rules.register.add=1",
    "rules.monitoring.detect=1", "rules.monitoring.recorded=1", "rules.exit_check.margin=0", "programmes.temporary_aid=null",
    "steps.exit_targets.persons=0",
)
"""Oracle 6 with correction 22: no noise, no favour, no assembly, no vetoes, no padding, quota = true count."""


# formulas ------------------------------------------------------------------------------------


def found(paid: list[float], persons: list[float] | None = None) -> dict[str, float]:
    """Help to five households at .5, .8, 1.2, 1.4 and 3 lines."""
    income, whole = np.array([500.0, 800, 1200, 1400, 3000]), np.ones(5) if persons is None else np.array(persons)
    rows = np.flatnonzero(paid)
    on = ground([(income / 1000, whole)])
    return reach(on, recipients(on, income[rows] / 1000, whole[rows]), np.array(paid, float)[rows])


def test_the_same_for_everybody_is_neutral() -> None:
    """An equal sum a person: the poorest 40 % get 40 %, concentration 0, no difference of coverages, leakage = the others' share."""
    line = found([1, 1, 1, 1, 1])
    assert line["poorest_true"] == pytest.approx(1) and line["concentration_true"] == pytest.approx(0)
    assert line["coverage_true"] == line["coverage_others_true"] == 1
    assert line["leakage_true"] == line["leakage_fen_true"] == pytest.approx(0.6)
    assert line["missed_deeply_true"] == 0 and line["reached_above_true"] == pytest.approx(0.2)


def test_all_to_the_poorest_and_all_to_the_richest() -> None:
    """To the poorest fifth alone: CGH 1 / .4, concentration -(1 - 1/5). To the richest: 0 and +.8, all of it leaked."""
    poorest, richest = found([9, 0, 0, 0, 0]), found([0, 0, 0, 0, 9])
    assert poorest["poorest_true"] == pytest.approx(2.5) and poorest["concentration_true"] == pytest.approx(-0.8)
    assert poorest["coverage_true"] == pytest.approx(0.5) and poorest["coverage_others_true"] == poorest["leakage_true"] == 0
    assert richest["poorest_true"] == 0 and richest["concentration_true"] == pytest.approx(0.8)
    assert richest["leakage_true"] == richest["reached_above_true"] == richest["missed_deeply_true"] == 1


def test_persons_and_yuan_are_weighed_apart() -> None:
    """Households of 4, 1, 1, 2 and 2; 30 yuan to the first, 10 to the third: 5 persons reached, of whom 1, with 10 of 40 yuan, is not poor."""
    line = found([30, 0, 10, 0, 0], [4, 1, 1, 2, 2])
    assert line["leakage_true"] == pytest.approx(1 / 5) and line["leakage_fen_true"] == pytest.approx(1 / 4)
    assert line["coverage_true"] == pytest.approx(4 / 5) and line["coverage_others_true"] == pytest.approx(1 / 5)
    assert line["concentration_true"] == pytest.approx(2 * (30 * 0.2 + 10 * 0.55) / 40 - 1)


def test_nobody_poor_or_nobody_paid_is_no_division_by_nothing() -> None:
    one, nobody = np.ones(1), np.zeros(0)
    for on in (ground([(np.array([5.0, 6.0]), np.ones(2))]), ground([(nobody, nobody)])):
        for some in (one, nobody):
            assert all(np.isfinite(value) for value in reach(on, recipients(on, 5 * some, some), 3 * some).values())
    assert first_choice(np.array([2, 1]), np.zeros(0, np.int64), np.zeros(0)) == 0


def test_first_choice_counts_money_whose_programme_answers_the_main_cause() -> None:
    assert first_choice(np.array([2, 1, 0]), np.array([0, 0, 1, -1]), np.array([5.0, 1, 3, 3])) == pytest.approx(0.5)


# in a run ------------------------------------------------------------------------------------


@cache
def lived(*changes: str, years: int = 3) -> Simulation:
    """Qinghai at a hundredth, after some years."""
    run = Simulation(load(QINGHAI, ["population.share=0.01", *changes]))
    for _ in range(years):
        run.step()
    return run


def rows_of(table: Table, **words: object) -> np.ndarray:
    """The rows of a table with these words."""
    return np.flatnonzero(np.all([table[name] == word for name, word in words.items()], axis=0))


def test_the_money_measured_is_the_money_in_the_ledger() -> None:
    """To the fen, by year and programme, but for households that died out; `all` has no loans (X40), no fen counts twice (X42)."""
    tables = lived().history().tables
    table, ledger, events = tables["targeting"], tables["ledger"], tables["events"]
    to_homes = (ledger["household_id"] > 0) & np.isin(ledger["programme"], table["programme"])
    assert sorted(set(table["year"].tolist())) == [2016, 2017, 2018]
    for year in (2016, 2017, 2018):
        gone = events["household_id"][(events["event"] == "died_out") & (events["year"] == year)]
        of_year = to_homes & (ledger["year"] == year) & ~np.isin(ledger["household_id"], gone) & np.isin(ledger["kind"], ("grant", "wage", "transfer", "loan"))
        names = [name for name in table["programme"][rows_of(table, year=year)] if name != "all"]
        paid = {name: int(table["paid_fen"][rows_of(table, year=year, programme=name)][0]) for name in names}
        assert paid == {name: int(ledger["amount_fen"][of_year & (ledger["programme"] == name)].sum()) for name in names}
        assert len(names) > 8 and sum(paid.values()) == ledger["amount_fen"][of_year].sum()
        everything = int(table["paid_fen"][rows_of(table, year=year, programme="all")][0])
        assert everything == sum(paid.values()) - paid["microloan"]


def test_batches_overlap() -> None:
    """X41: the eight batches are no types of household; who is in several counts once in `all`, whose sum is less than theirs."""
    table = lived().history().tables["targeting"]
    for year in (2016, 2017, 2018):
        reached = dict(zip(table["programme"][rows_of(table, year=year)], table["reached"][rows_of(table, year=year)], strict=True))
        everybody = reached.pop("all")
        assert max(reached.values()) < everybody < 0.9 * sum(reached.values())


def test_dibao_is_the_most_and_housing_the_least_progressive() -> None:
    """X43, X53: no programme is perfect; measured among everybody, not among the registered."""
    table = lived().history().tables["targeting"]
    dibao, houses = (table["concentration_true"][rows_of(table, programme=name, year=2017)][0] for name in ("dibao", "housing"))
    assert dibao < -0.5 and houses > dibao + 0.3
    assert (table["poorest_true"] <= 2.5 + 1e-9).all() and (np.abs(table["concentration_true"]) <= 1).all()
    assert ((table["leakage_true"] > 0) & (table["leakage_true"] < 1)).all()


def test_measures_of_the_register_agree_with_a_count_by_hand() -> None:
    run = lived()
    home, line = run.world.population.household, float(run.world.population.province.exit_line[0])
    members = home.members.astype(float)
    own = home.income - (home.programme_income + home.dividend_income) / members
    listed = np.isin(home.status, (REGISTERED, RE_REGISTERED))
    on, poor = listed | ((home.status == EXITED) & (home.support_until >= run.year)), own < line
    year = {name: values[-1] for name, values in run.history().tables["yearly"].items()}
    short = np.maximum(0, line - np.maximum(own, 0)) * members

    def share(part: np.ndarray, whole: np.ndarray, weight: np.ndarray = members) -> float:
        return float(weight[part & whole].sum() / weight[whole].sum())

    by_hand = {
        "inclusion_error_true": share(~poor, listed), "exclusion_error_true": share(~on, poor),
        "exclusion_gap_true": share(~on, poor, short), "missed_deeply_true": share(~on, own < 0.7 * line),
        "listed_above_true": share(own > 1.5 * line, listed), "coverage_others_true": share(on, ~poor),
        "cause_right_recorded": share(home.recorded_cause == home.cause, listed),
        "registered_with_disabled_true": share(home.disabled > 0, listed, np.ones(len(listed))),
    }
    assert {name: year[name] for name in by_hand} == pytest.approx(by_hand, rel=1e-5)


def test_poor_households_and_people_of_poor_villages_are_not_the_same() -> None:
    """X38: many of the listed live in other villages, and most people of poor villages are not listed."""
    population = lived(years=0).world.population
    home = population.household
    listed, inside = home.status == REGISTERED, population.village.poor_village[home.parent] == 1
    assert 0.05 < (~inside[listed]).mean() < 0.5 and (~listed[inside]).mean() > 0.5


def test_those_who_are_not_poor_set_places_too() -> None:
    """X53: quotas, prices and envy need the whole population: seven of eight persons here are not poor, and are simulated."""
    home = lived(years=0).world.population.household
    assert home.members[home.status != REGISTERED].sum() > 6 * home.members[home.status == REGISTERED].sum()


def test_true_poverty_is_never_nought() -> None:
    """X54: where the record says little poverty is left, true incomes of a year still fall below the line."""
    yearly = lived().history().tables["yearly"]
    assert (yearly["headcount_true"] > 0.01).all() and yearly["headcount_recorded"][-1] < yearly["headcount_recorded"][0]


def test_units_stand_in_the_names() -> None:
    """X47: what is a share says so, and of what; no measure speaks of points or per cent."""
    words = lived(years=0).history().notes["measures"]
    for name in ("inclusion_error_true", "exclusion_error_true", "registered_with_disabled_true"):
        assert words[name]["unit"].startswith("share of ")
    assert not any(each["unit"] in ("%", "points", "percent") for each in words.values())


# perfect cases -------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def perfect() -> list[dict[str, np.ndarray]]:
    """Four years of perfect information: what every household was at the end of each."""
    run, made = Simulation(load(QINGHAI, ["population.share=0.01", *PERFECT])), []
    for year in range(2015, 2019):
        if year > 2015:
            run.step()
        population = run.world.population
        home = {name: getattr(population.household, name).copy() for name in ("status", "income", "enters_now", "exits_now", "relapses_now")}
        made.append(home | {"line": population.province.exit_line.copy()})
    return made


def test_perfect_information_lists_exactly_the_poor(perfect: list[dict[str, np.ndarray]]) -> None:
    """Oracle 6: inclusion error and exclusion error are 0, household by household."""
    first = perfect[0]
    assert ((first["status"] == REGISTERED) == (first["income"] < first["line"])).all()
    assert (first["status"] == REGISTERED).sum() > 500


def test_perfect_information_misses_nobody_and_lets_nobody_go_too_early(perfect: list[dict[str, np.ndarray]]) -> None:
    """Oracle 6 in the years after: whoever falls is listed in the year, whoever is let go or added is so by right."""
    for each in perfect[1:]:
        poor = each["income"] < each["line"]
        assert not (poor & np.isin(each["status"], (NEVER, REMOVED, EXITED))).any(), "exclusion"
        assert poor[(each["enters_now"] == 1) | (each["relapses_now"] == 1)].all(), "inclusion"
        assert each["exits_now"].sum() > 50 and not poor[each["exits_now"] == 1].any(), "wrong exits"


def test_budget_zero_is_no_programme_bit_by_bit() -> None:
    """Oracle 7: a page whose programmes have no money, and one without programmes; and money that comes later changes nothing before."""
    none = simulate(load(COUNTY, ["programmes=null"])).tables
    zero = simulate(load(COUNTY, ["programmes.industry.budget=0", "programmes.dibao.budget=0"])).tables
    late = simulate(load(COUNTY, ["programmes.industry.budget={2016: 0, 2020: 3e6}", "programmes.dibao.budget={2016: 0, 2020: 6e5}"])).tables
    for name in ("yearly", "groups", "events", "spells", "population", "causes"):
        assert sorted(zero[name]) == sorted(none[name])
        assert all((zero[name][column] == none[name][column]).all() for column in none[name]), name
    early = late["yearly"]["year"] < 2020
    for column in (*none["yearly"],):
        assert (late["yearly"][column][early] == none["yearly"][column][early]).all(), column


def test_money_without_end_leaves_no_matched_need_unmet() -> None:
    """Oracle 7: whoever is eligible at the end of a year has the help allotted, and from the next year on has it."""
    rich = ", ".join(f"{name}: {{use: batches, budget: 9e9}}" for name in ("asset_income", "dibao", "education", "industry", "medical"))
    run = Simulation(page(rich, households=600))
    waiting: np.ndarray = np.zeros(0, np.uint64)
    for year in range(2015, 2019):
        if year > 2015:
            run.step()
        world, home = run.world, run.world.population.household
        assert (home.dibao[np.isin(home.id, waiting)] > 0).all()
        for programme in world.plugins("programme"):
            if "cost" in programme.verbs:
                eligible, cost = world.whom(programme, "eligible"), world.ask(programme, "cost")
                assert (getattr(home, programme.money.name)[eligible][cost[eligible] > 0] > 0).all(), programme.name
        waiting = home.id[home.dibao_fen > 0]
    recorded = run.history().tables["yearly"]["poor_recorded"]
    assert recorded[-1] < 0.5 * recorded[0]
