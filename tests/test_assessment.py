"""Third-party assessment and approval: operating characteristic, sampling, rates, and what the truth beside them says."""

from __future__ import annotations

import math
from importlib import import_module
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from scipy.stats import binom

from povsim.administration.assessment import Answers, Estimate, Limits, combined, detected, passing, wilson
from povsim.administration.sampling import Luck, two_stage
from povsim.administration.survey import EXITED, POOR, UNREGISTERED, Frame, Part, Places, everybody, verdict
from povsim.draws import key, uniform_array
from povsim.levels import EXITED as OUT
from povsim.levels import NEVER, REGISTERED
from povsim.run import run
from povsim.simulation import Simulation
from povsim.steps.assess import failing
from povsim.store.audit import check
from povsim.store.export import export
from povsim.tables import Format
from two_counties import page

TABLE = """
0.5  .986 .996 1.000 .998 1.000 1.000
1.0  .921 .948 .987 .959 .999 .987
1.5  .810 .817 .864 .824 .919 .864
2.0  .677 .629 .583 .616 .559 .583
2.5  .542 .438 .294 .404 .182 .294
3.0  .420 .281 .115 .237 .033 .115
4.0  .232 .095 .010 .063 .000 .010
5.0  .118 .026 .000 .013 .000 .000
"""
DESIGNS = ((100, 1), (200, 1), (500, 1), (500, 2), (1000, 1), (1000, 2))
CELLS = [(float(rate) / 100, *design, float(right)) for rate, *row in map(str.split, TABLE.split("\n")[1:-1]) for design, right in zip(DESIGNS, row, strict=True)]
ON = ("steps.assess.asked=true", "rules.approval.asked=true")
PERFECT = tuple(f"steps.assess.{each}" for each in ("se_income=1", "se_guarantee=1", "specificity=1", "appeal_true=0", "appeal_false=0"))
HELP = "industry: {use: batches, budget: 4e6, grant: 8000}, dibao: {use: batches, budget: 2e6}"
SURE = 4.892
"""Standard errors that a right answer exceeds once in a million tests."""


# the operating characteristic -------------------------------------------------------------------


@pytest.mark.parametrize(("rate", "n", "deff", "right"), CELLS)
def test_operating_characteristic(rate: float, n: int, deff: int, right: float) -> None:
    """Oracle 8: the published table to three decimals."""
    assert f"{passing(rate, n, deff):.3f}" == f"{right:.3f}"


def test_operating_characteristic_is_the_binomial_and_becomes_a_step() -> None:
    for n, deff, rate in ((50, 1.0, 0.3), (500, 1.72, 0.013), (20_000, 1.0, 0.0201), (3, 1.0, 1.0)):
        n_eff = round(n / deff)
        assert passing(rate, n, deff) == pytest.approx(binom.cdf(math.floor(0.02 * n_eff + 1e-9), n_eff, rate), abs=1e-10)
    assert [round(passing(rate, 1_000_000), 3) for rate in (0.0, 0.019, 0.021)] == [1, 1, 0]


def test_weak_sight_lets_twice_the_rate_pass() -> None:
    """X34: with a sensitivity of .5 a true 4 % passes as often as 2 % under perfect sight, and appeals help further."""
    assert passing(detected(0.04, 0.5, 1.0), 500, 2) == passing(0.02, 500, 2) == pytest.approx(0.616, abs=5e-4)
    assert detected(0.04, 0.5, 0.995, 0.2, 0.8) == pytest.approx(0.04 * 0.5 * 0.8 + 0.96 * 0.005 * 0.2)
    assert detected(0.0, 0.3, 1.0) == 0.0


def test_what_all_counties_passing_needs() -> None:
    """V30: 566 tests passed together with a chance above one half need a detected rate of about .004 or less, in villages of 25."""
    assert passing(0.0039, 500, 1.72) ** 566 > 0.5 > passing(0.0045, 500, 1.72) ** 566
    assert detected(0.0125, 0.30, 0.995, 0.2, 0.8) <= 0.0041


def test_pass_rule_by_region() -> None:
    west, other = Limits(0.02, 0.02, 0.03, 0.9), Limits(0.02, 0.02, 0.02, 0.9)
    assert west.passed(0.02, 0.02, 0.025, 0.9) and not other.passed(0.02, 0.02, 0.025, 0.9)
    assert not west.passed(0.0, 0.0, 0.03, 1.0), "the composite must lie below"
    assert not any((west.passed(0.021, 0, 0, 1), west.passed(0, 0.021, 0, 1), west.passed(0, 0, 0, 0.899)))


# sampling and estimates -------------------------------------------------------------------------


def luck(sample: int, households: int, villages: int) -> Luck:
    ids = [np.arange(many, dtype=np.uint64) for many in (households, villages, 1)]
    drawn = [uniform_array(key(sample, "test", k), each, 0) for k, each in enumerate(ids)]
    return Luck(drawn[0], drawn[1], float(drawn[2][0]))


def county(villages: int = 150, icc: float = 0.03, rate: float = 0.04) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Households of unequal villages, failures that cluster in them, and members: the larger fail less."""
    sizes = 8 + (np.arange(villages) * 37) % 113
    village = np.repeat(np.arange(villages), sizes)
    u, w, m = (uniform_array(key(7, "county", k), np.arange(len(village), dtype=np.uint64), 0) for k in range(3))
    own = uniform_array(key(7, "village"), np.arange(villages, dtype=np.uint64), 0)
    members = 1.0 + np.floor(6 * m)
    risk = rate * np.where(own < icc * 4, 5.0, 1.0)[village] * (1.6 - 0.15 * members)
    return village, (u < risk) & (w >= 0), members


@pytest.mark.parametrize("each", [25, 10, 200])
def test_sample_in_two_stages(each: int) -> None:
    village, _, _ = county()
    ids = np.arange(len(village), dtype=np.uint64)
    rows, weight = two_stage(village, ids, luck(1, len(village), 150), 500, each)
    assert len(set(rows.tolist())) == len(rows) and weight.sum() == pytest.approx(len(village))
    assert 300 <= len(rows) <= 560 and (np.diff(rows) > 0).all()
    assert len(set(village[rows].tolist())) <= math.ceil(500 / min(each, 70)) + 1


def test_small_stratum_is_asked_in_full() -> None:
    rows, weight = two_stage(np.array([0, 0, 2]), np.arange(3, dtype=np.uint64), luck(1, 3, 3), 3, 25)
    assert rows.tolist() == [0, 1, 2] and weight.tolist() == [1, 1, 1]
    none, nothing = two_stage(np.zeros(0, np.int64), np.zeros(0, np.uint64), luck(1, 0, 3), 500, 25)
    assert len(none) == len(nothing) == 0 and Answers(none == 1, nothing, nothing, none).estimate(0, 0.03) == Estimate()


def test_estimates_are_unbiased_and_their_intervals_hold_the_truth() -> None:
    """1,000 samples of one county; a coverage below .92 would be seen with certainty, were the true one .95."""
    village, hit, members = county()
    ids, right = np.arange(len(village), dtype=np.uint64), float((members * hit).sum() / members.sum())
    found = []
    for sample in range(1_000):
        rows, weight = two_stage(village, ids, luck(sample, len(village), 150), 500, 25)
        found.append(Answers(hit[rows], members[rows], weight, village[rows]).estimate(len(village), 0.03))
    values = np.array([each.value for each in found])
    assert abs(values.mean() - right) < SURE * values.std() / math.sqrt(1_000) + 0.0005
    held = np.mean([each.low <= right <= each.high for each in found])
    assert 0.95 - SURE * math.sqrt(0.95 * 0.05 / 1_000) < held
    assert all(each.deff >= 1.0 for each in found), "households in villages say less than households"
    assert np.mean([each.high - each.low for each in found]) < 6 * values.std(), "an interval that says something"


def test_intervals() -> None:
    assert wilson(0.0, 384.0 * 0.0 + 100.0) == pytest.approx((0.0, 0.036994), abs=1e-5)
    assert wilson(0.02, 500.0, 1.0) == (0.02, 0.02)
    assert wilson(0.5, 100.0)[0] == pytest.approx(0.40383, abs=1e-5)
    one = Estimate(0.02, 0.01, 0.05, 100.0, 2.0)
    both = combined([(0.5, one), (0.5, one)], 0.01)
    assert (both.value, both.low, both.n_eff, both.deff) == pytest.approx((0.03, 0.03 - math.sqrt(2) * 0.005, 200.0, 2.0))


def test_rates_by_hand() -> None:
    """X35 and item 43: the composite adds the wrong exits and the missed to the register's own poor.

    Five exited persons of whom two fail, ten not registered of whom one, five still poor; 4 of 6 households approve.
    """
    frame = Frame(
        np.array([EXITED, EXITED, UNREGISTERED, UNREGISTERED, UNREGISTERED, POOR]), np.array([0, 0, 0, 1, 1, 1]),
        np.array([2.0, 3.0, 1.0, 4.0, 5.0, 5.0]), np.array([True, False, True, False, False, False]),
        np.array([True, True, False, True, True, False]), Places(*(np.zeros(0, np.uint64),) * 3),
    )
    made = everybody(frame, frame.fails, [2, 3, 1])
    assert made.wrong_exit.value == pytest.approx(0.4) and made.missed.value == pytest.approx(0.1)
    assert made.composite.value == pytest.approx((5 + 2 + 1) / 20) and made.approval.value == pytest.approx(4 / 6)
    seen = [Part(frame.rows(each), np.ones(len(frame.rows(each))), np.zeros(len(frame.rows(each)), bool)) for each in (EXITED, UNREGISTERED, POOR)]
    blind = verdict(frame, seen, [2, 3, 1], 0.03)
    assert blind.composite.value == pytest.approx(5 / 20) and blind.missed.value == 0.0


# in the simulated county ------------------------------------------------------------------------


def assessed(*changes: str, years: int = 4, households: int = 1500):
    """The table of assessments after some years."""
    made = Simulation(page(HELP, *ON, *changes, households=households))
    for _ in range(years):
        made.step()
    return made


def test_perfect_assessor_of_everybody_finds_the_truth() -> None:
    """Perfect information: a census without error gives the true rates, without an interval, and the right verdict."""
    table = assessed("steps.assess.census=true", *PERFECT).history().tables["assessment"]
    for rate in ("wrong_exit", "missed", "composite", "approval"):
        for end in ("", "_low", "_high", "_census"):
            assert np.allclose(table[f"{rate}{end}"], table[f"{rate}_true"], atol=1e-12), rate
    assert (table["passed"] == table["passed_true"]).all() and (table["missed_true"] > 0).any()
    assert (table["sampled"] > 600).all() and len(table["year"]) == 8


def test_sharper_sight_finds_more_and_appeals_hide() -> None:
    """The same luck: no county's rates fall as sensitivity rises, nor rise with the share of right findings overturned."""
    runs = [assessed(f"steps.assess.se_income={se}", f"steps.assess.se_guarantee={se}", years=3) for se in (0.1, 0.5, 0.9)]
    tables = [each.history().tables["assessment"] for each in runs]
    for rate in ("wrong_exit", "missed", "composite"):
        assert all((high[rate] >= low[rate]).all() for low, high in pairwise(tables))
    assert tables[2]["missed"].sum() > tables[0]["missed"].sum()
    hidden = assessed("steps.assess.se_income=0.9", "steps.assess.se_guarantee=0.9", "steps.assess.appeal_true=0.9", years=3)
    assert (hidden.history().tables["assessment"]["missed"] <= tables[2]["missed"]).all()


def test_intervals_of_many_samples_hold_the_truth() -> None:
    """200 samples of two counties by perfect assessors: at least nine in ten intervals of each rate hold the truth."""
    changes = ("steps.assess.samples=200", "steps.assess.unregistered=150", "steps.assess.exited=40", "steps.assess.first_year=2018")
    table = assessed(*PERFECT, *changes, years=3, households=3000).history().tables["assessment"]
    assert len(table["sample"]) == 400 and set(table["sample"]) == set(range(1, 201))
    for rate in ("missed", "composite", "approval"):
        true = table[f"{rate}_true"]
        held = (table[f"{rate}_low"] - 1e-12 <= true) & (true <= table[f"{rate}_high"] + 1e-12)
        assert held.mean() > 0.9, rate
        assert table[rate].std() > 0, "a sample is not a census"


def test_assessment_changes_nothing_else() -> None:
    """No household, no money, no other table: with it and without."""
    off = Simulation(page(HELP))
    for _ in range(4):
        off.step()
    without, given = off.history().tables, assessed().history().tables
    assert set(given) - set(without) == {"assessment"}
    for name, table in without.items():
        assert all((given[name][column] == values).all() for column, values in table.items()), name


def test_who_fails() -> None:
    """Item 2: the mean of two years without a veto, or a missing guarantee; off the register only where means are short."""
    world = Simulation(page(HELP, *ON)).world
    world.year, world.step_name = 2018, "assess"
    home, line = world.population.household, float(world.population.province.exit_line[0])
    for name, start in {"income": 3 * line, "income_before": 0.3 * line, "veto": 0, "status": NEVER}.items():
        getattr(home, name)[:] = start
    for name in ("house_safe", "school_ok", "insured", "water_ok"):
        getattr(home, name)[:] = 1
    home.income[:3], home.income_before[:3] = 0.5 * line, (0.14 * line, 0.16 * line, 0.14 * line)
    home.veto[2] = 1
    home.house_safe[3:5], home.status[4] = 0, OUT
    home.water_ok[5], home.status[5], home.insured[6], home.status[6] = 0, REGISTERED, 0, OUT
    home.school_ok[7], home.income[7], home.income_before[7] = 0, 1.2 * line, 0.12 * line
    poor, lacking = failing(world)
    assert np.flatnonzero(poor).tolist() == [0]
    assert np.flatnonzero(lacking).tolist() == [4, 6, 7]
    world.year = 2019
    assert np.flatnonzero(failing(world)[1]).tolist() == [4, 5, 6, 7], "safe water counts from 2019"


def test_approval_rises_with_help_and_falls_with_envy() -> None:
    made = assessed(years=3)
    home = made.world.population.household
    kept, wrong = home.approves[home.benefit > 2], home.approves[(home.income < 3600) & (home.status == NEVER)]
    assert 0.85 < home.approves.mean() < 1 and kept.mean() > home.approves.mean() > wrong.mean()
    content = assessed("rules.approval.envy=0", years=3).world.population.household.approves
    assert (content >= home.approves).all() and content.sum() > home.approves.sum()


def test_table_is_stored_exported_and_sound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_module("povsim.run"), "write_reports", lambda folder: None)
    folder = run(page(HELP, *ON, "years.last=2018"), tmp_path / "out")
    assert check(folder) == []
    made = export(folder, "assessment", Format.csv, tmp_path / "assessment.csv").read_text("utf-8-sig").splitlines()
    assert made[0].startswith('"run_id","year","county","sample","sampled"') and len(made) == 1 + 3 * 2


def test_a_census_has_the_errors_of_the_assessors_and_none_of_the_sample() -> None:
    """The same assessors in everybody: what further samples find on the mean; the rest to the truth is what they do not see."""
    changes = ("steps.assess.samples=50", "steps.assess.unregistered=150", "steps.assess.exited=40", "steps.assess.first_year=2018")
    table = assessed(*changes, years=3, households=3000).history().frame("assessment").groupby("county")
    for rate in ("missed", "approval"):
        mean, spread = table[rate].mean(), table[rate].std() / math.sqrt(50)
        census = table[f"{rate}_census"].mean()
        assert (abs(mean - census) < SURE * spread + 1e-3).all(), rate
    assert (table["missed_census"].mean() < table["missed_true"].mean()).all(), "assessors see a third of low incomes"
