"""`povsim check`: every damaged file and every planted error of accounting is named."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from povsim.errors import DamageError
from povsim.history import History
from povsim.store import disk
from povsim.store.audit import check
from povsim.store.plausible import MARKS, plausible
from povsim.store.provenance import save_provenance
from povsim.store.results import Results, commit, digest, prepare
from small_history import FIRST, history, identity


def made(folder: Path, what: History | None = None) -> Path:
    """A finished results folder with all that a run leaves."""
    folder.mkdir()
    with disk.locked(folder):
        prepare(folder, identity(), {"scenario.yaml": "kind: scenario\n", "plugins/tea.py": "x = 1\n"})
        commit(folder, "0000", what or history())
        save_provenance(folder, time.time(), {"engine": "plain"})
    (folder / "report.html").write_text("<p>", "utf-8")
    (folder / "report.zh.html").write_text("<p>", "utf-8")
    return folder


def test_sound_results_have_no_findings(tmp_path: Path) -> None:
    assert check(made(tmp_path / "r")) == []


FILES = ("manifest.json", "provenance.json", "scenario.yaml", "plugins/tea.py", "runs/0000/run.json", "runs/0000/yearly.parquet",
         "runs/0000/ledger.parquet")
DAMAGES: dict[str, Callable[[Path], Any]] = {
    "truncated": lambda path: path.write_bytes(path.read_bytes()[:-1]),
    "empty": lambda path: path.write_bytes(b""),
    "missing": lambda path: path.unlink(),
    "longer": lambda path: path.write_bytes(path.read_bytes() + b" "),
}


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("how", DAMAGES)
def test_damaged_files_are_named(tmp_path: Path, name: str, how: str) -> None:
    folder = made(tmp_path / "r")
    DAMAGES[how](folder / name)
    findings = check(folder)
    assert any(str(folder / name) in finding for finding in findings), findings


@pytest.mark.parametrize("name", FILES)
def test_any_flipped_bit_is_found(tmp_path: Path, name: str) -> None:
    path = made(tmp_path / "r") / name
    sound, luck = path.read_bytes(), np.random.default_rng(5)
    for bit in luck.integers(0, 8 * len(sound), 25):
        flipped = bytearray(sound)
        flipped[bit // 8] ^= 1 << bit % 8
        path.write_bytes(bytes(flipped))
        assert check(tmp_path / "r"), f"bit {bit} of {name}"
    path.write_bytes(sound)
    assert check(tmp_path / "r") == []


def test_swapped_and_foreign_files_are_found(tmp_path: Path) -> None:
    folder = made(tmp_path / "r")
    run = folder / "runs" / "0000"
    first, second = run / "budget.parquet", run / "events.parquet"
    one, other = first.read_bytes(), second.read_bytes()
    first.write_bytes(other)
    second.write_bytes(one)
    assert len(check(folder)) == 2
    first.write_bytes(one)
    second.write_bytes(other)
    for foreign in (run / "extra.parquet", folder / "notes.txt", folder / "plugins" / "more.py", folder / "runs" / "9"):
        foreign.write_bytes(b"?")
        assert check(folder) == [f"{foreign}: does not belong here"]
        foreign.unlink()


def test_missing_and_renamed_runs_are_found(tmp_path: Path) -> None:
    folder = made(tmp_path / "r")
    (folder / "runs" / "0000").rename(folder / "runs" / "0001")
    assert {finding.rpartition("/")[2].partition(":")[0] for finding in check(folder)} == {"0000", "0001"}
    with pytest.raises(DamageError):
        digest(folder)


def changed(table: str, column: str, row: int, by: float) -> History:
    """The history with one number changed."""
    whole = history()
    values = whole.tables[table][column].copy()
    values[row] += values.dtype.type(by)
    return History({**whole.tables, table: {**whole.tables[table], column: values}}, whole.notes)


PLANTED = [
    ("population", "births", 1, 1, "persons at the end of 2016: 42 against 41"),
    ("population", "start", 2, 1, "persons at the start of 2017: 42 against 41 at the end of 2016"),
    ("population", "splits_households", 1, 1, "households at the end of 2016: 12 against 11"),
    ("population", "year", 2, 1, "persons at the start of 2018"),
    ("yearly", "persons", 0, 1, "persons of yearly and population in 2015"),
    ("yearly", "spend_fen", 1, 1, "fen in ledger and yearly in 2016: 1000 against 1001"),
    ("ledger", "amount_fen", 0, 1, "fen in ledger and budget for 2016, fiscal, industry: 601 against 600"),
    ("ledger", "year", 0, 1, "fen in ledger and budget for 2017, fiscal, industry"),
    ("budget", "granted_fen", 1, -1, "budget of 2016, other, dibao: 0 carried in and 399 granted against 400 spent"),
    ("budget", "carried_fen", 0, 1, "budget of 2017, fiscal, industry: 301 carried in"),
    ("budget", "carried_fen", 1, 7, "7 fen carried into a year that has no such line"),
    ("budget", "leaked_fen", 1, 3, "leak in ledger and budget for 2016, other: 0 against 3"),
    ("budget", "granted_fen", 1, 5, "source other in 2016: 405 fen came in against 400 used, lost, carried on and returned"),
    ("yearly", "paid_unkept_fen", 1, 7, "support in 2016: 7 fen paid to households whose support had ended"),
    ("budget", "year", 0, 1, "budget lines of 2017, fiscal, industry: 2 against 1"),
    ("yearly", "poor_recorded_households", 2, 1, "poor_recorded_households in 2017: 2 against 3"),
    ("yearly", "registered_households", 1, 1, "registered_households in 2016: 3 against 4"),
    ("yearly", "exits_recorded_households", 2, 1, "events 'exited' by_record and exits_recorded_households in 2017: 1 against 2"),
    ("yearly", "relapses_true_households", 2, -1, "events 'relapsed' in_truth"),
    ("yearly", "headcount_true", 0, 0.01, "headcount_true in 2015"),
    ("yearly", "headcount_true", 0, np.nan, "headcount_true in 2015"),
    ("groups", "poor_true", 0, 1, "poor_true summed by county and in yearly in 2015: 11 against 10"),
    ("groups", "exits_true_households", 3, -1, "exits_true_households summed by county and in yearly in 2016: 1 against 2"),
    ("events", "year", 1, 1, f"household {FIRST} relapsed in 2017 but left in 2017"),
    ("events", "household_id", 1, 5, f"household {FIRST} relapsed in 2017 but left in no year"),
    ("events", "year", 7, -2, "household 3 was paid in 2016 but died out in 2015"),
    ("yearly", "cash_residual_max", 1, 1e-5, "cash residual in 2016"),
    ("yearly", "cash_residual_max", 1, np.nan, "cash residual in 2016"),
]


@pytest.mark.parametrize(("table", "column", "row", "by", "message"), PLANTED)
def test_planted_errors_are_named(tmp_path: Path, table: str, column: str, row: int, by: float, message: str) -> None:
    findings = check(made(tmp_path / "r", changed(table, column, row, by)))
    assert any(message in finding for finding in findings), findings


def test_a_founded_household_may_relapse_from_what_it_inherits(tmp_path: Path) -> None:
    whole = history()
    events = {name: values.copy() for name, values in whole.tables["events"].items()}
    events["household_id"][1] += 5
    events["event"] = np.append(events["event"], "split")
    for name, value in (("year", 2016), ("household_id", FIRST), ("cause", "none"), ("basis", "by_record")):
        events[name] = np.append(events[name], np.array([value], dtype=events[name].dtype))
    assert check(made(tmp_path / "r", History({**whole.tables, "events": events}, whole.notes))) == []


def test_what_yearly_does_not_count_is_counted_from_events(tmp_path: Path) -> None:
    whole = history()
    events = {name: values.copy() for name, values in whole.tables["events"].items()}
    events["event"][0] = "removed"
    findings = check(made(tmp_path / "r", History({**whole.tables, "events": events}, whole.notes)))
    assert any("poor_recorded_households in 2016: 1 against 2" in finding for finding in findings), findings


def test_many_findings_are_counted_not_listed(tmp_path: Path) -> None:
    whole = history()
    counties = {name: values[:0] for name, values in whole.tables["groups"].items()}
    counties = {name: np.concatenate([whole.tables["groups"][name], values]) for name, values in counties.items()}
    for name in ("persons", "households", "poor_true"):
        counties[name] = counties[name] + 1
    findings = check(made(tmp_path / "r", History({**whole.tables, "groups": counties}, whole.notes)))
    assert len(findings) == 6 and findings[-1].endswith("places: 4 further findings")


def test_unfinished_results_are_incomplete(tmp_path: Path) -> None:
    folder = tmp_path / "r"
    folder.mkdir()
    with disk.locked(folder):
        prepare(folder, identity(), {"scenario.yaml": "x"})
    assert any("runs/0000: is missing" in finding for finding in check(folder))
    assert not Results(folder).finished


def test_the_starting_distribution_is_told_and_is_no_finding(tmp_path: Path) -> None:
    """Spread and depth of the first year, with what one would expect; each verdict can be both."""
    spread = MARKS[0]
    assert spread.words(0.66) == "spread of log income: 0.66, as expected (0.60 to 0.75, assumed)"
    assert "outside what is expected" in spread.words(0.9)
    folder = made(tmp_path / "r")
    (line,) = [each for each in plausible(folder) if "mean gap" in each]
    first = min(Results(folder).arrow("yearly", ["0000"]).to_pylist(), key=lambda row: row["year"])
    assert line.startswith(f"run 0000, {first['year']}: mean gap of the poor: {first['poverty_gap'] / first['headcount_true']:.2f}")
