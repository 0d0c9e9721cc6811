"""Who may write into a results folder: blank, foreign, damaged and crowded ones, and the files that a user asks for."""

from __future__ import annotations

import errno
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from povsim.cli import answer
from povsim.errors import DamageError, FolderError
from povsim.store import disk
from povsim.store.claim import belongs, blank
from povsim.store.results import Results, digest, prepare, read
from small_history import history, identity
from test_cli import PAGE

Said = pytest.CaptureFixture[str]
RUN = ["run", "small.yaml", "--out", "out", "--quiet"]


@pytest.fixture
def out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The results folder to be, in a current folder with a page; a small history stands in for the simulation."""
    simulation, report = ModuleType("povsim.simulation"), ModuleType("povsim.report")
    vars(simulation)["simulate"] = lambda *_, **__: history()
    vars(report)["write"] = lambda results, lang, out: out.write_text(f"<p>{lang}</p>", "utf-8")
    monkeypatch.setitem(sys.modules, "povsim.simulation", simulation)
    monkeypatch.setitem(sys.modules, "povsim.report", report)
    monkeypatch.chdir(tmp_path)
    Path("small.yaml").write_text(PAGE, "utf-8")
    return Path("out")


def seen(folder: Path) -> list[tuple[str, bytes]]:
    """Every name below a folder, with what the file holds."""
    return sorted((str(path), path.read_bytes() if path.is_file() else b"") for path in folder.rglob("*"))


# damage -------------------------------------------------------------------------------------


def swap(folder: Path) -> None:
    one, other = (folder / "runs" / "0000" / f"{name}.parquet" for name in ("budget", "events"))
    (folder / "aside").write_bytes(one.read_bytes())
    os.replace(other, one)
    os.replace(folder / "aside", other)


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 8
    path.write_bytes(bytes(content))


def folder_instead(path: Path) -> None:
    path.unlink()
    path.mkdir()


DAMAGES: dict[str, tuple[Callable[[Path], Any], str, str]] = {
    "truncated": (lambda out: os.truncate(out / "runs/0000/yearly.parquet", 100), "yearly.parquet: is damaged (its checksum does not match run.json)", "0000-1"),
    "flipped": (lambda out: flip(out / "runs/0000/ledger.parquet"), "ledger.parquet: is damaged", "0000-1"),
    "swapped": (swap, "budget.parquet: is damaged", "0000-1"),
    "missing table": (lambda out: (out / "runs/0000/groups.parquet").unlink(), "groups.parquet: is missing", "0000-1"),
    "folder instead": (lambda out: folder_instead(out / "runs/0000/groups.parquet"), "groups.parquet: cannot be read (Is a directory)", "0000-1"),
    "run.json": (lambda out: flip(out / "runs/0000/run.json"), "run.json: is damaged", "0000-1"),
    "renamed": (lambda out: (out / "runs/0000").rename(out / "runs/0001"), "runs/0001: does not belong here", "0001-1"),
    "page": (lambda out: flip(out / "scenario.yaml"), "scenario.yaml: is damaged (its checksum does not match manifest.json)", "scenario.yaml-1"),
    "provenance": (lambda out: flip(out / "provenance.json"), "provenance.json: is damaged", "provenance.json-1"),
    "foreign plugin": (lambda out: (out / "plugins/x.py").write_text("("), "plugins/x.py: does not belong here", "x.py-1"),
    "missing run": (lambda out: shutil.rmtree(out / "runs/0000"), "", ""),
    "missing runs": (lambda out: shutil.rmtree(out / "runs"), "", ""),
    "missing page": (lambda out: (out / "scenario.yaml").unlink(), "", ""),
}


@pytest.mark.parametrize("how", DAMAGES)
def test_what_is_damaged_is_set_aside_and_made_again(out: Path, how: str, caplog: pytest.LogCaptureFixture) -> None:
    damage, words, kept = DAMAGES[how]
    assert answer(RUN) == 0
    sound = digest(out)
    damage(out)
    assert answer(["check", "out"]) == 5
    assert answer(RUN) == 0
    assert len(caplog.messages) == bool(words) and words in caplog.text
    assert all(line.startswith("out/") and line.endswith(f"; set aside as out/damaged/{kept}") for line in caplog.messages)
    assert [path.name for path in out.glob("damaged/*")] == ([kept] if kept else [])
    assert answer(["check", "out"]) == 0 and digest(out) == sound
    before = seen(out)
    assert answer(RUN) == 0 and before == seen(out)


def test_what_was_set_aside_before_is_kept(out: Path) -> None:
    for number in (1, 2, 3):
        assert answer(RUN) == 0
        (out / "runs/0000/yearly.parquet").write_bytes(b"%d" % number)
    assert answer(RUN) == 0
    assert [(out / f"damaged/0000-{number}/yearly.parquet").read_bytes() for number in (1, 2, 3)] == [b"1", b"2", b"3"]


@pytest.mark.parametrize("how", ["missing", "flipped", "folder"])
def test_a_lost_manifest_is_damage_until_fresh(out: Path, how: str, capsys: Said) -> None:
    assert answer(RUN) == 0
    {"missing": Path.unlink, "flipped": flip, "folder": folder_instead}[how](out / "manifest.json")
    before = seen(out)
    for command in (["check", "out"], ["digest", "out"], ["report", "out"], ["export", "out", "--table", "yearly"], RUN):
        assert answer(command) == 5
        said = capsys.readouterr()
        assert said.err.startswith("povsim: out/manifest.json: ") and said.err.count("\n") == 1 and said.out == ""
    assert seen(out) == before and not list(Path().glob("*.csv"))
    assert answer([*RUN, "--fresh"]) == 0 and answer(["check", "out"]) == 0
    assert seen(Path("out.old-1")) == [(name.replace("out", "out.old-1", 1), content) for name, content in before]


def test_results_without_their_runs_are_incomplete(out: Path) -> None:
    assert answer(RUN) == 0
    (out / "runs/0000").rename(out / "runs/0001")
    with pytest.raises(DamageError, match="does not belong here"):
        read(out, "yearly")
    shutil.rmtree(out / "runs")
    for command in (["export", "out", "--table", "yearly"], ["digest", "out"], ["report", "out"], ["check", "out"]):
        assert answer(command) == 5, command


def test_unreadable_results_are_damage_and_named(out: Path, monkeypatch: pytest.MonkeyPatch, capsys: Said) -> None:
    assert answer(RUN) == 0
    real, bad = open, str(out / "runs/0000/yearly.parquet")

    def locked(path: Any, *more: Any, **words: Any) -> Any:
        if str(path) == bad:
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return real(path, *more, **words)

    monkeypatch.setattr("builtins.open", locked)
    for command in (["check", "out"], ["digest", "out"], ["export", "out", "--table", "yearly"]):
        assert answer(command) == 5
        assert capsys.readouterr().err == f"povsim: {bad}: cannot be read (Permission denied)\n"


def test_a_pipe_in_place_of_a_file_keeps_nobody_waiting(out: Path) -> None:
    assert answer(RUN) == 0
    for name in ("manifest.json", "runs/0000/yearly.parquet"):
        (out / name).unlink()
        os.mkfifo(out / name)
        assert answer(["check", "out"]) == 5


# blank, foreign and crowded -----------------------------------------------------------------


@pytest.mark.parametrize("nth", range(1, 12))
@pytest.mark.parametrize("failing", ["fsync", "replace"])
def test_a_folder_that_stopped_before_it_began_is_free(out: Path, monkeypatch: pytest.MonkeyPatch, nth: int, failing: str) -> None:
    """The n-th call and all that follow it fail, and nobody tidies up: what a kill or a full disk leaves."""
    real, calls = getattr(os, failing), [0]

    def fails(*args: Any, **more: Any) -> Any:
        calls[0] += 1
        if calls[0] >= nth:
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(*args, **more)

    with monkeypatch.context() as patch:
        patch.setattr(os, failing, fails)
        patch.setattr(Path, "unlink", lambda *_, **__: None)
        patch.setattr(shutil, "rmtree", lambda *_, **__: None)
        assert answer(RUN) == (6 if calls[0] >= nth else 0)
    assert answer(RUN) == 0 and answer(["check", "out"]) == 0
    assert not list(out.rglob(f"{disk.ASIDE}*"))


OURS = {"lock": [".lock"], "aside": [".tmp-1.json", ".lock"], "runs": [".lock", "runs/"], "half a run": ["runs/.tmp-0000/", "plugins/", ".lock"]}
FOREIGN = {
    "photo": ["child.jpg"], "manifest": ["manifest.json", "index.html"], "page": ["scenario.yaml"], "runs": ["runs/mine/run.json"],
    "runs and lock": ["runs/mine/model.bin", ".lock"], "plugins": ["plugins/x.py"], "file called runs": ["runs"],
}


def fill(folder: Path, names: list[str]) -> None:
    """Make files, and folders where a name ends like one."""
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        if name.endswith("/"):
            (folder / name).mkdir(exist_ok=True)
        else:
            (folder / name).write_text("{}", "utf-8")


@pytest.mark.parametrize("names", OURS.values(), ids=OURS)
@pytest.mark.parametrize("extra", [[], ["--fresh"]], ids=["", "fresh"])
def test_a_folder_with_nothing_but_our_names_is_blank(out: Path, names: list[str], extra: list[str]) -> None:
    fill(out, names)
    assert blank(out) and not belongs(out, identity())
    assert answer([*RUN, *extra]) == 0 and answer(["check", "out"]) == 0
    assert not list(Path().glob("*.old-*"))


@pytest.mark.parametrize("names", FOREIGN.values(), ids=FOREIGN)
@pytest.mark.parametrize("extra", [[], ["--fresh"]], ids=["", "fresh"])
def test_a_folder_of_somebody_else_is_left_as_it_is(out: Path, names: list[str], extra: list[str], capsys: Said) -> None:
    fill(out, names)
    before = seen(Path())
    assert answer([*RUN, *extra]) == 4
    assert capsys.readouterr().err == "povsim: out: is not empty and holds no results of povsim; choose another folder with --out\n"
    assert seen(Path()) == before


def test_a_second_run_is_told_that_the_first_is_at_work_from_its_first_moment(out: Path) -> None:
    for names in OURS.values():
        fill(out, names)
        with disk.locked(out):
            with pytest.raises(FolderError, match="busy"), disk.locked(out):
                pass
            assert answer(RUN) == answer([*RUN, "--fresh"]) == 4
        shutil.rmtree(out)


@pytest.mark.parametrize("extra", [[], ["--fresh"]], ids=["", "fresh"])
def test_a_folder_that_another_moves_at_this_moment_is_busy(out: Path, extra: list[str], monkeypatch: pytest.MonkeyPatch, capsys: Said) -> None:
    assert answer(RUN) == 0
    real = Path.iterdir

    def moved(folder: Path) -> Any:
        if folder == out and out.exists():
            out.rename("moved")
        return real(folder)

    monkeypatch.setattr(Path, "iterdir", moved)
    assert answer([*RUN, *extra]) == 4
    assert capsys.readouterr().err == "povsim: out: busy, it was just moved by another povsim\n"


def test_what_a_kill_left_beside_finished_results_is_swept(out: Path) -> None:
    assert answer(RUN) == 0
    (out / ".tmp-77.html").write_text("half", "utf-8")
    assert answer(RUN) == 0 and not list(out.glob(f"{disk.ASIDE}*"))


def test_a_refused_place_takes_no_finished_run_with_it(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuses(*_: Any) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    with monkeypatch.context() as patch:
        patch.setattr(sys.modules["povsim.report"], "write", refuses)
        assert answer(RUN) == 2
    assert Results(out).finished
    assert answer(RUN) == 0 and answer(["check", "out"]) == 0


def test_the_folder_one_stands_in_is_not_moved_from_under_one(out: Path, monkeypatch: pytest.MonkeyPatch, capsys: Said) -> None:
    assert answer(RUN) == 0
    monkeypatch.chdir(out)
    assert answer(["run", "../small.yaml", "--out", ".", "--fresh"]) == 2
    assert capsys.readouterr().err == ".: cannot be moved aside from inside; name it from outside\n"


# files that a user asks for -----------------------------------------------------------------

OUTPUTS = (["export", "out", "--table", "yearly", "--out"], ["report", "out", "--out"])


@pytest.fixture
def done(out: Path, capsys: Said) -> Path:
    """Finished results."""
    assert answer(RUN) == 0
    os.mkfifo("pipe")
    for name, target in {"link": "target", "pipe_link": "pipe", "loop": "loop", "lost": "nodir/x", "in": "out/manifest.json"}.items():
        Path(name).symlink_to(target)
    return out


@pytest.mark.parametrize("output", OUTPUTS, ids=["export", "report"])
@pytest.mark.parametrize("place", [
    "pipe", "pipe_link", "loop", "lost", "in", "nodir/x.html", "small.yaml/x", "", ".", "out", "x/", "x" * 300, "x\0y", "x\udcff.csv",
    "out/manifest.json", "out/.lock", "out/runs/0000/x.html", "out/scenario.yaml", "out/plugins/x", "out/../out/provenance.json",
])
def test_no_file_but_an_ordinary_one_is_replaced(done: Path, output: list[str], place: str, capsys: Said) -> None:
    before = seen(Path())
    assert answer([*output, place]) == 2
    said = capsys.readouterr()
    assert said.err.count("\n") == 1 and said.out == "" and seen(Path()) == before
    assert answer(["check", "out"]) == 0


@pytest.mark.parametrize("output", OUTPUTS, ids=["export", "report"])
def test_a_file_is_written_through_a_link(done: Path, output: list[str]) -> None:
    for _ in range(2):
        assert answer([*output, "link"]) == 0
        assert Path("link").is_symlink() and Path("target").is_file() and Path("target").stat().st_size
    assert not list(Path().glob(f"{disk.ASIDE}*"))


def test_a_report_may_replace_a_report_and_a_table_may_not(done: Path) -> None:
    assert answer(["report", "out", "--out", "out/report.html"]) == answer(["report", "out", "--lang", "zh"]) == 0
    assert answer(["export", "out", "--table", "yearly", "--out", "out/report.html"]) == 2


@pytest.mark.parametrize("kind", ["csv", "xlsx", "parquet"])
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO])
def test_a_full_disk_leaves_no_part_of_an_export(done: Path, kind: str, code: int, monkeypatch: pytest.MonkeyPatch, capsys: Said) -> None:
    def fails(*_: Any) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "replace", fails)
    before = seen(Path())
    assert answer(["export", "out", "--table", "yearly", "--format", kind]) == 6
    assert seen(Path()) == before and capsys.readouterr().err.count("\n") == 1


# places -------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["validate", "run", "new", "check", "digest", "report"])
@pytest.mark.parametrize("word", ["x" * 300, "x\0y", "", "nodir/x", "small.yaml/x"])
def test_a_name_that_cannot_be_is_one_line(out: Path, command: str, word: str, capsys: Said) -> None:
    assert answer([command, word]) == 2
    said = capsys.readouterr()
    assert said.err.count("\n") == 1 and said.out == "" and [path.name for path in Path().iterdir()] == ["small.yaml"]


@pytest.mark.parametrize("word", ["", "x" * 300, "x\0y", "x\udcff", "small.yaml/x", "small.yaml"])
def test_a_results_folder_that_cannot_be_is_one_line(out: Path, word: str, capsys: Said) -> None:
    assert answer(["run", "small.yaml", "--out", word]) == 2
    assert capsys.readouterr().err.count("\n") == 1 and [path.name for path in Path().iterdir()] == ["small.yaml"]


def test_in_a_folder_that_is_gone_every_command_is_one_line(done: Path, monkeypatch: pytest.MonkeyPatch, capsys: Said) -> None:
    page, results = Path("small.yaml").resolve(), done.resolve()
    Path("gone").mkdir()
    monkeypatch.chdir("gone")
    page.with_name("gone").rmdir()
    export = ["export", str(results), "--table", "yearly"]
    for command in (["run", str(page)], ["run", "../small.yaml"], export, [*export, "--out", "x"], ["report", str(results), "--out", "x"],
                    ["new", "x"], ["check", "out"], ["validate", "small.yaml"]):
        assert answer(command) == 2, command
        assert capsys.readouterr().err.count("\n") == 1, command
    monkeypatch.chdir(page.parent)


def test_an_unreadable_page_is_one_line(out: Path, monkeypatch: pytest.MonkeyPatch, capsys: Said) -> None:
    def locked(path: Path, *_: Any, **__: Any) -> bool:
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    monkeypatch.setattr(Path, "exists", locked)
    for command in ("validate", "check", "digest", "report"):
        assert answer([command, "secret"]) == 2
        assert capsys.readouterr().err == "secret: cannot be read (Permission denied)\n"


def test_new_leaves_nothing_on_a_full_disk(out: Path, monkeypatch: pytest.MonkeyPatch, capsys: Said) -> None:
    def full(name: str) -> str:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("povsim.scenario.template", full)
    assert answer(["new", "mine"]) == 6
    assert "No space left" in capsys.readouterr().err and not Path("mine.yaml").exists()


def test_the_manifest_is_written_before_what_it_speaks_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that a page or a plugin in a folder without a manifest is somebody else's."""
    written: list[str] = []
    monkeypatch.setattr(disk, "save", lambda path, content: written.append(path.name))
    prepare(tmp_path, identity(), {"scenario.yaml": "x", "plugins/tea.py": "y"})
    assert written == ["manifest.json", "scenario.yaml", "tea.py"]
