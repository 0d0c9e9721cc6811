"""Errors that an expert would laugh at, in demography, school, work and motivation (X.. of the reference), each held off by a test."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from povsim.levels import COLLEGE, ELDERS_ONLY, LOCAL_WAGE, MIGRANT, SENIOR
from povsim.parameters import declared
from povsim.plugin import builtin
from povsim.population import Table
from povsim.scenario import load
from povsim.simulation import Simulation

ROOT = Path(__file__).parent.parent
QINGHAI, COUNTY = ROOT / "configs" / "qinghai.yaml", ROOT / "docs" / "examples" / "county.yaml"
SURE = 4.892


def lived(*changes: str, last: int = 2020, page: Path = COUNTY) -> Simulation:
    """A run of a small page to the end of a year."""
    run = Simulation(load(page, [*changes, f"years.last={last}"]))
    while run.year < last:
        run.step()
    return run


@pytest.fixture(scope="module")
def qinghai() -> Simulation:
    """Qinghai at two in a hundred, at the end of 2020."""
    return lived("population.share=0.02", page=QINGHAI)


def waged(run: Simulation) -> tuple[Table, np.ndarray]:
    """The persons of a run, and who has wage work."""
    person = run.world.population.person
    return person, np.isin(person.job, (LOCAL_WAGE, MIGRANT))


# income and causes --------------------------------------------------------------------------


def test_x07_the_registry_counts_wages_and_the_survey_remittances(qinghai: Simulation) -> None:
    """Who is away stays a member for the registry; the survey counts half the pay, and divides by residents."""
    home = qinghai.world.population.household
    settings = qinghai.scenario.parameters(builtin("rule")["welfare"]).at(2020)
    own = home.wages + home.farm_income + home.herd_income + home.natural_income + home.business_income
    registry = home.total_income - settings["uncounted"] * np.maximum(own, 0.0)
    assert np.allclose(home.income, registry / home.members, rtol=1e-4, atol=0.1)
    rows = (home.away > 0) & (home.away < home.members)
    assert rows.sum() > 1_000 and (home.wages_away[rows] > 0).all() and (home.wages_away <= home.wages * 1.000001).all()
    residents = home.members - home.away
    unsent = home.survey_income * residents + (1 - settings["remitted"]) * home.wages_away - home.reimbursed_fen / 100.0
    assert np.corrcoef(unsent[rows], home.total_income[rows])[0, 1] > 0.999


def test_x10_main_causes_add_up_and_named_causes_do_not(qinghai: Simulation) -> None:
    """Main causes share out the persons, each once; several named causes add up to more than one, and are a table of their own."""
    tables = qinghai.history().tables
    groups, yearly = tables["groups"], tables["yearly"]
    by_cause = (groups["group_kind"] == "cause") & (groups["year"] == 2016)
    assert groups["persons"][by_cause].sum() == yearly["persons"][1]
    named = [values[0] for name, values in yearly.items() if name.startswith("named_")]
    assert sum(named) > 1.05


def test_x19_poverty_without_the_programmes_income_is_told_apart(qinghai: Simulation) -> None:
    """Before help the two agree; with it, taking its cash away leaves more people poor."""
    yearly = qinghai.history().tables["yearly"]
    assert yearly["headcount_true_without_help"][0] == yearly["headcount_true"][0]
    assert (yearly["headcount_true_without_help"][1:] > yearly["headcount_true"][1:] + 0.005).all()


# work ---------------------------------------------------------------------------------------


def test_x22_nobody_has_a_full_year_of_wages_by_assumption(qinghai: Simulation) -> None:
    """Months near home and away differ, vary, and fall by about a month and a half in 2020, when some cannot leave at all."""
    before = lived("population.share=0.02", last=2019, page=QINGHAI)
    means, shares = [], []
    for run in (before, qinghai):
        person, has = waged(run)
        assert person.months.max() <= 120 and (person.months[~has] == 0).all() and person.months[has].std() > 10
        means.append([float(person.months[person.job == job].mean() / 10) for job in (LOCAL_WAGE, MIGRANT)])
        shares.append(float((person.job == MIGRANT).mean()))
    assert 5.5 <= means[0][0] <= 6.5 and 8 <= means[0][1] <= 9.2
    assert all(1.2 <= one - two <= 1.6 for one, two in zip(*means, strict=True))
    assert shares[1] < shares[0] + 0.002


def test_migration_follows_the_pay_of_the_page() -> None:
    """Three tenths more pay away draws people away; were all of it spent there, hardly anybody went."""
    share = []
    for change in ("rules.pay.migrant=2380", "rules.pay.migrant=3094", "rules.pay.living_cost=0.9"):
        person, has = waged(lived("population.seed=2", change))
        share.append(float((person.job[has] == MIGRANT).mean()))
    assert share[2] + 0.1 < share[0] < share[1] - 0.02


def test_more_seekers_than_vacancies_find_less() -> None:
    """Jobs that vanish leave no room; jobs in plenty leave all of it; without rationing it does not matter."""
    county = "steps.jobs.growth"
    scarce, plenty, free = (lived(*each, last=2018) for each in ([f"{county}=-0.2"], [f"{county}=0.2"], [f"{county}=-0.2", "steps.jobs.rationing=0"]))
    rooms = [float(run.world.population.county.job_room[0]) for run in (scarce, plenty, free)]
    assert rooms == [0, 1, 1]
    near = [int((run.world.population.person.job == LOCAL_WAGE).sum()) for run in (scarce, plenty, free)]
    assert near[0] < near[1] - SURE * np.sqrt(near[1]) and near[1] == near[2]


def test_layoffs_are_a_shock_of_one_year() -> None:
    """A third of the jobs lost in 2017: fewer have work in that year, and most find it again."""
    shares = {}
    for last in (2017, 2020):
        bad, usual = (lived(f"rules.work.layoff={{2015: 0, 2017: {layoff}, 2018: 0}}", last=last) for layoff in (0.33, 0))
        shares[last] = [float(waged(run)[1].mean()) for run in (bad, usual)]
    assert shares[2017][0] < 0.8 * shares[2017][1] and shares[2020][1] - shares[2020][0] < shares[2017][1] - shares[2017][0]


# school -------------------------------------------------------------------------------------


def test_x26_school_brings_no_income_before_it_ends() -> None:
    """Who stays at school longer earns nothing there, less in those years, and more ten years on. Paired by person."""
    runs = {last: [lived(f"rules.school.senior={senior}", last=last) for senior in (-1.0, 3.0)] for last in (2018, 2030)}
    person = runs[2018][1].world.population.person
    pupils = (person.school >= SENIOR) & (person.age >= 16) & (person.age <= 18) | (person.school == COLLEGE) & (person.age <= 23)
    assert pupils.sum() > 100 and (person.wage[pupils] == 0).all()
    for last, (less, more) in runs.items():
        one, other = less.world.population.person, more.world.population.person
        _, left, right = np.intersect1d(one.id, other.id, return_indices=True)
        longer = (other.schooling[right] > one.schooling[left]) & (other.school[right] == 0)
        studies = (other.school[right] >= SENIOR) & (one.school[left] == 0)
        gain = (other.wage[right] - one.wage[left])[longer if last == 2030 else studies]
        more, fewer = int((gain > 0).sum()), int((gain < 0).sum())
        sign = 1 if last == 2030 else -1
        assert sign * (more - fewer) > SURE * np.sqrt(more + fewer), f"{last}: {more} earn more, {fewer} less"


def test_dropouts_fall_below_the_plans_ceilings(qinghai: Simulation) -> None:
    """At most .5 % a year leave primary and 1.2 % junior school by 2019, by the settings and on the ground."""
    settings = qinghai.scenario.parameters(builtin("rule")["school"]).at(2019)
    left = 1 - settings["control"]
    assert settings["dropout_primary"] * left <= 0.005 and settings["dropout_junior"] * left <= 0.012
    person = qinghai.world.population.person
    children = (person.age >= 7) & (person.age <= 14)
    assert person.dropped_out[children].mean() < 0.005


def test_nobody_is_drawn_again_in_the_settled_years() -> None:
    """The years before the first one leave schooling, school and ages as they were settled."""
    from povsim.start.settle import settle

    page = load(COUNTY)
    drawn, settled = settle(page).person, Simulation(page).world.population.person
    assert all((getattr(drawn, name) == getattr(settled, name)).all() for name in ("age", "school", "schooling"))


# demography ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("preset", "expectancy"), [("dry_hills", 76.2), ("pastoral", 73.6)])
def test_life_expectancy(preset: str, expectancy: float) -> None:
    """Item 60 of the corrections: 76.2 years, 73.6 on the high plateau, for the healthy."""
    law = {each.name: each.default for each in declared(builtin("rule")["death"].Settings)}
    slope = next(each.default for each in declared(builtin("preset")[preset].Settings) if each.name == "mortality")
    hazard = law["base"] + slope * np.exp(law["growth"] * np.arange(121))
    chance = 12 * hazard / (12 + 6 * hazard + hazard**2)
    assert np.all(np.abs(chance - (1 - np.exp(-hazard)))[hazard < 1.3] < 2e-3)
    assert np.cumprod(1 - chance).sum() + 0.5 == pytest.approx(expectancy, abs=0.6)


def test_x45_households_change_and_elders_are_put_down_alone(qinghai: Simulation) -> None:
    """In five years many households are no longer who they were; where it pays, elders become households of their own, and poor."""
    first = Simulation(load(QINGHAI, ["population.share=0.02"])).world.population.household
    home = qinghai.world.population.household
    _, left, right = np.intersect1d(first.id, home.id, return_indices=True)
    assert (first.members[left] != home.members[right]).mean() > 0.3
    founded = {}
    for chance in (0.0, 0.05):
        run = lived("population.share=0.02", f"rules.split.strategic={chance}", last=2018, page=QINGHAI)
        home, events = run.world.population.household, run.history().tables["events"]
        made = np.isin(home.id, events["household_id"][events["event"] == "split"])
        founded[chance] = (made & (home.kind == ELDERS_ONLY), home)
    assert not founded[0.0][0].any()
    alone, home = founded[0.05]
    assert alone.sum() > 300 and (home.elders[alone] == home.members[alone]).mean() > 0.95
    assert home.poor[alone].mean() > 2 * home.poor.mean()


def test_x45_elders_put_down_alone_have_dibao_that_they_would_not_have_had() -> None:
    """X45: the same elders with the same luck, in a world where nobody divides for gain; some 1,000 of them, one in a million errs."""
    on, off = (lived("population.share=0.02", f"rules.split.strategic={chance}", last=2018, page=QINGHAI) for chance in (0.2, 0.0))
    person, home, events = on.world.population.person, on.world.population.household, on.history().tables["events"]
    made = (events["event"] == "split") & (events["year"] < 2018)
    alone = np.isin(home.id, events["household_id"][made]) & (home.kind == ELDERS_ONLY)
    theirs = np.flatnonzero(alone[person.parent])
    other, family = off.world.population.person, off.world.population.household
    _, mine, yours = np.intersect1d(person.id[theirs], other.id, return_indices=True)
    has = home.dibao[person.parent[theirs][mine]] > 0
    had = family.dibao[other.parent[yours]] > 0
    more, less = int((has & ~had).sum()), int((had & ~has).sum())
    assert len(mine) > 600 and more - less > 4.892 * (more + less) ** 0.5, (more, less, len(mine))


def test_x46_who_dies_has_not_left_poverty(qinghai: Simulation) -> None:
    """A household that died out is neither among the exits of its year nor among spells that ended by exit."""
    tables = qinghai.history().tables
    events, spells = tables["events"], tables["spells"]
    gone = events["household_id"][events["event"] == "died_out"]
    dead = np.isin(spells["household_id"], gone)
    final = {}
    for home, basis, _, word in sorted(zip(*(spells[name][dead].tolist() for name in ("household_id", "basis", "last_year", "ended_by")), strict=True)):
        final[home, basis] = word
    ended = {basis: {word for (_, told), word in final.items() if told == basis} for basis in ("in_truth", "by_record")}
    assert len(gone) > 50 and ended["in_truth"] == {"death"} and ended["by_record"] <= {"death", "removal"}
    flows = tables["population"]
    assert (flows["deaths_households"][1:] > 0).all()


# motivation and marriage --------------------------------------------------------------------


def test_motivation_that_is_switched_off_changes_no_bit() -> None:
    """The settings of a mechanism that is off do nothing; switched on, help without a return wears motivation down."""
    still = ("rules.effort.earned=0.5", "rules.effort.culture=0")
    off, other, on = (lived(*still, *each) for each in ([], ["rules.effort.given=0.5"], ["rules.effort.adapts=true"]))
    homes = [run.world.population.household for run in (off, other, on)]
    assert all(getattr(homes[0], name).tobytes() == getattr(homes[1], name).tobytes() for name in ("effort", "income", "cash"))
    helped = homes[2].dibao > 0
    assert helped.sum() > 50 and (homes[2].effort[helped] <= homes[0].effort[helped]).all()
    assert homes[2].effort[helped].mean() < homes[0].effort[helped].mean()


def test_a_wedding_is_paid_from_savings_and_then_from_debt() -> None:
    """Where sons marry, households owe more, invest less and are poorer net of what they must pay; money is explained to the grain."""
    plain, wed = (lived("causes.disaster={}", *each) for each in ([], ["causes.marriage={}", "causes.weak_motivation={}"]))
    home, free = wed.world.population.household, plain.world.population.household
    _, left, right = np.intersect1d(free.id, home.id, return_indices=True)
    married = home.wedding_year[right] > 0
    assert 40 < married.sum() < 900
    assert (home.debt[right] - free.debt[left])[married].mean() > 10_000
    assert home.capital[right][married].mean() < free.capital[left][married].mean()
    assert np.abs(home.cash_residual).max() < 1e-3 and (home.cash > -1e-3).all()
