"""Sensitivity studies as a user meets them: pages, runs in a folder, outputs of a run, the table, the report."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import small_ensemble
from povsim import load_experiment
from povsim.cli import answer
from povsim.ensemble.executors import Kind, Staff
from povsim.errors import InputError, UnusableError
from povsim.history import History
from povsim.run import run
from povsim.sensitivity.outputs import Output, Run, fates, outputs, relapses
from povsim.sensitivity.page import sensitivity
from povsim.sensitivity.plan import places
from povsim.sensitivity.study import Sensitivity
from povsim.sensitivity.table import table
from povsim.sensitivity.trial import Trial
from povsim.store.results import Results, digest
from small_ensemble import SCENARIO, luck_of, stand_in

Said = pytest.CaptureFixture[str]
TRIAL = "kind: sensitivity\ntitle: A trial\nquestion: Does it work?\nmethod: sobol\nsamples: 64\nmodel: ishigami\n"
STUDY = f"""\
kind: sensitivity
title: Small
question: What moves the gap?
seed: 5
method: morris
samples: 4
luck: each
follow: 1
factors: [causes.illness.onset_under_30, causes.illness.easing]
outputs: [poverty_gap.2016, headcount_true]
{SCENARIO}"""


@pytest.fixture
def there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A current folder with two pages; a small history stands in for the simulation."""
    monkeypatch.chdir(tmp_path)
    for name, module in stand_in().items():
        monkeypatch.setitem(sys.modules, name, module)
    (tmp_path / "trial.yaml").write_text(TRIAL, "utf-8")
    (tmp_path / "study.yaml").write_text(STUDY, "utf-8")
    return tmp_path


def opened(page: Path, *changes: str) -> Any:
    return load_experiment(page, changes)


def indices(folder: Path | str, index: str) -> dict[str, float]:
    frame = Results(folder).frame("sensitivity")
    chosen = frame[(frame["index"] == index) & (frame["samples"] == frame["samples"].max())]
    return dict(zip(chosen["factor"], chosen["value"], strict=True))


# the page -----------------------------------------------------------------------------------

FAULTS = [
    ("method: sobol", "method: sobel", "must be one of morris, sobol"),
    ("samples: 64", "samples: 63", "must be a power of two"),
    ("model: ishigami", "model: ishigamo", "did you mean 'ishigami'?"),
    ("model: ishigami", "model: sobol_g", "trial.yaml:1: a: is missing"),
    ("model: ishigami", "model: linear\nc: [1, x]", "trial.yaml:7: c: "),
    ("model: ishigami", "model: ishigami\nc: [1]", "is no number of ishigami"),
    ("model: ishigami", "model: ishigami\nfactor: [x1]", "factor: no such key"),
    ("model: ishigami", "model: ishigami\nsecond_order: 1", "must be true or false"),
    ("model: ishigami", "model: ishigami\ngroups: {a: [x1, x9]}", "'x9' is no factor"),
    ("model: ishigami", "model: ishigami\ngroups: {x1: [x1]}", "under a name of its own"),
    ("model: ishigami", "model: ishigami\ncorrelations: [[x1, x2, 0.5]]", "asks for independent factors"),
    ("model: ishigami", "model: ishigami\ncorrelations: [[x1, x1, 0.5]]", "must be [factor, another factor"),
    ("model: ishigami", "model: ishigami\nsamples: 4194304", "samples"),
    ("method: sobol", "method: fast", "of fast must be 65 or more"),
    ("method: sobol\nsamples: 64", "method: rbd_fast\nsamples: 40", "trial.yaml:5: samples: of rbd_fast must be 64 or more (got 40)"),
    ("method: sobol", "method: delta", "of delta must be 100 or more"),
    ("method: sobol", "method: pawn\ngroups: {a: [x1]}", "pawn has no groups"),
    ("method: sobol", "method: pawn\ncorrelations: [[x1, x2, 0.9], [x2, x3, 0.9], [x1, x3, -0.9]]", "no inputs can have"),
]


@pytest.mark.parametrize(("old", "new", "words"), FAULTS, ids=[new.replace("\n", " ")[-40:] for _, new, _ in FAULTS])
def test_a_fault_of_a_trial_is_named(there: Path, old: str, new: str, words: str) -> None:
    (there / "trial.yaml").write_text(TRIAL.replace(old, new), "utf-8")
    with pytest.raises(InputError) as caught:
        opened(there / "trial.yaml")
    assert words in str(caught.value)


STUDY_FAULTS = [
    ("easing]", "easign]", "factors.1: no such parameter; did you mean 'easing'?"),
    ("causes.illness.easing]", "causes.ilness.easing]", "did you mean 'illness'?"),
    ("[causes.illness.onset_under_30, causes.illness.easing]", "{causes.illness.easing: {unifrom: [0, 1]}}", "did you mean 'uniform'?"),
    ("poverty_gap.2016", "poverty_gab.2016", "did you mean 'poverty_gap'?"),
    ("poverty_gap.2016", "poverty_gap.2026", "no such year '2026'"),
    ("poverty_gap.2016", "relapse_true.ilness", "no such cause 'ilness'; did you mean 'illness'?"),
    ("poverty_gap.2016", "exit_times.village_kind", "no such kind of group"),
    ("poverty_gap.2016", "precedence.cause.illness", "takes 2 words for cause (got 1)"),
    ("poverty_gap.2016, headcount_true", "relapse_true", "no exit can be followed for 2 years"),
    ("samples: 4", "samples: 4\nlevels: 5", "must be even"),
]


@pytest.mark.parametrize(("old", "new", "words"), STUDY_FAULTS, ids=[new[-30:] for _, new, _ in STUDY_FAULTS])
def test_a_fault_of_a_study_is_named(there: Path, old: str, new: str, words: str) -> None:
    text = STUDY.replace(old, new).replace("follow: 1", "follow: 2" if "2 years" in words else "follow: 1")
    (there / "study.yaml").write_text(text, "utf-8")
    with pytest.raises(InputError) as caught:
        opened(there / "study.yaml")
    assert words in str(caught.value)


def test_plausible_ranges_distributions_levers_and_a_dummy(there: Path) -> None:
    (there / "study.yaml").write_text(STUDY.replace("[causes.illness.onset_under_30, causes.illness.easing]", """
  causes.illness.onset_under_30: plausible
  causes.illness.easing: {triangular: [0.1, 0.2, 0.4]}
  causes.illness.unreached: {choice: [0, 0.5]}"""), "utf-8")
    study = opened(there / "study.yaml")
    assert isinstance(study, Sensitivity) and study.names[-1] == "dummy" and study.runs == 4 * 5
    values = [study.inputs(point) for point in range(study.runs)]
    assert {each["causes.illness.unreached"] for each in values} == {0, 0.5}
    assert {each["causes.illness.easing"] for each in values} <= {0.1, 0.4} | {v for each in values if 0.1 <= (v := each["causes.illness.easing"]) <= 0.4}


def test_luck_is_common_unless_the_page_says_otherwise(there: Path) -> None:
    common, each = opened(there / "study.yaml", "luck=common", "seeds=3"), opened(there / "study.yaml", "seeds=3")
    assert {common.case(number).seed for number in range(30)} == {luck_of(0), luck_of(1), luck_of(2)}
    assert len({each.case(number).seed for number in range(30)}) == 30
    assert common.case(5).inputs == each.case(3).inputs != each.case(2).inputs


def test_points_that_differ_in_the_dummy_alone_are_run_once(there: Path) -> None:
    page = there / "study.yaml"
    each, common = opened(page, "seeds=3", "method=sobol"), opened(page, "seeds=3", "luck=common", "method=sobol")
    assert each.runs == 4 * 5 * 3 and common.runs == 4 * 4 * 3 and opened(page, "seeds=3", "luck=common").runs == 4 * 4 * 3
    assert int(each.points(np.array(59))) == int(common.points(np.array(47))) == 19
    for point in range(common.design.points):
        for seed in range(3):
            case = common.case(int(common.numbers(np.array(point))) + seed)
            assert (list(case.inputs.values()), case.seed) == ([float(value) for value in common.inputs(point).values()], luck_of(seed))
    assert common.numbers(np.arange(6)).tolist() == [0, 3, 6, 0, 9, 12], "the base, two factors, the dummy, the other base, the next base"
    twice = opened(page, "luck=common", "method=sobol", "second_order=true")
    assert twice.numbers(np.arange(9)).tolist() == [0, 1, 2, 0, 3, 4, 5, 6, 7] and common.as_large(96).samples == 8


def test_dependent_factors(there: Path) -> None:
    study = opened(there / "trial.yaml", "method=regional", "samples=2000", "correlations=[[x1, x2, 0.7]]")
    assert np.corrcoef(places(study.design, study.correlations)[:, :2].T)[0, 1] == pytest.approx(0.7, abs=0.03)
    paths = opened(there / "trial.yaml", "method=shapley", "samples=2000", "correlations=[[x1, x2, 0.7]]")
    assert np.corrcoef(places(paths.design, paths.correlations)[:, :2].T)[0, 1] == pytest.approx(0.7, abs=0.03)
    grouped = opened(there / "trial.yaml", "groups={a: [x1, x2]}", "correlations=[[x1, x2, 0.7]]")
    assert grouped.design.factors == ("a", "x3", "dummy")


# trials -------------------------------------------------------------------------------------


def test_a_trial_is_one_command(there: Path) -> None:
    assert answer(["run", "trial.yaml", "--quiet"]) == 0
    assert indices("results/trial", "S1")["x2"] == pytest.approx(0.44, abs=0.1)
    assert indices("results/trial", "ST")["dummy"] == indices("results/trial", "ST")["noise floor"] == 0.0
    assert sorted(set(Results("results/trial").frame("sensitivity")["samples"])) == [8, 16, 32, 64]
    assert answer(["check", "results/trial"]) == 0
    assert answer(["export", "results/trial", "--table", "sensitivity", "--format", "csv", "--out", "s.csv"]) == 0
    assert Path("s.csv").read_text("utf-8-sig").splitlines()[0] == '"run_id","output","method","factor","index","samples","value","low","high"'
    assert len(Results("results/trial").run_ids) == 64 * 5, "the points of the dummy are those without it"


def test_no_index_is_made_of_too_few_samples(there: Path) -> None:
    """Parts of a design through which curves settle are no smaller than a page's samples may be."""
    run(opened(there / "trial.yaml", "method=rbd_fast", "samples=640"), "out")
    made = Results("out").frame("sensitivity")
    made = made[made["method"] == "rbd_fast"]
    assert sorted(set(made["samples"])) == [80, 160, 320, 640] and (np.abs(made["value"]) < 1).all()


def test_a_trial_resumes_and_repeats(there: Path) -> None:
    run(opened(there / "trial.yaml", "noise=1", "seeds=2", "luck=each"), "one")
    whole, frame = digest("one"), Results("one").frame("sensitivity")
    shutil.rmtree(next(Path("one/runs").glob("0*")))
    run(opened(there / "trial.yaml", "noise=1", "seeds=2", "luck=each"), "one")
    assert digest("one") == whole and Results("one").frame("sensitivity").equals(frame)
    assert indices("one", "share of variance")["luck"] == pytest.approx(1 / 14.8, abs=0.04)
    assert {"S1 corrected", "ST corrected"} <= set(frame["index"])


def test_a_trial_with_a_number_that_is_none_ends_with_7(there: Path, monkeypatch: pytest.MonkeyPatch, capsys: Said) -> None:
    monkeypatch.setattr("povsim.sensitivity.models._ishigami", None)
    monkeypatch.setitem(vars(sys.modules["povsim.sensitivity.models"])["_CALLS"], "ishigami",
                        lambda x, _: np.where(np.arange(len(x)) == 37, np.nan, x[:, 0]))
    assert answer(["run", "trial.yaml", "--quiet"]) == 7
    assert capsys.readouterr().err.splitlines() == ["povsim: trial: run 0037: its output y is not finite; no index is made"]


# studies ------------------------------------------------------------------------------------


def test_executors_give_one_digest_and_one_table(there: Path) -> None:
    run(opened(there / "study.yaml"), "serial", staff=Staff())
    run(opened(there / "study.yaml"), "threads", staff=Staff(Kind.threads, 2))
    assert digest("serial") == digest("threads")
    assert Results("serial").frame("sensitivity").equals(Results("threads").frame("sensitivity"))
    assert Results("serial").tables == ["outputs", "runs", "sensitivity"]
    assert answer(["run", "study.yaml", "--out", "serial", "--quiet"]) == 0


@pytest.mark.parametrize("trouble", ["runs", "tables", "list", "file"])
def test_what_is_lost_is_found_and_made_again(there: Path, trouble: str) -> None:
    run(opened(there / "study.yaml"), "out", staff=Staff())
    whole, frame = digest("out"), Results("out").frame("sensitivity")
    lost = {"runs": next(Path("out/runs").iterdir()), "tables": Path("out/tables"), "list": Path("out/tables/tables.json"),
            "file": Path("out/tables/sensitivity.parquet")}[trouble]
    if lost.is_dir():
        shutil.rmtree(lost)
    else:
        lost.write_bytes(lost.read_bytes()[:-9])
    assert answer(["check", "out"]) == 5
    assert answer(["run", "study.yaml", "--out", "out", "--executor", "serial", "--quiet"]) == 0
    assert digest("out") == whole and Results("out").frame("sensitivity").equals(frame) and answer(["check", "out"]) == 0


def test_another_design_is_another_experiment(there: Path) -> None:
    run(opened(there / "study.yaml"), "out", staff=Staff())
    for change in ("seeds=2", "levels=4", "luck=common"):
        assert answer(["run", "study.yaml", "--out", "out", "--set", change, "--quiet"]) == 4
    assert answer(["run", "study.yaml", "--out", "out", "--set", "title=Other", "--quiet"]) == 0


@pytest.mark.parametrize("method", ["morris", "sobol", "dgsm", "shapley"])
def test_more_samples_add_runs_to_a_finished_study(there: Path, method: str) -> None:
    """A study that has grown is, in digest and table, the one that was asked for at once; fewer samples take nothing away."""
    more = (f"method={method}", "levels=6", "correlations=[]")
    small, large = (opened(there / "study.yaml", *more, f"samples={many}") for many in (4, 8))
    run(large, "once", staff=Staff())
    run(small, "grown", staff=Staff())
    before = Results("grown").record(Results("grown").part_names[0]).runs
    run(large, "grown", staff=Staff())
    assert Results("grown").run_ids[: len(before)] == list(before) and len(Results("grown").run_ids) == 2 * len(before)
    assert digest("grown") == digest("once") and Results("grown").frame("sensitivity").equals(Results("once").frame("sensitivity"))
    assert answer(["check", "grown"]) == 0
    shutil.rmtree(next(Path("grown/runs").glob("0*")))
    run(small, "grown", staff=Staff())
    assert digest("grown") == digest("once") and Results("grown").frame("sensitivity").equals(Results("once").frame("sensitivity"))


def test_a_trial_grows(there: Path) -> None:
    for name, samples in (("grown", 16), ("grown", 64), ("grown", 8), ("once", 64)):
        assert answer(["run", "trial.yaml", "--out", name, "--set", f"samples={samples}", "--quiet"]) == 0
    shutil.rmtree(next(Path("grown/runs").glob("0*")))
    assert answer(["run", "trial.yaml", "--out", "grown", "--set", "samples=8", "--quiet"]) == 0
    assert digest("grown") == digest("once") and Results("grown").frame("sensitivity").equals(Results("once").frame("sensitivity"))


def test_a_design_that_cannot_grow_is_another_experiment(there: Path, capsys: Said) -> None:
    """A Latin hypercube and a search curve of FAST are other points at every size."""
    for method, samples in (("pawn", 20), ("regional", 20), ("rbd_fast", 70), ("delta", 200), ("fast", 70)):
        page = ["run", "trial.yaml", "--out", method, "--set", f"method={method}", "--quiet", "--set"]
        assert answer([*page, f"samples={samples}"]) == 0
        assert answer([*page, f"samples={2 * samples}"]) == 4
        assert f"samples is {samples} there and {2 * samples} here" in capsys.readouterr().err


def test_a_run_that_fails_while_a_study_grows_leaves_no_old_index(there: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert answer(["run", "study.yaml", "--out", "out", "--executor", "serial", "--quiet"]) == 0
    monkeypatch.setenv("FAULTY", "20")
    assert answer(["run", "study.yaml", "--out", "out", "--set", "samples=8", "--executor", "serial", "--quiet"]) == 7
    assert "sensitivity" not in Results("out").tables


def test_a_failed_run_is_named_and_no_index_is_made(there: Path, monkeypatch: pytest.MonkeyPatch, capsys: Said) -> None:
    monkeypatch.setenv("FAULTY", "7")
    assert answer(["run", "study.yaml", "--out", "out", "--executor", "serial", "--quiet"]) == 7
    assert "run 0007 failed" in capsys.readouterr().err
    assert "sensitivity" not in Results("out").tables
    monkeypatch.delenv("FAULTY")
    assert answer(["run", "study.yaml", "--out", "out", "--executor", "serial", "--quiet"]) == 0
    assert "sensitivity" in Results("out").tables


@pytest.mark.parametrize("wrong", [np.nan, np.inf])
def test_one_output_that_is_no_number_ends_with_7(there: Path, monkeypatch: pytest.MonkeyPatch, capsys: Said, wrong: float) -> None:
    """Promises D5: the run is named, and no index is made of the others."""
    def simulate(scenario: Any, *, seed: int, **how: Any) -> History:
        made = small_ensemble.simulate(scenario, seed=seed, **how)
        if seed == luck_of(7):
            made.tables["yearly"]["poverty_gap"] = np.array([0.1, wrong, 0.1])
        return made

    monkeypatch.setattr(sys.modules["povsim.simulation"], "simulate", simulate)
    assert answer(["run", "study.yaml", "--out", "out", "--executor", "serial", "--quiet"]) == 7
    told = capsys.readouterr().err
    assert "run 0007 failed: its output poverty_gap.2016 is" in told and "Traceback" not in told
    assert "sensitivity" not in Results("out").tables


def test_a_ratio_without_a_denominator_is_refused(there: Path) -> None:
    study = opened(there / "study.yaml", "outputs=[relapse_true]")
    raw = {"relapse_true.above": np.zeros((12, 1)), "relapse_true.below": np.where(np.arange(12)[:, None] == 4, 0.0, 9.0)}
    with pytest.raises(UnusableError, match="run 0004: its output relapse_true is not finite"):
        table(study, {"relapse_true": Output(("relapse_true",)).values(raw)})


# outputs ------------------------------------------------------------------------------------


def spells(*rows: str) -> dict[str, Any]:
    """household basis kind first last ended_by, words apart."""
    columns = list(zip(*(row.split() for row in rows), strict=True))
    names = ("household_id", "basis", "kind", "first_year", "last_year", "ended_by")
    made: dict[str, Any] = {name: np.array(values, object) for name, values in zip(names, columns, strict=True)}
    for name in ("household_id", "first_year", "last_year"):
        made[name] = made[name].astype(np.int64)
    made["basis"] = np.where(made["basis"] == "record", "by_record", "in_truth").astype(object)
    return made | {"cause": np.array(["illness"] * len(rows), object)}


LIVES = spells(
    "1 record out 2016 2020 censored",
    "2 record out 2016 2017 relapse", "2 truth poor 2018 2018 exit",
    "3 record out 2016 2020 censored", "3 truth poor 2014 2016 exit",
    "4 record out 2016 2020 censored", "4 truth poor 2015 2017 exit",
    "5 record out 2017 2020 relapse", "5 truth poor 2021 2021 censored",
    "6 record out 2019 2020 censored", "6 truth poor 2020 2020 censored",
    "7 record out 2016 2016 death",
    "8 truth poor 2017 2019 exit",
)
"""1 stays out; 2 falls and is seen; 3 left poor and rose; 4 left poor and stayed so; 5 falls too late; 6 left too late; 7 died; 8 was never in."""


def test_relapse_has_a_fixed_risk_set() -> None:
    found = fates(LIVES, 2017, 3)
    assert found["true"].tolist() == [False, True, False, True, False, False]
    assert found["wrong"].tolist() == [False, False, True, True, False, False]
    assert found["recorded"].tolist() == [False, True, False, False, False, False]
    assert len(fates(LIVES, 2017, 3, "disaster")["true"]) == 0


def test_outputs_of_a_run() -> None:
    years = np.arange(2015, 2021)
    groups = {"year": np.tile(years, 2), "group_kind": np.full(12, "cause", object), "group": np.repeat(np.array(["a", "b"], object), 6),
              "poor_recorded": np.array([100, 80, 50, 60, 40, 10, 100, 40, 20, 20, 10, 60])}
    budget = {"year": np.array([2016, 2019]), "programme": np.array(["industry", "industry"], object), "spent_fen": np.array([90_000, 5])}
    history = History({"yearly": {"year": years, "headcount_true": years / 1e4}, "groups": groups, "spells": LIVES, "budget": budget})
    names = ("relapse_true", "relapse_strict", "relapse_recorded", "cost_per_stable_exit", "exit_times.cause", "headcount_true",
             "headcount_true.2016", "poor_recorded.2017.cause.b", "precedence.cause.a.b")
    wanted = tuple(Output(tuple(name.split("."))) for name in names)
    found = {name: value[0] for name, value in outputs(Run(history, 3, ("industry",)), wanted).items()}
    assert found["relapse_true.above"] / found["relapse_true.below"] == 2 / 6
    assert found["relapse_strict.above"] / found["relapse_strict.below"] == 1 / 4
    assert found["relapse_recorded.above"] == 1 and found["cost_per_stable_exit.above"] == 900 and found["cost_per_stable_exit.below"] == 4
    assert (found["exit_times.cause.a"], found["exit_times.cause.b"]) == (5, 7)
    assert (found["headcount_true"], found["headcount_true.2016"], found["poor_recorded.2017.cause.b"]) == (0.202, 0.2016, 20)
    columns = {name: np.full((3, 2), value) for name, value in found.items()}
    values = {each.name: each.values(columns) for each in wanted}
    assert values["precedence.cause.a.b"].tolist() == [[[1.0]] * 2] * 3
    assert values["exit_times.cause"].shape == (3, 2, 2) and values["headcount_true"].shape == (3, 2, 1)


def test_ratios_are_pooled_over_seeds() -> None:
    """X48: one of 2 and ten of 98 are 11 of 100."""
    raw = {"relapse_true.above": np.array([[1.0, 10.0]]), "relapse_true.below": np.array([[2.0, 98.0]])}
    assert Output(("relapse_true",)).values(raw).mean() == pytest.approx(0.11)


# the model ----------------------------------------------------------------------------------

COUNTY = Path(__file__).parents[1] / "docs" / "examples" / "county.yaml"


def test_log_odds_are_pooled_and_finite() -> None:
    """Three of 30 and none of 10 are 3.5 to 37.5; where nobody fell back there still is a number, where nobody left there is none."""
    above, below = np.array([[3.0, 0.0], [0.0, 0.0], [0.0, 0.0]]), np.array([[30.0, 10.0], [20.0, 20.0], [0.0, 0.0]])
    output = Output(("log_odds_relapse_true",))
    found = output.values({f"{output.name}.above": above, f"{output.name}.below": below})
    assert found.shape == (3, 2, 1)
    assert found[:2].mean(axis=1)[:, 0] == pytest.approx([np.log(3.5 / 37.5), np.log(0.5 / 40.5)])
    assert found[0, 0, 0] > found[0, 1, 0] and np.isnan(found[2]).all()
    assert relapses((output, Output(("headcount_true",))), {f"{output.name}.above": above})["log_odds_relapse_true"].tolist() == [3, 0, 0]


def test_what_does_nothing_has_no_effect_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Promises D4: under common luck mu* of an unused parameter is exactly 0, on a real page with its report."""
    monkeypatch.chdir(tmp_path)
    Path("page.yaml").write_text(f"""\
kind: sensitivity
title: A small county
method: morris
samples: 4
follow: 1
factors: [rules.farm.passing, rules.herd.snow_death]
outputs: [headcount_true, relapse_true, log_odds_relapse_true, exit_times.cause, exit_order.preset]
scenario: {{extends: {COUNTY}, years: {{last: 2018}}}}
""", "utf-8")
    assert answer(["run", "page.yaml", "--out", "out", "--executor", "serial", "--quiet"]) == 0
    frame = Results("out").frame("sensitivity")
    found = frame[(frame["index"] == "mu_star") & (frame["samples"] == 4)].set_index(["output", "factor"])["value"]
    assert found["headcount_true"]["rules.farm.passing"] > 0.0
    assert {found[name][factor] for name in ("headcount_true", "relapse_true") for factor in ("dummy", "noise floor")} == {0.0}
    assert found["headcount_true"]["rules.herd.snow_death"] == 0.0
    few = frame[(frame["method"] == "events") & (frame["index"] == "at a point")].set_index("output")
    assert sorted(few.index) == ["log_odds_relapse_true", "relapse_true"] and (few["low"] <= few["value"]).all()
    assert 0 < few["value"]["relapse_true"] < 500
    for language, words in (("report.html", ("a factor that does nothing", "relapses on average, fewer than the 500")),
                            ("report.zh.html", ("无作用的对照因素", "少于稀有事件所需的500户"))):
        text = Path("out", language).read_text("utf-8")
        assert all(word in text for word in words) and text.count("<figure>") >= 3 and "rules.farm.passing" in text


def test_the_pages_that_are_shipped_are_sound() -> None:
    root = Path(__file__).parents[1] / "experiments"
    screening, shares = opened(root / "relapse_morris.yaml"), opened(root / "relapse_sobol.yaml")
    assert (screening.method, len(screening.factors), shares.method, len(shares.factors)) == ("morris", 30, "sobol", 12)
    assert opened(root / "relapse_sobol.yaml", "samples=512", "seeds=4").runs == 28_672
    assert all(each.question and each.title for each in (screening, shares))


def test_kinds_of_study(there: Path) -> None:
    assert isinstance(opened(there / "trial.yaml"), Trial) and callable(sensitivity) and os.path.exists("trial.yaml")


def test_every_sentence_of_the_report_is_used() -> None:
    from povsim.report.prose_sensitivity import SENSITIVITY

    source = Path(__file__).parents[1] / "src" / "povsim" / "report"
    text = "".join((source / name).read_text("utf-8") for name in ("sections/sensitivity.py", "page.py"))
    used = {key for key in SENSITIVITY if f'"{key}"' in text or key.startswith(("output_", "unit_", "index_")) or f'"{key.removesuffix("_caption")}-' in text
            or f'f"{key.removesuffix("_caption")}-' in text}
    assert sorted(set(SENSITIVITY) - used) == []
