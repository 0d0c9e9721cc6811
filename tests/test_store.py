"""The results folder: whole or absent, one experiment a folder, one digest, nothing damaged ever read."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from povsim.errors import DamageError, FolderError, InputError, PovsimError, ResourceError
from povsim.history import History, labels
from povsim.store import disk, parquet
from povsim.store.claim import belongs
from povsim.store.parts import in_run_order
from povsim.store.results import Results, commit, digest, prepare, read
from povsim.store.sealed import load_sealed, save_sealed
from povsim.tables import NEEDED, TABLES, label
from small_history import FIRST, history, identity
from test_cli import environment

HOLD = """\
import sys, time
from pathlib import Path
from povsim.store.disk import locked
with locked(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""
FILES = {"scenario.yaml": "kind: scenario\n", "plugins/tea.py": '"""Tea.  茶"""\n'}


def made(folder: Path, what: History | None = None) -> Path:
    """A finished results folder."""
    folder.mkdir(parents=True)
    with disk.locked(folder):
        prepare(folder, identity(), FILES)
        commit(folder, "0000", what or history())
    return folder


def changed(name: str, column: str, values: Any) -> History:
    """The history with another column."""
    whole = history()
    return History({**whole.tables, name: {**whole.tables[name], column: values}}, whole.notes)


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    results = Results(made(tmp_path / "r"))
    for name, table in history().tables.items():
        found = results.table(name)
        assert next(iter(found)) == "run_id"
        assert list(found["run_id"]) == ["0000"] * len(table["year" if "year" in table else next(iter(table))])
        for column, values in table.items():
            np.testing.assert_array_equal(found[column], values)
            assert found[column].dtype == values.dtype
    assert read(tmp_path / "r", "yearly")["persons"].tolist() == [40, 41, 39]
    assert results.finished
    assert results.notes()["measures"]["gini"]["chinese"] == "基尼系数"


def test_columns_travel_with_their_words(tmp_path: Path) -> None:
    schema = Results(made(tmp_path / "r")).arrow("yearly").schema
    words = {name: schema.field(name).metadata or {} for name in schema.names}
    assert words["poor_recorded"][b"basis"] == b"recorded" and words["poor_recorded"][b"counts"] == b"persons"
    assert words["spend_fen"][b"prices"] == b"nominal" and words["gini"][b"unit"] == b"share"
    assert schema.metadata[b"povsim_table"] == b"yearly"


def test_every_column_has_words_in_two_languages() -> None:
    for name, fields in TABLES.items():
        for field in fields:
            assert field.meaning and field.chinese and field.unit, (name, field.name)
            assert any("\u4e00" <= letter <= "\u9fff" for letter in label(name, field.name, "zh"))
    assert {*NEEDED} <= {*TABLES}


def test_digest_is_of_values_and_not_of_files(tmp_path: Path) -> None:
    first, second = digest(made(tmp_path / "a")), digest(made(tmp_path / "b" / "目 录"))
    assert first == second and len(first) == 64
    for values in (np.array([0.33, 0.33, 0.34]), np.array([0.33, 0.33, np.nextafter(0.33, 1)])):
        assert digest(made(tmp_path / str(values[2]), changed("yearly", "gini", values))) != first


def test_digest_knows_one_zero_and_one_not_a_number(tmp_path: Path) -> None:
    odd = np.array([0x7FF8000000000001, 0x7FF8000000000000, 0x8000000000000000], dtype="u8").view("f8")
    even = np.array([np.nan, np.nan, 0.0])
    first, second = (made(tmp_path / name, changed("yearly", "gini", values)) for name, values in (("a", odd), ("b", even)))
    assert digest(first) == digest(second)


def test_digest_does_not_depend_on_how_the_file_is_cut(tmp_path: Path) -> None:
    import hashlib

    whole = Results(made(tmp_path / "r")).arrow("events")
    cut = type(whole).from_batches(whole.to_batches(max_chunksize=3))
    one, other = hashlib.sha256(), hashlib.sha256()
    parquet.feed(one, whole)
    parquet.feed(other, cut)
    assert one.hexdigest() == other.hexdigest()


def test_moving_text_between_rows_changes_the_digest(tmp_path: Path) -> None:
    words = history().tables["groups"]["group"]
    assert digest(made(tmp_path / "a")) != digest(made(tmp_path / "b", changed("groups", "group", words[::-1].copy())))


WRONG = {
    "no table is called 'yeerly'; did you mean 'yearly'?": lambda tables: {**tables, "yeerly": tables["yearly"]},
    "must have the tables ledger": lambda tables: {name: table for name, table in tables.items() if name != "ledger"},
    "table ledger: no column kind": lambda tables: {
        **tables, "ledger": {name: column for name, column in tables["ledger"].items() if name != "kind"}},
    "no column is called 'persns'; did you mean 'persons'?": lambda tables: {
        **tables, "yearly": {**tables["yearly"], "persns": tables["yearly"]["persons"]}},
    "column amount_fen must be int64, not float64": lambda tables: {
        **tables, "ledger": {**tables["ledger"], "amount_fen": np.zeros(3)}},
    "columns of different lengths": lambda tables: {
        **tables, "ledger": {**tables["ledger"], "kind": labels(np.zeros(2, int), ["grant"])}},
    "no value in some rows of cause": lambda tables: {
        **tables, "events": {**tables["events"], "cause": np.array([None] * 8, dtype=object)}},
    "2 dimensions": lambda tables: {**tables, "yearly": {**tables["yearly"], "persons": np.zeros((3, 1), int)}},
}


@pytest.mark.parametrize("message", WRONG)
def test_a_history_outside_the_schema_is_a_bug_and_leaves_nothing(tmp_path: Path, message: str) -> None:
    whole = history()
    with pytest.raises(PovsimError) as caught:
        made(tmp_path / "r", History(WRONG[message](whole.tables), whole.notes))
    assert message in str(caught.value) and caught.value.exit_code == 1
    assert not list((tmp_path / "r" / "runs").iterdir())


def test_small_integers_are_widened_and_floats_never_cut(tmp_path: Path) -> None:
    persons = history().tables["yearly"]["persons"].astype("int32")
    assert Results(made(tmp_path / "r", changed("yearly", "persons", persons))).table("yearly")["persons"].dtype == np.int64


def test_another_experiment_is_named_and_left_alone(tmp_path: Path) -> None:
    folder = made(tmp_path / "r")
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert belongs(folder, identity())
    with pytest.raises(FolderError, match=r"seed is 1 there and 2 here; .*--fresh"):
        belongs(folder, identity(seed=2))
    with pytest.raises(FolderError, match=r"population.share is 1.0 there and 0.5 here"):
        belongs(folder, identity(share=0.5))
    with pytest.raises(FolderError, match="the source of cause/illness differs"):
        belongs(folder, replace(identity(), rules={"cause/illness": "b" * 64}))
    assert before == {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_folder_of_somebody_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.docx").write_bytes(b"years of work")
    with pytest.raises(FolderError, match="holds no results of povsim"):
        belongs(tmp_path, identity())
    with pytest.raises(InputError, match="is no results folder"):
        Results(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.docx"]


def test_of_two_writers_the_second_is_turned_away(tmp_path: Path) -> None:
    with disk.locked(tmp_path), pytest.raises(FolderError, match="busy") as caught, disk.locked(tmp_path):
        pass
    assert caught.value.exit_code == 4
    with disk.locked(tmp_path):
        pass


def test_the_lock_dies_with_its_process(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", HOLD, tmp_path], stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout and holder.stdout.readline() == "held\n"
        with pytest.raises(FolderError), disk.locked(tmp_path):
            pass
        holder.kill()
    with disk.locked(tmp_path):
        pass


@pytest.mark.parametrize("failing", ["fsync", "rename", "replace"])
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EDQUOT])
def test_a_failing_disk_leaves_no_half_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: str, code: int) -> None:
    """Fail the n-th call, n = 1, 2, 3 ... until all succeed; then the digest is as ever."""
    expected = digest(made(tmp_path / "sound"))
    real, nth = getattr(os, failing), 0
    while True:
        nth, calls = nth + 1, [0]

        def fails(*args: Any, calls: list[int] = calls, nth: int = nth, **more: Any) -> Any:
            calls[0] += 1
            if calls[0] == nth:
                raise OSError(code, os.strerror(code))
            return real(*args, **more)

        folder = tmp_path / f"n{nth}"
        with monkeypatch.context() as patch:
            patch.setattr(os, failing, fails)
            with contextlib.suppress(ResourceError), disk.resources(folder):
                made(folder)
        if calls[0] < nth:
            break
        assert not list(folder.rglob(f"{disk.ASIDE}*"))
        with disk.locked(folder):
            prepare(folder, identity(), FILES)
            if not Results(folder).finished:
                commit(folder, "0000", history())
        assert digest(folder) == expected
        shutil.rmtree(folder)
    assert nth > 1


def test_memory_that_is_gone_is_said(tmp_path: Path) -> None:
    assert ResourceError.exit_code == 6
    with pytest.raises(ResourceError, match="memory"), disk.resources(tmp_path):
        raise MemoryError


def test_work_of_a_killed_process_is_swept(tmp_path: Path) -> None:
    folder = made(tmp_path / "r")
    (folder / "runs" / ".tmp-0001").mkdir()
    (folder / "runs" / ".tmp-0001" / "yearly.parquet").write_bytes(b"PAR1")
    (folder / ".tmp-manifest.json").write_bytes(b"{")
    assert Results(folder).run_ids == ["0000"]
    with disk.locked(folder):
        prepare(folder, identity(), FILES)
    assert not list(folder.rglob(f"{disk.ASIDE}*"))


def test_files_obey_the_umask(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        folder = made(tmp_path / "r")
    finally:
        os.umask(before)
    for path in (folder / "runs" / "0000", *(folder / "runs" / "0000").iterdir(), folder / "manifest.json"):
        assert path.stat().st_mode & 0o777 == (0o750 if path.is_dir() else 0o640), path


def test_a_committed_run_is_never_replaced(tmp_path: Path) -> None:
    folder = made(tmp_path / "r")
    before = digest(folder)
    with pytest.raises(OSError, match="not empty"):
        commit(folder, "0000", changed("yearly", "gini", np.zeros(3)))
    assert digest(folder) == before and not list(folder.rglob(f"{disk.ASIDE}*"))


def test_damage_is_never_read(tmp_path: Path) -> None:
    folder = made(tmp_path / "r")
    path = folder / "runs" / "0000" / "ledger.parquet"
    sound = path.read_bytes()
    flipped, other = sound[:40] + bytes([sound[40] ^ 1]) + sound[41:], (path.parent / "budget.parquet").read_bytes()
    for broken in (sound[:-1], b"", flipped, other):
        path.write_bytes(broken)
        with pytest.raises(DamageError, match=r"ledger\.parquet: is damaged"):
            read(folder, "ledger")
        with pytest.raises(DamageError):
            digest(folder)
    path.unlink()
    with pytest.raises(DamageError, match="is missing"):
        read(folder, "ledger")


def test_results_of_another_schema_are_refused(tmp_path: Path) -> None:
    folder = made(tmp_path / "r")
    manifest = load_sealed(folder / "manifest.json")
    save_sealed(folder / "manifest.json", {**manifest, "schema": 99})
    with pytest.raises(FolderError, match="version 99"):
        digest(folder)


THREADS = """\
import os, sys
import pandas, pyarrow.compute, pyarrow.parquet, scipy.stats

def threads():
    names = [open(f"/proc/self/task/{task}/comm").read().strip() for task in os.listdir("/proc/self/task")]
    return len([name for name in names if name != "jemalloc_bg_thd"])

before = threads()
from povsim.store.audit import check
from povsim.store.results import Results, digest
results = Results(sys.argv[1])
digest(sys.argv[1])
check(sys.argv[1])
results.frame("yearly")
results.values("poverty_gap", 2016)
print(threads() - before)
"""


def test_reading_leaves_no_thread_behind(tmp_path: Path) -> None:
    """A thread of arrow's pools that is still there when the process ends aborts it, now and then."""
    folder = str(made(tmp_path / "out"))
    done = subprocess.run([sys.executable, "-c", THREADS, folder], env=environment(), capture_output=True, text=True, check=True)
    assert done.stdout == "0\n"


def test_large_ids_keep_every_digit(tmp_path: Path) -> None:
    assert int(Results(made(tmp_path / "r")).table("spells")["household_id"][0]) == FIRST


def test_runs_stand_in_order_whatever_the_parts_they_come_from() -> None:
    """What an ensemble that was killed has read as a table is what an undisturbed one reads, row by row."""
    import pyarrow

    runs = np.array(["0001", "0001", "0010", "9999", "10000", "0002", "0002"], object)
    table = in_run_order(pyarrow.table({"run_id": runs, "value": np.arange(7)}))
    assert table["value"].to_pylist() == [0, 1, 5, 6, 2, 3, 4]
    assert in_run_order(table) is table
