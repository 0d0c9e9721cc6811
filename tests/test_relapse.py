"""Relapse after exit: the risk set by hand, the five definitions in a run, and what a known process must show."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from povsim.analysis import exits, pooling, relapse
from povsim.ensemble.executors import Kind, Staff
from povsim.errors import InputError
from povsim.experiment import load_experiment
from povsim.history import History, Table
from povsim.run import run
from povsim.scenario import load_bytes
from povsim.simulation import simulate
from povsim.store.computed import survival
from povsim.store.export import export
from povsim.store.results import Results, commit, prepare, run_name
from povsim.store.scenarios import order_agreement
from povsim.tables import RECORD, TRUTH, Format
from random_pages import random_text
from small_history import identity
from test_oracles import MARKOV

NAMES = ("household_id", "basis", "kind", "first_year", "last_year", "ended_by", "seen_from", "members", "fell_true",
         "fell_net_of_rigid", "fell_without_help", "poor_at_exit", "cause", "programmes", "village_id")
SPELLS = (
    (1, RECORD, "out", 2016, 2020, "censored", 2016, 4, 0, 2017, 2018, 0, "illness", "dibao+industry", 1),
    (2, RECORD, "out", 2016, 2017, "relapse", 2016, 2, 2017, 2017, 2017, 0, "illness", "dibao", 1),
    (2, RECORD, "out", 2019, 2020, "censored", 2019, 2, 2020, 0, 0, 0, "illness", "", 1),
    (3, RECORD, "out", 2017, 2018, "death", 2017, 1, 0, 0, 0, 0, "no_labour", "", 2),
    (4, RECORD, "out", 2016, 2020, "censored", 2018, 3, 0, 0, 0, 1, "illness", "", 2),
    (5, RECORD, "out", 2020, 2020, "censored", 2020, 3, 0, 0, 0, 0, "illness", "", 2),
    (6, RECORD, "out", 2016, 2020, "censored", 2018, 2, 2017, 0, 0, 0, "illness", "", 2),
    (1, TRUTH, "out", 2016, 2018, "relapse", 2016, 4, 0, 0, 0, 0, "illness", "", 1),
    (3, RECORD, "poor", 2015, 2016, "exit", 2015, 1, 0, 0, 0, 0, "no_labour", "", 2),
)


def columns(rows: tuple[tuple[object, ...], ...], names: tuple[str, ...] = NAMES) -> Table:
    """Rows as columns, text as objects."""
    kinds = [object if isinstance(value, str) else np.int64 for value in rows[0]]
    return {name: np.array([row[k] for row in rows], kinds[k]) for k, name in enumerate(names)}


def test_the_risk_set_is_fixed() -> None:
    """X12: the dead are censored, the founded come in when founded, a second exit does not count, years count from the exit."""
    who = relapse.watched(columns(SPELLS), "true")
    found = dict(zip(columns(SPELLS)["household_id"][who.rows].tolist(), zip(who.years, who.ended_by, who.entry, strict=True), strict=True))
    assert found == {1: (4, -1, 0), 2: (1, 0, 0), 3: (2, 1, 0), 4: (4, -1, 1), 5: (0, -1, 0), 6: (1, 0, 1)}


def test_survival_from_spells_by_hand() -> None:
    """At risk in years 1 to 4: 1, 2, 3; then 1, 3, 4 and 6 has fallen before it was founded."""
    spells = columns(SPELLS)
    table = relapse.by_group(spells, relapse.watched(spells, "true"), "all", "households", 4)["all"]
    assert table.at_risk.tolist() == [3, 3, 2, 2]
    assert table.ended[relapse.RELAPSE].tolist() == [1, 0, 0, 0] and table.ended[relapse.DEATH].tolist() == [0, 1, 0, 0]
    assert table.kaplan_meier().survival.tolist() == pytest.approx([2 / 3] * 4)
    persons = relapse.by_group(spells, relapse.watched(spells, "true"), "all", "persons", 4)["all"]
    assert persons.at_risk.tolist() == [7, 8, 7, 7] and persons.ended[relapse.RELAPSE].tolist() == [2, 0, 0, 0]


def test_definitions_side_by_side() -> None:
    """Who has fallen back, and in which year after the exit, by each of the definitions."""
    spells = columns(SPELLS)
    fell = {}
    for definition in relapse.DEFINITIONS:
        who = relapse.watched(spells, definition)
        back = (who.ended_by == relapse.RELAPSE) & (who.years > who.entry)
        fell[definition] = dict(zip(spells["household_id"][who.rows[back]].tolist(), who.years[back].tolist(), strict=True))
    assert fell == {"true_after_true_exit": {1: 3}, "true": {2: 1}, "true_strict": {2: 1}, "net_of_rigid": {1: 1, 2: 1},
                    "without_help": {1: 2, 2: 1}, "recorded": {2: 2}}


def test_groups_of_who_left() -> None:
    spells = columns(SPELLS)
    who = relapse.watched(spells, "true")
    years = relapse.by_group(spells, who, "exit_year", "households", 2)
    assert {name: table.at_risk.tolist() for name, table in years.items()} == {"2016": [2, 2], "2017": [1, 1], "2020": [0, 0]}
    helped = relapse.by_group(spells, who, "programme", "households", 1)
    assert {name: table.at_risk.tolist() for name, table in helped.items()} == {"none": [1], "dibao": [2], "industry": [1]}
    places = {"village_id": np.array([1, 2]), "county": np.array(["a", "b"], object)}
    counties = relapse.by_group(spells, who, "county", "households", 2, places)
    assert {name: table.at_risk.tolist() for name, table in counties.items()} == {"a": [2, 1], "b": [1, 2]}
    with pytest.raises(ValueError, match="villages"):
        relapse.by_group(spells, who, "county", "households", 2)


@pytest.fixture(scope="module")
def lived() -> History:
    """A random page with splits and deaths."""
    return simulate(load_bytes(random_text(11, households=3000).encode(), "random.yaml"))


def test_falls_of_spells_are_the_relapses_of_the_years(lived: History) -> None:
    """First falls since the exit of all who are there are `relapses_true_households`; what was inherited is older than its heir."""
    spells, yearly = lived.tables["spells"], lived.tables["yearly"]
    fell = spells["fell_true"][(spells["fell_true"] > 0) & (spells["fell_true"] >= spells["seen_from"])]
    assert np.bincount(fell - yearly["year"][0], minlength=len(yearly["year"])).tolist() == yearly["relapses_true_households"].tolist()
    assert fell.size and (spells["seen_from"] > spells["first_year"]).any()
    inherited = (spells["fell_true"] > 0) & (spells["fell_true"] < spells["seen_from"])
    assert (spells["fell_true"][inherited] == spells["seen_from"][inherited] - 1).all()


def test_left_censored_spells_are_flagged(lived: History) -> None:
    """X15: what was there in the first year is flagged; no exit of the risk set can be."""
    spells = lived.tables["spells"]
    assert ((spells["first_year"] == lived.tables["yearly"]["year"][0]) == (spells["left_censored"] == 1)).all()
    for definition in relapse.DEFINITIONS:
        assert not spells["left_censored"][relapse.watched(spells, definition).rows].any()


def test_villages_add_up(lived: History) -> None:
    villages, yearly = lived.tables["villages"], lived.tables["yearly"]
    for name in ("persons", "poor_recorded", "poor_true"):
        sums = [int(villages[name][villages["year"] == year].sum()) for year in yearly["year"]]
        assert sums == yearly[name].tolist()


def test_exit_times_of_groups() -> None:
    """A place is out when at most 3 % are poor for good; a cause when a quarter of its first poor are left at most."""
    rows = (
        (2015, "county", "a", 100, 30, 20), (2016, "county", "a", 100, 3, 4), (2017, "county", "a", 100, 0, 3),
        (2015, "county", "b", 100, 2, 9), (2016, "county", "b", 100, 5, 9), (2017, "county", "b", 100, 5, 9),
        (2015, "cause", "illness", 40, 40, 40), (2016, "cause", "illness", 60, 10, 30), (2017, "cause", "illness", 60, 9, 11),
        (2015, "cause", "none", 40, 0, 40), (2016, "cause", "none", 60, 0, 30), (2017, "cause", "none", 60, 0, 11),
    )
    groups = columns(rows, ("year", "group_kind", "group", "persons", "poor_recorded", "poor_true"))
    found = exits.group_times(groups, "county")
    assert (found.names, found.times.tolist(), found.first_year, found.years) == (["a", "b"], [2, 4], 2015, 3)
    assert exits.group_times(groups, "county", "in_truth").times.tolist() == [3, 4]
    assert exits.group_times(groups, "cause").at(["illness", "no_land"]).tolist() == [2, 4]
    assert exits.group_times(groups, "cause", "in_truth", share=0.3).times.tolist() == [3]


def test_pooled_survival_is_no_mean_of_survivals() -> None:
    """X48: one of 2 in one run and ten of 98 in another are 11 of 100, not the mean of a half and a tenth."""
    spells = [columns(tuple((k, RECORD, "out", 2016, 2017, "censored", 2016, 1, 2017 if k < back else 0, 0, 0, 0, "illness", "", 1)
                            for k in range(many))) for many, back in ((2, 1), (98, 10))]
    table = pooling.survival([pooling.life_tables_of(each, None, 1) for each in spells])
    row = (table["definition"] == "true") & (table["group_kind"] == "all") & (table["unit"] == "households")
    assert table["survival"][row].tolist() == pytest.approx([0.89]) and table["runs"][row].tolist() == [2]


def test_one_run_ranks_nobody() -> None:
    """X49: of one run every rank of every group stands, with no interval; two groups that never change places are told apart."""
    groups = columns(((2015, "county", "a", 100, 1, 1), (2015, "county", "b", 100, 9, 9), (2016, "county", "a", 100, 1, 1),
                      (2016, "county", "b", 100, 9, 1)), ("year", "group_kind", "group", "persons", "poor_recorded", "poor_true"))
    one = pooling.exit_order(pooling.Exits([pooling.times_of(groups, None)]))
    assert np.isnan(one["low"]).all() and set(one["set_low"]) == {1.0} and set(one["set_high"]) == {2.0}
    many = pooling.exit_order(pooling.Exits([pooling.times_of(groups, None)] * 20))
    assert many["set_high"][(many["group"] == "a")].tolist() == [1, 1] and many["mean_rank"].tolist() == [1, 2, 1, 2]


def test_orders_of_folders_are_compared(tmp_path: Path, lived: History) -> None:
    """A folder and its copy have one order, and one where causes go in turn another; what cannot be compared is bad input."""
    groups = lived.tables["groups"]
    causes = np.unique(groups["group"].astype(str), return_inverse=True)[1]
    for name, step in (("one", 1), ("two", 1), ("three", -1)):
        (tmp_path / name).mkdir()
        prepare(tmp_path / name, identity(), {})
        poor = np.where(groups["year"] - groups["year"].min() < (step * causes) % 4, groups["persons"], 0)
        turned = {**groups, "poor_recorded": poor, "poor_true": poor}
        commit(tmp_path / name, run_name(0), History({**lived.tables, "groups": turned}, lived.notes))
    frame = order_agreement([tmp_path / "one", Results(tmp_path / "two"), str(tmp_path / "three")])
    found = frame[frame["group_kind"] == "cause"].set_index(["one", "other"])
    assert found.loc[("one", "two"), "tau"].tolist() == pytest.approx([1, 1]) and set(frame["basis"]) == {"by_record", "in_truth"}
    assert (found.loc[("one", "three"), "tau"] < 0.5).all() and found["tau_low"].isna().all()
    assert sorted({*zip(frame["one"], frame["other"], strict=True)}) == [("one", "three"), ("one", "two"), ("two", "three")]
    for wrong, words in (([tmp_path / "one"], "two results folders or more"), ([tmp_path / "one"] * 2, "name of two folders: one"),
                         ([tmp_path / "one", tmp_path], "no results folder")):
        with pytest.raises(InputError, match=words):
            order_agreement(wrong)


def test_late_exits_are_watched_for_fewer_years() -> None:
    """X13: exit years are groups of their own, and nobody's curve is longer than the years since."""
    spells = columns(SPELLS)
    table = pooling.survival([pooling.life_tables_of(spells, None, 5)])
    rows = (table["definition"] == "true") & (table["group_kind"] == "exit_year") & (table["unit"] == "households")
    years = {name: table["years"][rows & (table["group"] == name)].max() for name in ("2016", "2017")}
    assert years == {"2016": 4, "2017": 2}


@pytest.fixture(scope="module")
def constant(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Six runs of a page on which one in twenty of those who left falls back every year."""
    folder = tmp_path_factory.mktemp("constant")
    (folder / "zz_markov.py").write_text(MARKOV)
    inside = random_text(1, households=1500, years=6).replace("years:", "use: [zz_markov.py]\nyears:", 1)
    (folder / "scenario.yaml").write_text(inside)
    (folder / "page.yaml").write_text("kind: ensemble\ntitle: constant\nruns: 6\nscenario: {extends: scenario.yaml}\n")
    return run(load_experiment(folder / "page.yaml"), folder / "results", staff=Staff(Kind.serial, 1))


def test_constant_relapse_is_found(constant: Path) -> None:
    """Survival after a true exit is .95^k in every unit, whatever the deaths and splits; the exported table says so."""
    table = Results(constant).frame("survival")
    rows = table[(table["definition"] == "true_after_true_exit") & (table["group_kind"] == "all") & (table["unit"] == "households")]
    assert len(rows) >= 4 and set(table["run_id"]) == {"all"}
    for _, row in rows.iterrows():
        right = 0.95 ** row["years"]
        assert abs(row["survival"] - right) < 5 * np.sqrt(right * (1 - right) / row["at_risk"]) and row["low"] < row["high"]
        assert row["survival"] <= 1 - row["incidence"] + 1e-12 and row["moved"] == 0
    assert len(survival(Results(constant), brief=True)["years"]) < len(table)
    for name in ("exit_order", "exit_ranks", "exit_precedence", "exit_agreement", "survival"):
        assert export(constant, name, Format.csv, constant.parent / f"{name}.csv").stat().st_size > 100
    ranks = Results(constant).frame("exit_ranks")
    sums = ranks.groupby(["basis", "group_kind", "group"])["probability"].sum()
    assert np.allclose(sums, 1.0)


def test_relapse_risk_of_a_run_is_the_table_of_its_spells(lived: History) -> None:
    """The plain functions agree with the table: the risk within a year is the cumulative incidence."""
    spells = lived.tables["spells"]
    table = pooling.survival([pooling.life_tables_of(spells, lived.tables["villages"], 1)])
    for definition in relapse.DEFINITIONS:
        row = (table["definition"] == definition) & (table["group_kind"] == "all") & (table["unit"] == "persons") & (table["years"] == 1)
        assert table["incidence"][row].tolist() == pytest.approx([relapse.relapse_risk(spells, definition, 1)]), definition
    causes = table["group"][(table["group_kind"] == "cause") & (table["definition"] == "true")]
    assert {name for name, risk in relapse.relapse_risks(spells, "cause", within=1).items() if np.isfinite(risk)} == set(causes)
