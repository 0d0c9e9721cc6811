"""Sources with walls, loans, and what counties find themselves: every fen has one source, and nothing is counted twice."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from povsim.administration.plan import BEYOND, Plan, Terms, plan_of
from povsim.errors import InputError
from povsim.scenario import Scenario, load
from povsim.simulation import Simulation
from two_counties import lived, page

CONFIGS = Path(__file__).parents[1] / "configs"
NAMES = ("dibao", "industry", "road", "tea")


def plan(amounts: dict[str, float], marks: dict[str, list[str]], budgets: dict[str, float], repaid: str = "loans") -> Plan:
    """One use and one year."""
    terms = {name: Terms(name == repaid, frozenset(marks.get(name, []))) for name in amounts}
    years = {name: {2016: 1.0} for name in amounts}
    return Plan(years, {"all": amounts}, {name: ("all", budget) for name, budget in budgets.items()}, terms=terms)


MONEY = st.fixed_dictionaries({name: st.integers(0, 400) for name in ("fiscal", "sector", "other", "loans")})
MARKS = st.fixed_dictionaries({name: st.lists(st.sampled_from(NAMES), max_size=3) for name in ("fiscal", "sector", "loans")})
BUDGETS = st.fixed_dictionaries({name: st.integers(0, 500) for name in NAMES})


@settings(max_examples=300)
@given(MONEY, MARKS, BUDGETS, st.floats(0, 1))
def test_pooled_money_meets_at_least_what_silos_meet_and_is_counted_once(
    amounts: dict[str, float], marks: dict[str, list[str]], budgets: dict[str, float], pooling: float,
) -> None:
    """X42: grants of every source stay within the source; each programme gets at most its ceiling, and pooled never less."""
    made = plan(amounts, marks, budgets)
    pots = made.pots("all", 2016)
    some, pooled = (made.grants(NAMES, 2016, share) for share in (pooling, 1.0))
    for grants in (some, pooled):
        total = sum(grants.values())
        assert (total[:-1] <= pots[:-1]).all() and min(int(each.min()) for each in grants.values()) >= 0
        assert (made.unassigned("all", 2016, grants) + np.where(made.planned, total, 0)).tolist() == pots.tolist()
    for name in NAMES:
        assert int(some[name].sum()) <= int(pooled[name].sum()) == made.budget(name, 2016)
        assert some[name][-1] == pooled[name][-1]


@given(MONEY, MARKS, BUDGETS)
def test_in_silos_a_source_pays_nobody_but_those_it_names(
    amounts: dict[str, float], marks: dict[str, list[str]], budgets: dict[str, float],
) -> None:
    made = plan(amounts, marks, budgets)
    for name, grant in made.grants(NAMES, 2016, 0.0).items():
        for source, fen in zip(made.sources, grant.tolist(), strict=True):
            if fen and source != BEYOND and (marks.get(source) or source == "loans"):
                assert name in marks[source]


def test_a_wall_leaves_money_idle_that_pooling_uses() -> None:
    """100 yuan for roads where 60 are needed, 100 for dibao where 140 are: a silo leaves 40 idle, half pooling 20 of them less."""
    made = plan({"sector": 100, "fiscal": 100}, {"sector": ["road"], "fiscal": ["dibao"]}, {"road": 60, "dibao": 140})
    given_to = [int(made.grants(["dibao", "road"], 2016, pooling)["dibao"].sum()) for pooling in (0.0, 0.2, 0.5, 1.0)]
    assert given_to == [10_000, 12_000, 14_000, 14_000]


def test_lending_money_may_be_named_for_works() -> None:
    """Loans are no grants: without a name they pay nobody but those who lend; named, they pay the work and nothing else."""
    amounts, budgets = {"fiscal": 100, "loans": 300}, {"road": 200, "tea": 100}
    plain = plan(amounts, {}, budgets).grants(["road", "tea"], 2016)
    assert plain["road"].tolist() == [10_000, 0, 10_000]
    named = plan(amounts, {"loans": ["road"]}, budgets)
    assert named.grants(["road", "tea"], 2016)["road"].tolist() == [5_000, 15_000, 0]
    assert named.borrowers == ("road",)


# pages ------------------------------------------------------------------------------------------



def silo_page(*changes: str) -> Scenario:
    """Two programmes, one of them with more money than it can use."""
    budgets = "industry: {use: batches, budget: 2e6, grant: 6000}, housing: {use: batches, budget: 3e6, moving_until: 2015}"
    return page(budgets, 'money.uses.batches={"fiscal": 4e6}', "money.sources.fiscal.total=4e6", *changes)


@pytest.mark.parametrize("text", [
    "money.sources.fiscal.earmark=[tee]", "money.sources.fiscal.earmark=industry", "money.sources.fiscal.repaid=2",
    "money.sources.fiscal.givers={central: 0.5}", "money.sources.fiscal.jobs=-1",
])
def test_bad_terms_are_named_with_their_line(text: str) -> None:
    with pytest.raises(InputError) as problem:
        silo_page(text)
    assert text.partition("=")[0] in str(problem.value)


def test_terms_of_a_source_stand_on_the_resolved_page() -> None:
    made = silo_page("money.sources.fiscal.earmark=[industry]", "money.sources.fiscal.givers={central: 0.75, province: 0.25}")
    shown = made.resolved()["money"]["sources"]["fiscal"]
    assert (shown["earmark"], shown["givers"]) == (["industry"], {"central": 0.75, "province": 0.25})
    assert "jobs" not in shown and plan_of(made).terms["fiscal"].earmark == {"industry"}


def test_works_on_loans_become_debt_of_counties_with_a_schedule() -> None:
    """Every fen that roads cost from the loan is owed; after the free years equal parts fall due, and interest every year."""
    run = lived(page(
        "road: {use: batches, budget: {2016: 8e6, 2017: 0}, price: 1e6}", "money.sources.fiscal.repaid=true",
        "money.sources.fiscal.earmark=[road]", "steps.county_funds.term=2", "steps.county_funds.free=1",
        "rules.county_finance.rate=0.05", "rules.county_finance.most=1", "presets.dry_hills.road=0.1",
    ), 1)
    county, ledger = run.world.population.county, run.world.ledger
    spent = sum(row.spent for row in ledger.rows if (row.year, row.programme) == (2016, "road")) / 100
    assert spent > 0 and county.debt.sum() == pytest.approx(spent) == county.borrowed.sum()
    assert {row.source for row in ledger.rows if row.programme == "road" and row.spent} == {"fiscal"}
    assert set(ledger.table()["kind"][ledger.table()["programme"] == "road"]) == {"loan"}
    debts = [spent]
    for _ in range(4):
        run.step()
        debts.append(float(county.debt.sum()))
    assert debts == pytest.approx([spent, spent, spent / 2, 0, 0], abs=1)
    interest = sum(row.spent for row in ledger.rows if row.programme == "interest") / 100
    assert interest == pytest.approx(0.05 * (spent + spent + spent / 2), rel=1e-6)


def test_a_county_that_cannot_pay_owes_more_and_is_marked() -> None:
    run = lived(page(
        "road: {use: batches, budget: {2016: 8e6, 2017: 0}, price: 1e6}", "money.sources.fiscal.repaid=true",
        "money.sources.fiscal.earmark=[road]", "rules.county_finance.most=0", "rules.county_finance.revenue=100",
        "rules.county_finance.growth=0", "presets.dry_hills.road=0.1",
    ), 3)
    county = run.world.population.county
    spent = sum(row.spent for row in run.world.ledger.rows if row.programme == "road") / 100
    assert county.debt.sum() == pytest.approx(spent * 1.049**2)
    assert ((county.debt_ratio > 1) == (county.hidden_debt == 1)).all() and county.hidden_debt.any()


def test_the_poor_get_their_part_of_growing_revenue() -> None:
    """Gansu's rule: each year a fifth of the increment is added to the county's own money for the poor."""
    run = lived(page("industry: {use: batches, budget: 1e4}", "rules.county_finance.increment=0.2", "rules.county_finance.growth=0.1"), 0)
    county, budgets = run.world.population.county, []
    assert (county.county_budget == 0).all()
    for _ in range(3):
        before = county.revenue.copy()
        run.step()
        budgets.append(county.county_budget.copy())
        assert county.revenue == pytest.approx(1.1 * before)
        assert budgets[-1] == pytest.approx((budgets[-2] if len(budgets) > 1 else 0) + 0.2 * 0.1 * before)
    rows = [row for row in run.world.ledger.rows if row.source == "county_budget"]
    granted = {year: sum(row.granted for row in rows if row.year == year) for year in (2016, 2017, 2018)}
    assert granted[2016] == 0 and 0 < granted[2017] <= int(budgets[0].sum() * 100) and granted[2018] > granted[2017]
    assert all(row.planned == 0 for row in rows), "it stands on no plan"


def test_each_level_adds_its_part_of_its_own_growth() -> None:
    """I036: after three years city and province have added a tenth and a fifth of all growth since the first, each as a source of its own."""
    terms = ("city=0.1", "city_revenue=500", "city_growth=0.2", "province=0.2", "province_revenue=800", "province_growth=0.1")
    run = lived(page("industry: {use: batches, budget: 1e4}", *(f"rules.higher_budgets.{each}" for each in terms)), 0)
    county = run.world.population.county
    first = county.persons.astype(float)
    assert not county.city_budget.any() and not county.province_budget.any()
    for year in (1, 2, 3):
        run.step()
        assert county.city_budget == pytest.approx(0.1 * 500 * first * (1.2**year - 1))
        assert county.province_budget == pytest.approx(0.2 * 800 * first * (1.1**year - 1))
    granted = {source: sum(row.granted for row in run.world.ledger.rows if row.source == source) for source in ("city_budget", "province_budget")}
    assert min(granted.values()) > 0 and not county.county_budget.any()


def test_idle_money_of_other_departments_is_called_in_by_half() -> None:
    """I036: 40 yuan a rural person lie idle elsewhere; half of it is next year's money, on no plan and from one source."""
    run = lived(page(
        "industry: {use: batches, budget: 1e4, grant: 6000}", "steps.county_funds.recovered=0.5", "steps.county_funds.idle={2015: 0, 2017: 40}",
    ), 1)
    county, persons = run.world.population.county, run.world.population.county.persons
    assert not county.recovered_funds.any()
    run.step()
    assert county.recovered_funds == pytest.approx(20.0 * persons)
    run.step()
    rows = [row for row in run.world.ledger.rows if (row.source, row.year) == ("recovered_funds", 2018)]
    assert 0 < sum(row.granted for row in rows) <= int(2000 * persons.sum()) + 2 and not any(row.planned for row in rows)


def test_what_came_back_may_be_used_once_more_under_its_own_name() -> None:
    """Half of the grants that were returned in 2017 is granted again for 2018, and no fen of it from two sources."""
    run = lived(page(
        "industry: {use: batches, budget: {2016: 5e6, 2017: 1e3}, grant: 6000}, housing: {use: batches, budget: 1e3}",
        "steps.county_funds.recovered=0.5",
    ), 3)
    rows = run.world.ledger.rows
    returned = sum(row.returned for row in rows if row.year == 2017)
    again = sum(row.granted for row in rows if (row.source, row.year) == ("recovered_funds", 2018))
    assert returned > 0 and 0 < again <= returned // 2 + 2


def test_reclaimed_homesteads_bring_money_for_the_next_year() -> None:
    run = lived(page(
        "relocation: {use: batches, budget: 5e6, last: 2018, remote: 0.2}, housing: {use: batches, budget: 1e3}",
        "steps.county_funds.quota=10000",
    ), 2)
    population = run.world.population
    moved = int((population.household.moved_year == run.year).sum())
    assert moved > 0 and population.county.land_quota.sum() == 10_000 * moved


def test_workshops_that_come_with_money_are_places_of_work() -> None:
    programmes = "industry: {use: batches, budget: 1e4}"
    plain, more = (lived(page(programmes, *changes), 2) for changes in ((), ("money.sources.fiscal.jobs={2016: 50, 2017: 0}",)))
    jobs = [float(each.world.population.county.local_jobs.sum()) for each in (plain, more)]
    assert jobs[1] - jobs[0] == pytest.approx(50 * 1.03)


def test_no_money_is_bit_for_bit_no_programme() -> None:
    """Oracle 7: a programme with a budget of nothing changes no column and no fen."""
    columns: list[dict[str, Any]] = []
    for programmes in ("industry: {use: batches, budget: 0}, dibao: {use: batches, budget: 1e5}", "dibao: {use: batches, budget: 1e5}"):
        run = lived(page(programmes), 3)
        home = run.world.population.household
        columns.append({name: getattr(home, name).tobytes() for name in home.columns if not name.startswith("industry")})
        columns[-1]["spent"] = [run.world.ledger.spent(year) for year in range(2015, 2019)]
    shared = columns[0].keys() & columns[1].keys()
    assert len(shared) > 100 and [name for name in sorted(shared) if columns[0][name] != columns[1][name]] == []


@pytest.mark.parametrize("name", ["gandu", "gansu", "honghe", "national", "pingli", "qinghai"])
def test_every_page_plans_what_its_sources_have_and_names_known_programmes(name: str) -> None:
    """X40: planned, granted and spent are three numbers; the plan of a page is its sources' money, to the fen."""
    scenario = load(CONFIGS / f"{name}.yaml", ["population.share=1"])
    made, money = plan_of(scenario), scenario.money
    for use, parts in money.uses.items():
        years = range(int(scenario.years.first), 2031)
        total = sum(made.pots(use, year) for year in years)
        for source, yuan in parts.items():
            assert int(total[made.sources.index(source)]) == int(yuan * 100 + 0.5)


def test_only_projects_of_the_library_are_paid() -> None:
    """Only what was allotted last year is paid: every line of a planned programme has its row, eligible a year before."""
    run = Simulation(page("industry: {use: batches, budget: 1e6, grant: 6000}", "steps.allot.capacity=25"))
    home = run.world.population.household
    for _ in range(3):
        allotted = dict(zip(home.id.tolist(), home.industry_fen.tolist(), strict=True))
        run.step()
        table = run.world.ledger.table()
        mine = (table["year"] == run.year) & (table["programme"] == "industry") & (table["household_id"] > 0)
        paid: dict[int, int] = {}
        for one, fen in zip(table["household_id"][mine].tolist(), table["amount_fen"][mine].tolist(), strict=True):
            paid[one] = paid.get(one, 0) + fen
        assert paid == {one: fen for one, fen in allotted.items() if fen}


# the library ------------------------------------------------------------------------------------


def arm(name: str, *changes: str) -> Simulation:
    """A page of the library at a hundredth or less, lived to 2018."""
    return lived(load(CONFIGS / "library" / f"{name}.yaml", ["population.share=0.003", *changes]), 3)


def test_silos_leave_money_idle_that_pooling_brings_to_households() -> None:
    """S-E: pooled, every programme has its ceiling; in silos relocation lacks money while the departments have some left."""
    silos, pooled = arm("e-silos"), arm("e-pooled")
    rows = [{name: sum(row.granted for row in each.world.ledger.rows if row.programme == name) for name in ("relocation", "dibao")}
            for each in (silos, pooled)]
    assert rows[0]["relocation"] < 0.95 * rows[1]["relocation"] and rows[0]["dibao"] == rows[1]["dibao"]
    spent = [sum(each.world.ledger.spent(year) for year in (2016, 2017, 2018)) for each in (silos, pooled)]
    assert spent[0] < spent[1]
    planned = [sum(row.planned for row in each.world.ledger.rows) for each in (silos, pooled)]
    assert planned[0] == planned[1]


def test_loans_make_debt_and_grants_do_not() -> None:
    """S-P: the works of both arms have the same money; only in one is it owed."""
    loans, grants = arm("p-loans"), arm("p-grants")
    works = ("housing", "road", "water", "clinic", "power", "net")
    given_to = [sum(row.granted for row in each.world.ledger.rows if row.programme in works) for each in (loans, grants)]
    assert given_to[0] == given_to[1]
    assert loans.world.population.county.debt.sum() > 0 and not grants.world.population.county.debt.any()
    assert loans.world.population.household.loan.sum() > 0
