"""Ensembles: draws that depend on nothing but the run, executors with equal digests, and a page that says what is wrong."""

from __future__ import annotations

import math
import pickle
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from povsim import load, load_experiment, simulate
from povsim.cli import answer
from povsim.ensemble.distributions import read
from povsim.ensemble.executors import Kind, Staff
from povsim.ensemble.study import Ensemble
from povsim.ensemble.work import compute
from povsim.errors import InputError, TooLargeError
from povsim.history import History
from povsim.parameters import Declared
from povsim.plugin import builtin
from povsim.report.source import Source
from povsim.run import run
from povsim.scenario import Scenario
from povsim.simulation import Simulation
from povsim.spread import apart, mean, student
from povsim.start import lived
from povsim.store.results import Results, digest
from povsim.values import Refused
from small_ensemble import PAGE, SCENARIO, stand_in

Said = pytest.CaptureFixture[str]
SERIAL = Staff()


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small ensemble in a current folder; a small history stands in for the simulation."""
    monkeypatch.chdir(tmp_path)
    for name, module in stand_in().items():
        monkeypatch.setitem(sys.modules, name, module)
    path = tmp_path / "small.yaml"
    path.write_text(PAGE, "utf-8")
    return path


def opened(path: Path, *changes: str) -> Ensemble:
    made = load_experiment(path, changes)
    assert isinstance(made, Ensemble)
    return made


# distributions and draws --------------------------------------------------------------------

NUMBER = Declared("chance", 0.03, "a year", 0.0, 1.0, "assumed; made up", (), (0.01, 0.05))
WHOLE = Declared("years", 3, "years", 0, 10, "assumed; made up", (), None, "whole")
CHOICE = Declared("way", "old", "way", None, None, "assumed; made up", ("old", "new"), None, "choice")
QUANTILES: list[tuple[Any, Declared, list[float | str]]] = [
    ({"uniform": [0.2, 0.6]}, NUMBER, [0.3, 0.4, 0.5]),
    ({"triangular": [0, 0.5, 1]}, NUMBER, [math.sqrt(0.125), 0.5, 1 - math.sqrt(0.125)]),
    ({"loguniform": [0.01, 1]}, NUMBER, [10**-1.5, 0.1, 10**-0.5]),
    ({"normal": [0.5, 0.01]}, NUMBER, [0.5 - 0.00674490, 0.5, 0.5 + 0.00674490]),
    ({"integer": [1, 4]}, WHOLE, [2, 3, 4]),
    ({"choice": ["old", "new"]}, CHOICE, ["old", "new", "new"]),
    ("plausible", NUMBER, [0.02, 0.03, 0.04]), ("plausible", WHOLE, [2, 5, 8]), ("plausible", CHOICE, ["old", "new", "new"]),
]


@pytest.mark.parametrize(("value", "declared", "quarters"), QUANTILES, ids=lambda value: str(value)[:24])
def test_a_distribution_has_its_quartiles(value: Any, declared: Declared, quarters: list[Any]) -> None:
    found = read(value, declared)
    assert [found.at(u) for u in (0.25, 0.5, 0.75)] == (quarters if isinstance(quarters[0], str) else pytest.approx(quarters, rel=1e-6))
    assert read(found.plain(), declared) == found


def test_a_normal_is_held_to_the_limits_of_its_parameter() -> None:
    found = read({"normal": [0.01, 0.02]}, NUMBER)
    values = [found.at(u) for u in np.linspace(1e-9, 1 - 1e-9, 201)]
    assert min(values) >= -1e-15 and values == sorted(values)
    assert found.at(0.5) > 0.01


@pytest.mark.parametrize(("value", "words"), [
    ({"uniform": [0.6, 0.2]}, "in this order"), ({"uniform": [0.2]}, r"takes \[low, high\]"), ({"gamma": [1, 2]}, "triangular"),
    ({"uniform": [0, 2]}, "between 0 and 1"), ({"normal": [2, 0.1]}, "between 0 and 1"), ({"normal": [0.5, 0]}, "above 0"),
    ({"loguniform": [0, 1]}, "above 0"), ("likely", "'plausible'"), ({"uniform": ["a", 1]}, "must be a number"), (3, "one distribution"),
])
def test_a_wrong_distribution_is_refused(value: Any, words: str) -> None:
    with pytest.raises(Refused, match=words):
        read(value, NUMBER)


def test_a_draw_depends_on_its_run_alone(page: Path) -> None:
    one = opened(page)
    other = opened(page, "runs=5000", "vary={causes.illness.onset_under_30: plausible, causes.illness.onset_from_60: plausible}")
    path = "causes.illness.onset_under_30"
    assert [one.case(k).inputs[path] for k in (7, 3)] == [other.case(k).inputs[path] for k in (7, 3)]
    assert [one.case(k).inputs["draw"] for k in range(5)] == [0, 0, 1, 1, 2]
    assert len({one.case(k).seed for k in range(1000)}) == 1000
    assert not {one.case(k).seed for k in range(1000)} & {opened(page, "seed=6").case(k).seed for k in range(1000)}
    drawn = np.array([[float(value) for value in other.case(2 * k).inputs.values()][:2] for k in range(1000)])
    assert abs(np.corrcoef(drawn.T)[0, 1]) < 0.1 and (np.abs((drawn.mean(axis=0) - drawn.min(axis=0)) / np.ptp(drawn, axis=0) - 0.5) < 0.05).all()


def test_luck_and_start_may_be_the_same_or_each_its_own(page: Path) -> None:
    both = [opened(page, "luck=same", "start=each").case(k) for k in range(3)]
    assert {case.seed for case in both} == {5} and len({case.scenario.population.seed for case in both}) == 3
    assert [case.inputs["population.seed"] for case in both] == [case.scenario.population.seed for case in both]
    assert {opened(page).case(k).scenario.population.seed for k in range(3)} == {1}


WRONG = {
    "runs: 12": ("runs: 0", "small.yaml:5: runs: must be between 1 and"),
    "seed: 5": ("sed: 5", "small.yaml:4: sed: no such key; did you mean 'seed'?"),
    "illness: {}": ("ilness: {}", "small.yaml:18: scenario.causes.ilness: no such cause; did you mean 'illness'?"),
    "onset_under_30": ("onset_under", "vary.causes.illness.onset_under: no such parameter; did you mean"),
    "causes.illness.onset": ("causes.tea.onset", "the page has no cause 'tea'"),
    "plausible": ("{uniform: [2, 1]}", "vary.causes.illness.onset_under_30: uniform takes [low, high]"),
    "title: Small": ("keep: [yeerly]", "keep.0: no such table"),
    "question: What is luck?": ("precision: {measure: gini, year: 2016, half_width: 0.1, most: 50}", "precision.measure: no such measure"),
    "kind: ensemble": ("kind: ensembel", "no such kind; did you mean 'ensemble'?"),
    "scenario:": ("scenery:", "scenario: is missing"),
    "scenario:\n": ("scenario:\n  seed: 3\n", "small.yaml:8: scenario.seed: does nothing here: the luck of runs comes from the page's own `seed`"),
    "kind: ensemble\n": ("kind: ensemble\nkeep: [spells, assessment]\n", "small.yaml:2: keep.1: no run has the table 'assessment': steps.assess.asked is false"),
    "  causes: {illness: {}}": (
        "  causes: {illness: {}}\n  steps: {assess: {asked: true, first_year: 2018}}",
        "small.yaml:19: scenario.steps.assess.first_year: begins after 2017, the last year, so that nothing would be done (got 2018)",
    ),
}


@pytest.mark.parametrize("old", WRONG)
def test_every_fault_of_an_ensembles_page_has_its_place(page: Path, capsys: Said, old: str) -> None:
    new, words = WRONG[old]
    page.write_text(PAGE.replace(old, new), "utf-8")
    assert answer(["validate", "small.yaml"]) == 2
    assert words in capsys.readouterr().err
    assert answer(["run", "small.yaml"]) == 2 and not Path("results").exists()


def test_a_change_on_the_command_line_names_a_varied_parameter_by_its_path(page: Path) -> None:
    one = opened(page, "vary.causes.illness.onset_under_30=null", "vary.causes.illness.admission_rate.uniform=[0.1, 0.2]")
    assert [each.path for each in one.vary] == ["causes.illness.admission_rate"]
    assert one == opened(page, "vary={causes.illness.admission_rate: {uniform: [0.1, 0.2]}}")
    assert opened(page, "vary.causes.illness.onset_under_30={uniform: [0, 0.01]}").vary[0].distribution.kind == "uniform"
    with pytest.raises(InputError, match=r"^--set: scenario.causes.ilness: no such cause"):
        opened(page, "scenario.causes.ilness={}")


def test_what_a_switched_step_writes_is_kept_where_it_is_on(page: Path) -> None:
    steps = {step: table for step in builtin("step").values() for table in step.word("tables", ())[:1]}
    assert {step.name for step in steps} == {"assess", "benefits", "dossier"}
    for step, table in steps.items():
        on = f"steps.{step.name}.{step.word('switch')}"
        assert opened(page, f"keep=[runs, {table}]", f"scenario.{on}=true").keep == (table,)
        assert opened(page, f"keep=[{table}]", f"vary.{on}=plausible").keep == (table,)


# results ------------------------------------------------------------------------------------


def test_an_ensemble_keeps_what_its_page_says(page: Path, capsys: Said) -> None:
    assert answer(["run", "small.yaml", "--workers", "1"]) == 0
    said = capsys.readouterr()
    assert "12/12 runs" in said.err and "report: results/small/report.html" in said.out
    results = Results("results/small")
    assert results.tables == ["budget", "groups", "runs", "spells", "yearly"] and len(results.run_ids) == 12
    runs = results.frame("runs")
    assert list(runs.columns) == ["run_id", "seed", "scenario", "status", "causes.illness.onset_under_30", "draw"]
    assert list(runs["run_id"]) == [f"{k:04d}" for k in range(12)] and set(runs["status"]) == {"finished"}
    assert answer(["check", "results/small"]) == 0
    assert answer(["export", "results/small", "--table", "yearly"]) == 0
    capsys.readouterr()
    assert answer(["run", "small.yaml", "--workers", "1"]) == 0 and "finished before" in capsys.readouterr().out
    assert answer(["run", "results/small/scenario.yaml", "--out", "again", "--workers", "1"]) == 0
    assert digest("again") == digest("results/small")
    assert answer(["run", "small.yaml", "--set", "keep=[events]", "--workers", "1", "--out", "more"]) == 0
    assert Results("more").tables == ["events", "runs", "yearly"] and answer(["check", "more"]) == 0
    assert answer(["run", "small.yaml", "--set", "keep=[events]", "--workers", "1"]) == 4


def test_a_report_asks_the_pages_question_in_its_own_language(page: Path) -> None:
    told = ["question=Who leaves first?", "report.question_zh=谁先脱贫？", "report.title_zh=先后"]
    assert answer(["run", "small.yaml", "--runs", "2", "--workers", "1", *(word for each in told for word in ("--set", each))]) == 0
    source = Source(Path("results/small"))
    assert source.question("en") == "Who leaves first?" and source.question("zh") == "谁先脱贫？" and source.title("zh") == "先后"


def test_runs_can_be_added_and_none_is_taken_away(page: Path) -> None:
    for runs in (5, 2, 12):
        run(opened(page, f"runs={runs}"), "grown", staff=SERIAL)
    run(opened(page), "whole", staff=SERIAL)
    assert digest("grown") == digest("whole")
    assert len(Results("grown").part_names) == 2 and Results("whole").part_names == ["0000-0011"]


def test_options_of_an_ensemble_are_refused_for_one_run(page: Path, capsys: Said) -> None:
    Path("one.yaml").write_text("kind: scenario\n" + SCENARIO.replace("scenario:\n", "").replace("\n  ", "\n").removeprefix("  "), "utf-8")
    for options in (["--workers", "2"], ["--executor", "serial"], ["--runs", "3"], ["--executor", "threads", "--dask-address", "tcp://x:1"]):
        assert answer(["run", "one.yaml", *options]) == 2, options
        assert capsys.readouterr().err.count("\n") == 1


def test_a_trillion_households_are_refused_before_anything_starts(page: Path) -> None:
    many = opened(page, "scenario.population.households=1e12", "scenario.population.persons=4e12", "scenario.population.villages=1e9")
    with pytest.raises(TooLargeError, match="too large"):
        run(many, "out", staff=SERIAL)
    assert not Path("out").exists()


def test_precision_adds_batches_until_the_interval_is_narrow(page: Path) -> None:
    wish = "precision={{measure: poverty_gap, year: 2016, half_width: {}, most: 60, batch: 10}}"
    run(opened(page, wish.format(0.01)), "narrow", staff=SERIAL)
    results = Results("narrow")
    values = list(results.values("poverty_gap", 2016).values())
    many = len(values)
    assert many in range(22, 61, 10) and mean(values).half_width <= 0.01 < mean(values[: many - 10]).half_width
    run(opened(page, wish.format(0.01)), "narrow", staff=Staff(Kind.threads, 3))
    assert len(Results("narrow").run_ids) == many
    run(opened(page, wish.format(1e-6)), "narrow", staff=SERIAL)
    assert len(Results("narrow").run_ids) == 60
    run(opened(page, wish.format(1e-6)), "other", staff=Staff(Kind.threads, 2))
    assert digest("narrow") == digest("other")


def test_the_whole_store_is_one_dataset(page: Path) -> None:
    for runs in (4, 12):
        run(opened(page, f"runs={runs}"), "out", staff=SERIAL)
    files = "out/runs/*/yearly.parquet"
    means = [float(Results("out").frame("yearly")["poverty_gap"].mean())]
    pandas, dataset = pytest.importorskip("pandas"), pytest.importorskip("pyarrow.dataset")
    names = sorted(map(str, Path().glob(files)))
    assert len(names) == 2
    means.append(pandas.read_parquet(names)["poverty_gap"].mean())
    means.append(dataset.dataset(names).to_table().to_pandas()["poverty_gap"].mean())
    assert means == pytest.approx([means[0]] * 3)


@pytest.mark.parametrize("library", ["polars", "duckdb"])
def test_the_whole_store_is_one_dataset_for_others_too(page: Path, library: str) -> None:
    found = pytest.importorskip(library)
    run(opened(page), "out", staff=SERIAL)
    expected = float(Results("out").frame("yearly")["poverty_gap"].mean())
    if library == "polars":
        value, runs = found.read_parquet("out/runs/*/yearly.parquet").select(found.col("poverty_gap").mean(), found.col("run_id").n_unique()).row(0)
    else:
        value, runs = found.sql("select avg(poverty_gap), count(distinct run_id) from 'out/runs/*/yearly.parquet'").fetchall()[0]
    assert runs == 12 and float(value) == pytest.approx(expected)


# the real simulation ------------------------------------------------------------------------


def single(folder: Path, *changes: str) -> Scenario:
    """The scenario of the small ensemble, by itself."""
    text = SCENARIO.replace("scenario:\n", "").replace("\n  ", "\n").removeprefix("  ")
    (folder / "one.yaml").write_text(f"kind: scenario\n{text}", "utf-8")
    return load(folder / "one.yaml", changes)


def test_a_run_of_an_ensemble_is_the_single_run_of_its_numbers_and_luck(tmp_path: Path) -> None:
    page = tmp_path / "small.yaml"
    page.write_text(PAGE.replace("runs: 12", "runs: 2"), "utf-8")
    run(load_experiment(page), tmp_path / "out", staff=SERIAL)
    results = Results(tmp_path / "out")
    drawn = results.frame("runs").set_index("run_id").loc["0001"]
    one = single(tmp_path, f"causes.illness.onset_under_30={float(drawn['causes.illness.onset_under_30'])!r}")
    expected = simulate(one, seed=int(drawn["seed"])).tables
    for part in results.parts:
        for run_id, tables in results.runs_of(part, ["yearly", "groups", "spells", "budget"]):
            for name, table in tables.items():
                for column in table.column_names[1:]:
                    same = np.array_equal(table[column].to_numpy(), expected[name][column])
                    assert same or run_id != "0001", (name, column)
    text = (tmp_path / "out" / "report.html").read_text("utf-8")
    assert "How far apart the runs are" in text and "What is luck?" in text and "causes.illness.onset_under_30" in text
    assert "各次模拟相差多少" in (tmp_path / "out" / "report.zh.html").read_text("utf-8")


def test_an_ensemble_may_keep_little_and_still_has_its_report(tmp_path: Path) -> None:
    page = tmp_path / "small.yaml"
    page.write_text(PAGE.replace("runs: 12", "runs: 2\nkeep: []"), "utf-8")
    run(load_experiment(page, ["vary=null"]), tmp_path / "out", staff=SERIAL)
    assert Results(tmp_path / "out").tables == ["runs", "yearly"]
    text = (tmp_path / "out" / "report.html").read_text("utf-8")
    assert "How far apart the runs are" in text and "Poverty by year" in text and "By main cause on record" not in text
    assert "Errors of the register by year." in text


def test_a_report_says_which_figures_rest_on_tables_that_were_not_kept(tmp_path: Path) -> None:
    page = tmp_path / "small.yaml"
    figure = "{document: D0, text: Roads, text_zh: 路, figure: 3, unit: villages, year: 2016, simulated: works.road.share}"
    page.write_text(f"{PAGE.replace('runs: 12', 'runs: 2')}  report: {{figures: {{roads: {figure}}}}}\n", "utf-8")
    run(load_experiment(page, ["vary=null", "keep=[budget]"]), tmp_path / "out", staff=SERIAL)
    assert "(keep: [works])" in (tmp_path / "out" / "report.html").read_text("utf-8")


def test_a_forked_simulation_goes_on_as_one_that_came_here_by_itself(tmp_path: Path) -> None:
    scenario = single(tmp_path)
    root = Simulation(scenario, seed=1)
    for seed in (1, 9, 1):
        branch, alone = root.fork(seed), Simulation(scenario, seed=seed)
        branch.finish()
        alone.finish()
        one, other = branch.history().tables, alone.history().tables
        assert {*one} == {*other}
        for name, table in one.items():
            for column, values in table.items():
                assert np.array_equal(values, other[name][column]), (name, column)
    root.step()
    later = root.fork(1)
    later.finish()
    root.finish()
    assert np.array_equal(later.history().tables["yearly"]["poor_true"], root.history().tables["yearly"]["poor_true"])


def test_runs_that_share_their_start_are_those_that_settle_it_by_themselves(tmp_path: Path) -> None:
    (tmp_path / "small.yaml").write_text(PAGE, "utf-8")
    study = pickle.dumps(load_experiment(tmp_path / "small.yaml", ["replicates=3"]))
    (together, fault), alone = compute(study, (3, 4, 5), "compiled", 1), compute(study, (4,), "plain", 1)[0][0]
    assert fault is None and [each.packed.run_id for each in together] == ["0003", "0004", "0005"]
    assert together[1].packed.tables == alone.packed.tables != together[2].packed.tables


def alike(one: History, other: History) -> None:
    """Every column of every table of two runs is the same."""
    assert {*one.tables} == {*other.tables}
    for name, table in one.tables.items():
        for column, values in table.items():
            assert np.array_equal(values, other.tables[name][column]), (name, column)


def test_runs_share_the_years_before_the_first_where_these_read_nothing_that_differs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = single(tmp_path)
    after, before = page.varied({"steps.watch.low": 1.2}), page.varied({"causes.illness.onset_under_30": 0.05})
    pages, known = [page, page, after, before, after], list[lived.Lived]()
    monkeypatch.setattr(lived, "_KNOWN", known)
    made = [simulate(each) for each in pages]
    kept = {each.scenario.settings == page.settings: each.population is not None for each in known}
    assert kept == {True: True, False: False}, "the page came again, the other once"
    for each, history in zip(pages, made, strict=True):
        known.clear()
        alike(simulate(each), history)


def test_what_is_not_kept_changes_nothing_in_what_is(tmp_path: Path) -> None:
    page = single(tmp_path)
    whole = simulate(page)
    for keep in (("runs", "yearly"), ("runs", "yearly", "spells"), ("events", "targeting", "causes")):
        some = simulate(page, keep=keep)
        alike(some, History({name: table for name, table in whole.tables.items() if name in keep}, {}))


@pytest.mark.nightly
@pytest.mark.parametrize("kind", ["threads", "processes", "dask"])
def test_every_executor_gives_one_digest_with_the_real_simulation(tmp_path: Path, kind: str) -> None:
    if kind == "dask":
        pytest.importorskip("distributed")
    (tmp_path / "small.yaml").write_text(PAGE, "utf-8")
    run(load_experiment(tmp_path / "small.yaml"), tmp_path / "serial", staff=SERIAL)
    run(load_experiment(tmp_path / "small.yaml"), tmp_path / kind, staff=Staff(Kind(kind), 2))
    assert digest(tmp_path / kind) == digest(tmp_path / "serial")


# spread -------------------------------------------------------------------------------------


def test_students_quantiles_are_those_of_scipy() -> None:
    stats = pytest.importorskip("scipy.stats")
    for freedom in (1, 2, 3, 5, 19, 400):
        assert student(freedom) == pytest.approx(stats.t.ppf(0.975, freedom), rel=2e-3 if freedom < 5 else 2e-4)


def test_luck_and_numbers_are_told_apart() -> None:
    generator = np.random.default_rng(1)
    groups = [(shift + generator.normal(0, 2, 4)).tolist() for shift in generator.normal(0, 3, 500)]
    found = apart(groups)
    assert found and found.luck == pytest.approx(2, rel=0.06) and found.numbers == pytest.approx(3, rel=0.08)
    assert found.share == pytest.approx(4 / 13, abs=0.04)
    assert apart([[1.0], [2.0]]) is None and apart([[1.0, 2.0]]) is None
    assert math.isinf(mean([1.0]).half_width) and math.isnan(mean([]).mean)


def test_an_error_of_a_worker_is_whole_in_its_parent() -> None:
    import pickle

    from povsim.errors import DamageError, Fault, RuleError

    for fault in (InputError([Fault("a.yaml", 3, "x", "y")]), RuleError("tea.py", 3, "need", "no"), DamageError(["a", "b"])):
        assert str(pickle.loads(pickle.dumps(fault))) == str(fault)
