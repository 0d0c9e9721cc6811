"""Exports: what a spreadsheet opens can run nothing, and loses nothing."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from povsim.errors import InputError, TooLargeError
from povsim.history import History
from povsim.store import disk, export
from povsim.store.results import commit, prepare
from povsim.tables import Format
from small_history import FIRST, history, identity

WORDS = ["=cmd|' /C calc'!A0", "+1+1", "-2", "@SUM(A1)", "\t=1", "\r=1"]
SAFE = ["东一县", "a=b", "", '"quoted", here', "1-2", "two\nlines"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Results whose groups have names that a spreadsheet would run, and a negative number."""
    whole = history()
    for table, words, gini in (("groups", WORDS, -3.2), ("events", [*SAFE, "x", "y"], None)):
        column = "group" if table == "groups" else "cause"
        whole.tables[table][column] = np.array(words, dtype=object)
        if gini is not None:
            whole.tables[table]["gini"] = np.array([gini, np.nan, np.inf, 1e-300, 0.1, 2.0])
    place = tmp_path / "r"
    place.mkdir()
    with disk.locked(place):
        prepare(place, identity(), {"scenario.yaml": "x"})
        commit(place, "0000", History(whole.tables, whole.notes))
    return place


def test_csv_is_safe_and_whole(folder: Path) -> None:
    out = export.export(folder, "groups", Format.csv, folder.parent / "groups.csv")
    assert out.read_bytes().startswith(b"\xef\xbb\xbf")
    with open(out, encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["group"] for row in rows] == [f"'{word}" for word in WORDS]
    assert [row["gini"] for row in rows][:2] == ["-3.2", ""]
    with open(export.export(folder, "events", Format.csv, folder.parent / "e.csv"), encoding="utf-8-sig", newline="") as file:
        events = list(csv.DictReader(file))
    assert [row["cause"] for row in events][:6] == SAFE
    assert int(events[1]["household_id"]) == FIRST


def test_excel_is_safe_and_keeps_ids_and_numbers(folder: Path) -> None:
    from openpyxl import load_workbook

    book = load_workbook(export.export(folder, "groups", Format.xlsx, folder.parent / "groups.xlsx"))
    heading, *rows = book["groups"].iter_rows(values_only=True)
    column = heading.index("group")
    assert [row[column] for row in rows][:4] == [f"'{word}" for word in WORDS[:4]]
    assert all(cell.data_type != "f" for row in book["groups"].iter_rows() for cell in row)
    assert [row[heading.index("gini")] for row in rows][:4] == [-3.2, None, None, 1e-300]
    words = ("poor_true", "persons", "registry net income below the statistical line", "真实贫困")
    assert words in book["columns"].iter_rows(values_only=True)
    spells = load_workbook(export.export(folder, "spells", Format.xlsx, folder.parent / "s.xlsx"))["spells"]
    assert spells.cell(2, 2).value == str(FIRST)


def test_parquet_is_the_table(folder: Path) -> None:
    import pandas

    frame = pandas.read_parquet(export.export(folder, "ledger", Format.parquet, folder.parent / "l.parquet"))
    assert frame["amount_fen"].tolist() == [600, 400, 700]


def test_what_excel_cannot_hold_is_refused_before_it_is_written(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export, "MOST_ROWS", 3)
    with pytest.raises(TooLargeError, match=r"ledger: 3 rows, and Excel holds 2; export it with --format csv") as caught:
        export.export(folder, "ledger", Format.xlsx, folder.parent / "l.xlsx")
    assert caught.value.exit_code == 6
    assert sorted(path.name for path in folder.parent.iterdir()) == ["r"]


@pytest.mark.parametrize("table", ["../../etc/passwd", "ledgre", "", "runs/0000/ledger", "CON"])
def test_names_of_tables_open_no_other_file(folder: Path, table: str) -> None:
    with pytest.raises(InputError, match="has no table"):
        export.export(folder, table, Format.csv, folder.parent / "x.csv")


def test_a_place_that_is_not_there_is_named(folder: Path) -> None:
    with pytest.raises(InputError, match="does not exist"):
        export.export(folder, "ledger", Format.csv, folder.parent / "no" / "x.csv")
