"""Files, accuracies, village reports and ledgers: each table against the households and the other tables."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from povsim.administration.files import FACTS, Files, Register
from povsim.administration.targets import Listed, last_targets, target_years
from povsim.errors import InputError
from povsim.history import History
from povsim.plugin import builtin
from povsim.run import run
from povsim.simulation import Simulation, simulate
from povsim.store.audit import check
from povsim.store.export import export
from povsim.tables import Format
from two_counties import page

HELP = ("industry: {use: batches, budget: 4e6, grant: 8000}, dibao: {use: batches, budget: 2e6}, "
        "medical: {use: batches, budget: 1e6}, road: {use: batches, budget: 2e6}")
ON = ("steps.dossier.asked=true", "steps.benefits.asked=true", "steps.assess.asked=true", "rules.approval.asked=true")
EVERYBODY = ("steps.dossier.villages=12",)
SURE = 4.892
"""Standard errors that a right answer exceeds once in a million tests."""


def lived(*changes: str, years: int = 4) -> Simulation:
    made = Simulation(page(HELP, *ON, *EVERYBODY, *changes))
    for _ in range(years):
        made.step()
    return made


@pytest.fixture(scope="module")
def world() -> Simulation:
    return lived()


@pytest.fixture(scope="module")
def history(world: Simulation) -> History:
    return world.history()


def last(history: History, table: str) -> pd.DataFrame:
    frame = history.frame(table)
    return frame[frame["year"] == frame["year"].max()]


# files --------------------------------------------------------------------------------------------


def test_a_file_says_what_was_so_when_it_was_last_renewed() -> None:
    ids, none = np.array([3, 7, 9], np.uint64), np.zeros((3, len(FACTS)), bool)
    files, old = Files(), np.ones((3, len(FACTS)), np.int8)
    said, written = files.keep(Register(ids, old, np.array([False, False, True])), none)
    assert (said == old).all() and written.all(), "who comes onto the register gets a file"
    new = old.copy()
    new[:, 0] = 4
    said, written = files.keep(Register(ids, new, np.array([False, True, False])), none)
    assert said[:, 0].tolist() == [1, 4, 1] and written.tolist() == [False, True, False]
    slips = none.copy()
    slips[1, 0] = slips[2, FACTS.index("house_safe")] = True
    later = Register(np.array([1, 7, 9], np.uint64), new, np.array([False, True, True]))
    said, written = files.keep(later, slips)
    assert said[:, 0].tolist() == [4, 5, 4] and said[2, FACTS.index("house_safe")] == 0 and written.all()


def test_targets_by_hand() -> None:
    """Five households of a village and four years left: by recorded income, who cannot work last; another village alone."""
    listed = Listed(
        np.array([0, 0, 0, 0, 0, 3]), np.arange(6, dtype=np.uint64), np.array([900.0, 2500.0, 1500.0, 2500.0, 9000.0, 10.0]),
        np.array([False, False, False, False, True, True]),
    )
    assert target_years(listed, 2016, 2020).tolist() == [2019, 2017, 2018, 2017, 2020, 2017]
    assert target_years(listed, 2020, 2020).tolist() == [2021] * 6
    assert last_targets(listed.village, target_years(listed, 2016, 2020), 5).tolist() == [2020, 0, 0, 2017, 0]


# accuracies ---------------------------------------------------------------------------------------


def test_identification_is_that_of_the_households(world: Simulation, history: History) -> None:
    """Q1 from the columns, in persons: inclusion, exclusion, and one less their mean, true and recorded, by county and in all."""
    home, table = world.world.population.household, last(history, "accuracy").set_index("county")
    poor, line = np.isin(home.status, (1, 4)), float(world.world.population.province.exit_line[0])
    county = world.world.population.village.parent[home.parent]
    for way, income in (("true", home.income), ("recorded", home.recorded_income)):
        for name, rows in (("county 02", county == 1), ("all", county >= 0)):
            members = home.members * rows
            wrong = (members * (poor & (income >= line))).sum() / (members * poor).sum()
            missed = (members * (~poor & (income < line))).sum() / (members * (income < line)).sum()
            found = table.loc[name, [f"inclusion_{way}", f"exclusion_{way}", f"identification_{way}"]]
            assert found.tolist() == pytest.approx([wrong, missed, 1 - (wrong + missed) / 2])


def test_causes_are_the_trace_of_the_matrix(world: Simulation, history: History) -> None:
    home = world.world.population.household
    poor = np.isin(home.status, (1, 4))
    matrix = np.zeros((4, 4))
    np.add.at(matrix, (home.cause[poor] + 1, home.recorded_cause[poor] + 1), 1)
    row = last(history, "accuracy").set_index("county").loc["all"]
    assert row["causes_true"] == pytest.approx(np.trace(matrix[1:, 1:]) / matrix.sum()) and 0.3 < row["causes_true"] < 1
    assert row["causes_recorded"] == 1.0


def test_incomes_agree_as_often_as_the_error_says(history: History) -> None:
    """|N(0, .2)| <= .1 has a chance of .383; households that hold back income, near the line, agree less often."""
    table = history.frame("accuracy")
    table = table[table["county"] == "all"]
    right, many = (table["income_true"] * table["registered_households"]).sum(), table["registered_households"].sum()
    chance = math.erf(0.5 / math.sqrt(2))
    assert chance - 0.05 - SURE * math.sqrt(chance / many) < right / many < chance + SURE * math.sqrt(chance / many)


def test_perfect_files_are_perfect() -> None:
    """No slips, every file renewed, everything entered, exact incomes, causes and money: six accuracies are 1 in every county."""
    perfect = ("slip=0", "renewed=1", "entered=1")
    made = lived(*(f"steps.dossier.{each}" for each in perfect), "rules.observe.error=0", "rules.observe.bunching=0", years=2)
    table = made.history().frame("accuracy")
    for name in ("facts", "ledgers", "income"):
        values = table[f"{name}_true"].dropna()
        assert len(values) and (values == 1.0).all(), name
    assert (table["moves_true"].dropna() == table["moves_recorded"].dropna()).all()
    assert (table["inclusion_true"] == table["inclusion_recorded"]).all()


def test_delivery_is_the_budget_of_counties(history: History) -> None:
    """Q5 of all money is what the budget says: spent, less leaks and overhead, of what was granted and carried in."""
    made = lived("steps.money.leak=0.1", "steps.money.overhead=0.05", "steps.money.disburse=0.8", years=3).history()
    budget, ledger = made.frame("budget"), made.frame("ledger")
    budget = budget[budget["programme"].isin(["industry", "dibao", "medical", "road"])].groupby("year")[["granted_fen", "spent_fen", "carried_fen"]].sum()
    lost = ledger[ledger["kind"].isin(["leak", "overhead"])].groupby("year")["amount_fen"].sum()
    table = made.frame("accuracy")
    table = table[table["county"] == "all"].set_index("year")
    for year in (2016, 2017, 2018):
        hand = budget.loc[year, "granted_fen"] + budget["carried_fen"].get(year - 1, 0)
        assert table.loc[year, "delivery_recorded"] == pytest.approx(budget.loc[year, "spent_fen"] / hand)
        assert table.loc[year, "delivery_true"] == pytest.approx((budget.loc[year, "spent_fen"] - lost[year]) / hand)
        assert table.loc[year, "delivery_true"] < table.loc[year, "delivery_recorded"]


def test_moves_are_those_of_the_events(world: Simulation, history: History) -> None:
    home, line = world.world.population.household, float(world.world.population.province.exit_line[0])
    low = home.income < line
    right = ((home.enters_now + home.relapses_now) * low + home.exits_now * ~low + home.removed_now * (~low | (home.veto == 1))).sum()
    events = last(history, "events")
    events = events[events["event"].isin(["registered", "relapsed", "exited", "removed"]) & (events["basis"] == "by_record")]
    assert last(history, "accuracy").set_index("county").loc["all", "moves_true"] == pytest.approx(right / len(events))


# villages and ledgers -----------------------------------------------------------------------------


def test_village_reports_add_up_to_the_year(history: History) -> None:
    yearly = history.frame("yearly").set_index("year")
    for table, columns in (
        ("village_poor", ["households", "persons", "registered", "poor_recorded", "poor_true", "poor_recorded_households"]),
        ("village_moves", ["entries_recorded", "relapses_recorded", "removed_recorded_households", "exits_recorded", "relapses_true"]),
    ):
        sums = history.frame(table).groupby("year")[columns].sum()
        for column in columns:
            if column in yearly:
                assert sums[column].tolist() == yearly[column].tolist(), column
    poor = history.frame("village_poor")
    assert (poor[[each for each in poor if each.startswith("poor_recorded_") and not each.endswith("households")]].sum(axis=1)
            == poor["poor_recorded"]).all()
    causes = history.frame("village_causes").groupby(["year", "village_id"])["main_recorded_households"].sum()
    listed = poor.set_index(["year", "village_id"])["poor_recorded_households"]
    assert (causes == listed[causes.index]).all()


def test_target_lists_hold_every_poor_household(history: History) -> None:
    """All villages keep lists here: as many rows as poor households, and the village's target is its last one's."""
    lists, poor = history.frame("village_targets"), history.frame("village_poor")
    counted = lists.groupby(["year", "village_id"])["household_id"].count()
    listed = poor.set_index(["year", "village_id"])["poor_recorded_households"]
    assert (counted == listed[counted.index]).all() and counted.sum() == listed.sum()
    latest = lists.groupby(["year", "village_id"])["target_year"].max()
    exits = history.frame("village_exit").set_index(["year", "village_id"])["target_year"]
    assert (history.frame("village_exit")["exit_year"] <= history.frame("village_exit")["year"]).all()
    assert (latest == exits[latest.index]).all() and (exits.drop(latest.index) == 0).all()
    assert (lists["target_year"] > lists["year"]).all() and lists["target_year"].max() == 2020


def test_ledgers_agree_with_the_money_table(world: Simulation, history: History) -> None:
    """The measures of who is on the register are the payments of the money table, to the fen; so is what a plan announced."""
    keys = ["year", "household_id", "programme"]
    measures = history.frame("household_measures")
    money = history.frame("ledger")
    money = money[money["household_id"] != 0].groupby(keys)["amount_fen"].sum()
    kept = measures.groupby(keys)["amount_fen"].sum()
    assert (kept == money[kept.index]).all()
    home = world.world.population.household
    listed = home.id[np.isin(home.status, (1, 4)) | ((home.status == 2) & (home.support_until >= 2019))]
    assert sorted(kept.loc[2019].index) == sorted(key for key in money.loc[2019].index if key[0] in set(listed.tolist()))
    plans = history.frame("household_plans")
    plans = plans[(plans["planned_fen"] > 0) & (plans["year"] < 2019)]
    assert len(plans) > 50
    for plan in plans.itertuples():
        paid = [kept.get((plan.year + 1, plan.household_id, name)) for name in plan.measures.split("+")]
        assert None in paid or sum(paid) == plan.planned_fen


def test_log_holds_what_was_entered(history: History) -> None:
    """Help that the measures call entered stands in the log with its money; events in it are those of the record."""
    keys, log = ["year", "household_id", "programme"], history.frame("household_log")
    measures = history.frame("household_measures")
    entered = measures[measures["entered"] == 1].groupby(keys)["amount_fen"].sum() / 100
    help_ = log[log["entry"] == "help_received"].rename(columns={"about": "programme"}).set_index(keys)["yuan"]
    assert sorted(entered.index) == sorted(help_.index) and np.allclose(entered.sort_index(), help_.sort_index())
    assert 0.9 < measures["entered"].mean() < 1
    events = history.frame("events")
    for name in ("exited", "registered", "removed"):
        known = events[(events["event"] == name) & (events["basis"] == "by_record")]
        noted = log[log["entry"] == name]
        known = set(zip(known["year"], known["household_id"], strict=True))
        noted = set(zip(noted["year"], noted["household_id"], strict=True))
        assert noted <= known and (not known or len(noted) > 0.8 * len(known)), name


def test_only_some_villages_and_the_sample_keep_ledgers() -> None:
    made = lived("steps.dossier.villages=1", years=1)
    tables = made.history().tables
    assert len(set(tables["village_targets"]["village_id"])) == 1 < len(set(tables["household_plans"]["village_id"]))
    sample = set(tables["households"]["household_id"].tolist())
    one = tables["village_targets"]["village_id"][0]
    others = tables["household_plans"]["village_id"] != one
    assert set(tables["household_plans"]["household_id"][others].tolist()) <= sample


def test_dossiers_change_nothing_else() -> None:
    off = Simulation(page(HELP))
    off.step()
    without, given = off.history().tables, lived(years=1).history().tables
    new = {table for step in builtin("step").values() for table in step.word("tables", ())}
    assert set(given) - set(without) == new
    for name, table in without.items():
        assert all((given[name][column] == values).all() for column, values in table.items()), name


def test_three_drivers_keep_the_same_dossiers() -> None:
    """All tables, ledgers and cliffs, value by value, whoever computes and in any number of threads."""
    small = page(HELP, *ON, *EVERYBODY, "years.last=2017", households=150)
    ways = [simulate(small), simulate(small, threads=2), simulate(small, engine="plain"), simulate(small, engine="mesa")]
    for other in ways[1:]:
        for name, table in ways[0].tables.items():
            for column, values in table.items():
                np.testing.assert_array_equal(values, other.tables[name][column], f"{name}.{column}")


# results folder -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(import_module("povsim.run"), "write_reports", lambda folder: None)
        yield run(page(HELP, *ON, "years.last=2017"), tmp_path_factory.mktemp("dossier") / "out")


def rows(path: Path) -> list[dict[str, str]]:
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_tables_are_stored_and_sound(folder: Path, tmp_path: Path) -> None:
    assert check(folder) == []
    read = rows(export(folder, "accuracy", Format.csv, tmp_path / "accuracy.csv"))
    assert len(read) == 3 * 3 and read[2]["county"] == "all" and read[2]["measures_true"] == ""
    assert rows(export(folder, "household_log", Format.csv, tmp_path / "log.csv"))[0]["entry"] == "file_renewed"


def test_a_village_is_exported_alone(folder: Path, tmp_path: Path) -> None:
    everything = rows(export(folder, "household_plans", Format.csv, tmp_path / "all.csv"))
    village = everything[0]["village_id"]
    alone = rows(export(folder, "household_plans", Format.csv, tmp_path / "one.csv", village=int(village)))
    assert alone == [row for row in everything if row["village_id"] == village] and len(alone) < len(everything)
    for table, number, words in (("yearly", 1, "does not say to which village"), ("village_poor", 7, "no row of a village 7")):
        with pytest.raises(InputError, match=words):
            export(folder, table, Format.csv, tmp_path / "x.csv", village=number)
