"""Exit at three levels: anchors of S20, perfect information, places that leave the list, tasks, padding, verification and cliffs."""

from __future__ import annotations

from itertools import pairwise
from types import SimpleNamespace

import numpy as np
import pytest
from scipy.stats import multivariate_normal, norm, qmc

from povsim.administration.verification import SIGNATORIES, caught
from povsim.cases import GivenDraw
from povsim.levels import EXITED, REGISTERED
from povsim.plugin import Schema, builtin
from povsim.simulation import Simulation
from povsim.steps import exit_targets
from povsim.steps.benefits import SUPPORT
from two_counties import lived, page

LAYERS = (0.25, 0.20, 0.15, 0.10)
HELP = "industry: {use: batches, budget: 4e6, grant: 8000}, dibao: {use: batches, budget: 2e6}"
TASK = "steps.exit_targets.persons=400"
ONE_LOOK = ("rules.observe.error=0.4", "rules.exit_check.margin=0", "rules.exit_check.before=0", "rules.exit_check.projected=0")
EAGER = (TASK, "steps.exit_targets.pressure=3", "steps.exit_targets.reach=1")
LINE, SHARE = 2855.0, 0.19


# verification -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("likeness", "right"), [(0.0, ".541"), (0.3, ".465"), (0.5, ".413"), (0.7, ".358"), (0.9, ".292")])
def test_oracle_16_layers_that_look_alike_catch_less(likeness: float, right: str) -> None:
    """Oracle 16: the chances of S23, to three decimals."""
    assert f"{caught(LAYERS, likeness):.3f}".lstrip("0") == right


def test_x32_twelve_signatures_are_not_twelve_checks() -> None:
    """X32, oracle 16: twelve independent checks of 10 % catch .718, alike ones .330."""
    assert sum(SIGNATORIES.values()) == 12
    assert (round(caught((0.1,) * 12, 0.0), 3), round(caught((0.1,) * 12, 0.7), 3)) == (0.718, 0.330)


@pytest.mark.parametrize("likeness", [0.0, 0.4, 0.9])
def test_two_layers_by_the_bivariate_normal(likeness: float) -> None:
    """Both miss with the chance that two correlated normals both exceed their limits."""
    limits = norm.ppf([0.25, 0.1])
    both = multivariate_normal([0, 0], [[1, likeness], [likeness, 1]]).cdf(-limits)
    assert caught((0.25, 0.1), likeness) == pytest.approx(1 - both, abs=1e-7)


def test_intensity_is_clipped_and_nobody_looks_at_none() -> None:
    """Item 44: a layer's chance is at most .95, however intense; more intensity never catches less."""
    assert caught((0.25, 0.5), 0.0, 10.0) == pytest.approx(1 - 0.05**2) and caught((1.0,), 0.7) == pytest.approx(0.95)
    assert caught(LAYERS, 0.7, 0.0) == 0.0 == caught((), 0.7)
    found = [caught(LAYERS, 0.7, intensity) for intensity in (0, 0.3, 1, 2, 4)]
    assert all(low < high for low, high in pairwise(found))


def test_signatories_can_check_one_by_one() -> None:
    own = SimpleNamespace(village=0.1, town=0.1, county=0.1, city=0.1, likeness=0.7, intensity=1.0, separate=1.0)
    assert exit_targets.catching(own) == pytest.approx(0.330, abs=5e-4)


# regression to the mean -------------------------------------------------------------------------


def leavers(margin: float, growth: float = 0.0, nodes: int = 1 << 15) -> tuple[float, np.ndarray]:
    """Item 40's world, by the rules themselves: the share of leavers truly poor at exit, and what lasts of leavers' log incomes.

    Income is a lasting part (s.d. .622) and one year's luck (.25); 19 % are poor in year 0. Even points in place of chance.
    """
    schema = Schema(each for kind in ("rule", "step", "programme") for each in builtin(kind).values())
    home, village, county, province = (
        SimpleNamespace(**{each.name: each.start for each in schema.of(level).values()})
        for level in ("household", "village", "county", "province"))
    home.village, village.county, county.province = village, county, province
    province.exit_line = province.exit_line_next = LINE
    for name in ("registered_year", "helped_years", "food_ok", "school_ok", "medical_ok", "house_safe", "status"):
        setattr(home, name, 1)
    observe, check = builtin("rule")["observe"], builtin("rule")["exit_check"]
    seeing = SimpleNamespace(**observe.Settings().at(2017))
    tests = SimpleNamespace(**check.Settings(margin=margin, before=0.0, projected=0.0).at(2017))
    points = norm.ppf(np.clip(qmc.Sobol(4, seed=1).random(nodes), 1e-9, 1 - 1e-9))
    total = 0.67 * norm.ppf(norm.cdf(points[:, 0]) * SHARE)
    lasting = total * (0.622 / 0.67) ** 2 + points[:, 1] * 0.622 * 0.25 / 0.67
    log_line = 0.67 * norm.ppf(SHARE)
    incomes = LINE * np.exp(lasting - log_line + growth + 0.25 * points[:, 2])
    leaves = np.zeros(nodes, dtype=bool)
    for place, (income, error) in enumerate(zip(incomes.tolist(), points[:, 3].tolist(), strict=True)):
        home.income = income
        observe.module.step(home, seeing, GivenDraw({0: error, 1: 1.0}))
        leaves[place] = check.module.lacks(home, tests) == 0.0
    return float((incomes[leaves] < LINE).mean()), (lasting - log_line)[leaves]


@pytest.mark.parametrize(("margin", "at_exit", "after", "grown"), [(0.0, 0.230, 0.458, 0.370), (0.2, 0.094, 0.389, 0.304)])
def test_oracle_4_regression_to_the_mean_at_exit(margin: float, at_exit: float, after: float, grown: float) -> None:
    """Oracle 4, item 40: one year's look lets out 23 % who are poor, and 46 % are poor a year later, or 37 % with 8 % growth."""
    poor, lasting = leavers(margin)
    assert poor == pytest.approx(at_exit, abs=0.005)
    for growth, right in ((0.0, after), (np.log(1.08), grown)):
        assert float(norm.cdf((-lasting - growth) / 0.25).mean()) == pytest.approx(right, abs=0.005)


@pytest.mark.parametrize(("growth", "right"), [(0.0, 0.150), (np.log(1.08), 0.125)])
def test_oracle_4_at_the_usual_margin(growth: float, right: float) -> None:
    """Item 40: at a margin of a tenth 15 % are poor at exit, 12.5 % where incomes grow in the exit year too."""
    assert leavers(0.1, growth)[0] == pytest.approx(right, abs=0.005)


def test_oracle_6_perfect_information_lets_nobody_out_wrongly() -> None:
    """Oracle 6: incomes seen as they are, told as they are, no padding: no exit below the line, at a margin of 0 too."""
    run = Simulation(page(HELP, "rules.observe.error=0", "rules.observe.bunching=0", "rules.exit_check.margin=0"))
    for _ in range(5):
        run.step()
        home = run.world.population.household
        assert (home.income[home.exits_now == 1] >= run.world.population.province.exit_line[0]).all()
    yearly = run.history().tables["yearly"]
    assert (yearly["wrong_exits_true"] == 0).all() and yearly["exits_recorded"].sum() > 100


# villages and counties --------------------------------------------------------------------------

STANDING = ("road", "power", "net", "clinic", "water", "culture")


def with_works(*changes: str, years: int = 5) -> Simulation:
    """Two counties whose works stand, on a line so low that most leave."""
    run = Simulation(page(HELP, "lines.exit=2000", "lines.statistical=1500", *changes))
    for _ in range(years):
        for name in STANDING:
            getattr(run.world.population.village, name)[:] = 1.0
        run.world.changed([f"village.{name}" for name in STANDING])
        run.step()
    return run


def test_x37_a_village_leaves_with_some_households_still_poor() -> None:
    """X37: few, not none, are left poor; without works no village leaves; X36: fewer leave at 2 % than at 3 %."""
    run = with_works("rules.exit_limits.west=0.08")
    village, county = run.world.population.village, run.world.population.county
    out = village.out == 1
    assert out.any() and village.recorded_poor[out].sum() > 0 and (village.poor_village[out] == 1).all()
    assert (village.recorded_poor <= 0.08 * village.persons)[out & (village.exit_year == run.year)].all()
    bare = Simulation(page(HELP, "lines.exit=2000", "lines.statistical=1500", "rules.exit_limits.west=0.08"))
    bare.step()
    assert (bare.world.population.village.out == 0).all()
    counts = [with_works(f"rules.exit_limits.region={each}").world.population.village.out.sum() for each in ("west", "other")]
    assert counts[0] >= counts[1]
    yearly = run.history().tables["yearly"]
    assert yearly["villages_out_recorded"][-1] == out.sum() and yearly["counties_out_recorded"][-1] == county.out.sum()
    assert (np.diff(yearly["villages_out_recorded"]) >= 0).all()


def test_x35_a_county_leaves_only_if_it_passes_where_somebody_looks() -> None:
    """X35: with an assessment those missed and wrongly out count too, and no county that fails it leaves."""
    wide = ("rules.exit_limits.west=0.2", "rules.county_exit.villages=0.5")
    alone = with_works(*wide)
    assert (alone.world.population.county.out == 1).any()
    strict = with_works(*wide, "steps.assess.asked=true", "rules.approval.asked=true", "steps.assess.least_approval=1")
    assert (strict.world.population.county.out == 0).all() and (strict.world.population.county.assessed_year == strict.year).all()
    easy = ("steps.assess.most_wrong=1", "steps.assess.most_missed=1", "steps.assess.least_approval=0")
    kind = with_works(*wide, "steps.assess.asked=true", *easy)
    assert (kind.world.population.county.out == 1).any()


def test_x46_who_dies_out_has_not_left_poverty() -> None:
    """X46: every fall of those poor on the record is an exit, a removal, or a flow of its own; deaths are no exits."""
    tables = lived(page(HELP), 5).history().tables
    yearly, events = tables["yearly"], tables["events"]
    struck = [int(((events["event"] == "removed") & (events["year"] == year)).sum()) for year in yearly["year"]]
    into = yearly["entries_recorded_households"] + yearly["relapses_recorded_households"] + yearly["joined_poor_recorded_households"]
    away = yearly["exits_recorded_households"] + yearly["left_poor_recorded_households"] + np.array(struck)
    assert (np.diff(yearly["poor_recorded_households"]) == (into - away)[1:]).all()
    assert yearly["left_poor_recorded_households"].sum() > 0


# tasks and padding ------------------------------------------------------------------------------


def test_the_task_is_shared_out_by_those_still_poor() -> None:
    """Whole persons, no more than are left, nothing in a year without a task, and the share of the page that is simulated."""
    run = Simulation(page(HELP, "steps.exit_targets.persons={2015: 0, 2016: 400, 2018: 1e6, 2019: 0}"))
    tasks = []
    for _ in range(4):
        before = run.world.population.household
        poor = int(before.members[before.status == REGISTERED].sum())
        run.step()
        tasks.append(int(run.world.population.county.exit_task.sum()))
    assert tasks[0] == tasks[1] == 400 and tasks[3] == 0 and 400 < tasks[2] < 1.2 * poor + 1_000
    assert run.history().tables["yearly"]["exit_task"].tolist() == [0, *tasks]
    half = Simulation(page(HELP, TASK, "population.share=0.5"))
    half.step()
    assert half.world.population.county.exit_task.sum() == 200


def test_padding_changes_the_record_and_not_the_truth() -> None:
    """The same luck with a task and without: true incomes of the year are equal, some leave who would not, none the other way."""
    bare, keen = Simulation(page(HELP)), Simulation(page(HELP, *EAGER, "steps.exit_targets.persons=1e6"))
    for run in (bare, keen):
        run.step()
    one, other = bare.world.population.household, keen.world.population.household
    assert (one.income == other.income).all() and (one.id == other.id).all()
    padded = (other.exits_now == 1) & (other.padding > 0)
    assert padded.any() and (other.caught == 1).any() and not (one.caught > 0).any()
    honest = other.caught != 2
    assert ((one.exits_now <= other.exits_now) | ~honest).all() and ((other.exits_now > one.exits_now) == padded).all()
    assert np.allclose(other.recorded_income[padded] - other.padding[padded], one.recorded_income[padded], atol=0.01)
    assert (other.status[other.caught > 0] == REGISTERED).all() and (other.status[padded] == EXITED).all()
    line = float(keen.world.population.province.exit_line[0])
    assert (other.padding[padded] <= line + 1).all() and (other.recorded_income[padded] >= 0.999 * line).all()
    yearly = keen.history().tables["yearly"]
    assert yearly["exits_padded_recorded"][-1] == other.members[padded].sum()
    assert yearly["padding_caught_recorded"][-1] == other.members[other.caught == 1].sum()
    assert yearly["errors_caught_recorded"][-1] == other.members[other.caught == 2].sum()


def test_honest_errors_are_found_by_the_same_signatures() -> None:
    """3342 looks at both: of those let out on too high a look the stated share is sent back, nobody else is, and nobody is fined."""
    blind, seeing = (Simulation(page(
        HELP, TASK, "steps.exit_targets.base=-30", f"steps.exit_targets.errors={errors}", *ONE_LOOK, "rules.exit_check.helped=0",
        households=6_000,
    )) for errors in (0, 1))
    for run in (blind, seeing):
        run.step()
    one, other = blind.world.population.household, seeing.world.population.household
    wrong = (one.exits_now == 1) & (one.income < float(blind.world.population.province.exit_line[0]))
    back = other.caught == 2
    assert not (one.caught > 0).any() and not (back & ~wrong).any() and not (other.caught == 1).any()
    assert (one.exits_now - other.exits_now == back).all() and (other.status[back] == REGISTERED).all()
    chance, many = caught(LAYERS, 0.7), int(wrong.sum())
    assert many >= 50 and abs(int(back.sum()) - chance * many) < 4.892 * np.sqrt(many * chance * (1 - chance)), (back.sum(), many)
    assert (seeing.world.population.county.noticing_chance == seeing.world.population.county.catching_chance).all()


def test_nobody_pads_where_the_task_is_met_or_the_county_is_out() -> None:
    """No rush without need (不搞层层加码): a task that honest exits meet tempts nobody, nor does one in a county that is out."""
    small = Simulation(page(HELP, "steps.exit_targets.persons=1", "steps.exit_targets.pressure=3"))
    for _ in range(3):
        small.step()
        county = small.world.population.county
        met = county.behind == 0
        assert (county.padding_chance[met] == 0).all()
    run = Simulation(page(HELP, *EAGER))
    run.world.population.county.out[:] = 1
    run.world.changed(["county.out"])
    run.step()
    assert run.history().tables["yearly"]["exits_padded_recorded"].sum() == 0


def test_padding_falls_with_the_penalty_and_after_a_fine() -> None:
    """Deterrence: the dearer, the more closely looked at, or caught before, the less; the further behind, the more."""
    def chance(*changes: str, years: int = 1) -> np.ndarray:
        run = lived(page(HELP, *EAGER, "steps.exit_targets.persons=1e6", *changes), years)
        return np.asarray(run.world.population.county.padding_chance)

    usual = chance()
    assert (chance("steps.exit_targets.penalty=3") < usual).all() and (chance("steps.exit_targets.intensity=2") < usual).all()
    assert (chance("steps.exit_targets.pressure=0") < usual).all()
    assert (chance(years=2) <= chance("steps.exit_targets.fined=0", years=2)).all()
    assert (chance(years=2) < chance("steps.exit_targets.fined=0", years=2)).any()
    task, honest = np.array([100.0, 100.0, 100.0, 0.0]), np.array([100.0, 50.0, 0.0, 0.0])
    assert exit_targets.behind(task, honest).tolist() == pytest.approx([0.0, np.log(2), np.log(20), 0.0])


def test_difficult_counties_are_forgiven_a_part() -> None:
    """Weighted by difficulty, the poorer of two counties is tempted less, the other as before."""
    plain, fair = (lived(page(HELP, *EAGER, "steps.exit_targets.persons=1e6", f"steps.exit_targets.difficulty={each}"), 1) for each in (0, 1))
    one, other = (np.asarray(run.world.population.county.padding_chance) for run in (plain, fair))
    assert (other <= one).all() and (other < one).sum() == 1


def test_a_page_without_a_task_runs_no_step_of_it() -> None:
    run = Simulation(page(HELP))
    assert "exit_targets" not in [each.name for each in run.world.plugins("step")]
    assert "exit_targets" in [each.name for each in Simulation(page(HELP, TASK)).world.plugins("step")]


# cliffs -----------------------------------------------------------------------------------------


def test_x44_cliffs_at_three_levels() -> None:
    """X44: support falls at the line; status alone takes nothing from villages and counties, for policies stay.

    Twins with the same luck, one of which is told that all villages and counties are out: not a yuan of support differs.
    """
    one, other = (Simulation(page(HELP, "steps.benefits.asked=true")) for _ in range(2))
    for run in (one, other):
        run.step()
        run.step()
    for level in ("village", "county"):
        other.world.population[level].out[:] = 1
        other.world.changed([f"{level}.out"])
    for run in (one, other):
        run.step()
    home, twin = one.world.population.household, other.world.population.household
    assert all((getattr(home, name) == getattr(twin, name)).all() for name in SUPPORT)
    table = one.history().tables["cliffs"]
    assert table["level"].tolist() == 3 * ["household", "household", "village", "county"]
    assert np.isfinite(table["size_yuan"][table["level"] == "household"]).all()
