"""Ensembles survive: killed, interrupted, damaged, crowded and starved, they end with the digest of the undisturbed one."""

from __future__ import annotations

import errno
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import pytest

import povsim.ensemble.runner as runner
from povsim import load_experiment
from povsim.cli import answer
from povsim.ensemble.executors import Kind, Staff
from povsim.errors import ResourceError, UnusableError
from povsim.run import run
from povsim.store.results import Results, digest
from small_ensemble import HERE, PAGE, stand_in
from test_claim import flip
from test_cli import SOURCE, environment

Said = pytest.CaptureFixture[str]
RUN = ["run", "small.yaml", "--out", "out", "--quiet", "--workers", "1"]


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small ensemble in a current folder; a small history stands in for the simulation, here and in real processes."""
    monkeypatch.chdir(tmp_path)
    for name, module in stand_in().items():
        monkeypatch.setitem(sys.modules, name, module)
    path = tmp_path / "small.yaml"
    path.write_text(PAGE, "utf-8")
    return path


def command(*arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    """A real process to its end."""
    words = [sys.executable, str(HERE), *arguments]
    return subprocess.run(words, env=environment(**more), capture_output=True, text=True, timeout=120, check=False)


def begun(*arguments: str, program: Sequence[str] = (str(HERE),), **more: str) -> subprocess.Popen[str]:
    """A real process of its own group, under way."""
    words, pipe = [sys.executable, *program, *arguments], subprocess.PIPE
    return subprocess.Popen(words, env=environment(**more), stdout=pipe, stderr=pipe, text=True, start_new_session=True)


def committed(out: Path = Path("out")) -> int:
    """How many runs are there."""
    return sum(len(json.loads(path.read_text("utf-8"))["runs"]) for path in out.glob("runs/[0-9]*/run.json"))


def until(true: Callable[[], bool], seconds: float = 60) -> None:
    """Wait for something to happen."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        time.sleep(0.02)


def orphans(group: int) -> list[str]:
    """The processes of a group that still live."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            words = path.read_text("utf-8").rpartition(")")[2].split()
        except OSError:
            continue
        if int(words[2]) == group and words[0] != "Z":
            found.append(path.parent.name)
    return found


# damage -------------------------------------------------------------------------------------


def swap(one: Path, other: Path) -> None:
    content = one.read_bytes()
    one.write_bytes(other.read_bytes())
    other.write_bytes(content)


def foreign(parts: list[Path]) -> None:
    """A sound part of the same name from another experiment."""
    run(load_experiment("small.yaml", ["seed=6", "runs=4"]), "other", staff=Staff())
    shutil.rmtree(parts[0])
    shutil.copytree(Path("other/runs") / parts[0].name, parts[0])


DAMAGES: dict[str, tuple[Callable[[list[Path]], Any], str]] = {
    "truncated": (lambda parts: os.truncate(parts[0] / "yearly.parquet", 300), "yearly.parquet: is damaged"),
    "empty": (lambda parts: os.truncate(parts[0] / "spells.parquet", 0), "spells.parquet: is damaged"),
    "flipped": (lambda parts: flip(parts[0] / "groups.parquet"), "groups.parquet: is damaged"),
    "swapped": (lambda parts: swap(parts[0] / "yearly.parquet", parts[1] / "yearly.parquet"), "yearly.parquet: is damaged"),
    "swapped parts": (lambda parts: [parts[0].rename("x"), parts[1].rename(parts[0]), Path("x").rename(parts[1])], "does not belong here"),
    "missing table": (lambda parts: (parts[0] / "runs.parquet").unlink(), "runs.parquet: is missing"),
    "missing part": (lambda parts: shutil.rmtree(parts[0]), "is missing"),
    "seal": (lambda parts: flip(parts[0] / "run.json"), "run.json: is damaged"),
    "foreign part": (foreign, "is of another experiment"),
    "foreign file": (lambda parts: (parts[0] / "notes.txt").write_text("mine"), "notes.txt: does not belong here"),
    "a run twice": (lambda parts: shutil.copytree(parts[0], parts[0].parent / "0000"), "does not belong here"),
}


@pytest.mark.parametrize("how", DAMAGES)
def test_what_is_damaged_is_found_and_exactly_that_is_made_again(page: Path, how: str, capsys: Said) -> None:
    for runs in (4, 8):
        run(load_experiment(page, [f"runs={runs}"]), "out", staff=Staff())
    sound, parts = digest("out"), sorted(Path("out/runs").iterdir())
    assert [path.name for path in parts] == ["0000-0003", "0004-0007"]
    damage, words = DAMAGES[how]
    damage(parts)
    touched = {path for path in parts if how in ("swapped", "swapped parts")} or {parts[0]}
    before = {path: path.stat().st_ino for path in parts if path not in touched}
    assert answer(["check", "out"]) == 5 and words in capsys.readouterr().err
    for reader in (["digest", "out"], ["export", "out", "--table", "runs"]):
        assert answer(reader) == 5 or how in ("truncated", "empty", "flipped", "swapped", "foreign file")
    assert answer([*RUN, "--runs", "8"]) == 0 and answer(["check", "out"]) == 0
    assert digest("out") == sound
    assert before == {path: path.stat().st_ino for path in before}


# runs that fail -----------------------------------------------------------------------------


def test_a_run_that_fails_is_tried_three_times_then_named(page: Path, monkeypatch: pytest.MonkeyPatch, capsys: Said) -> None:
    run(load_experiment(page), "sound", staff=Staff())
    tried: list[int] = []
    real = runner.compute
    monkeypatch.setattr(runner, "compute", lambda study, numbers, *how: [tried.extend(numbers), real(study, numbers, *how)][1])
    monkeypatch.setenv("FAULTY", "7")
    assert answer(RUN) == 7
    said = capsys.readouterr().err.splitlines()
    assert said[0] == "povsim: out: run 0007 failed: tea.py:3: rule `need`: must answer with a finite number (2016)"
    assert tried.count(7) == 3 and len(tried) == 14 and "1 runs failed in all" in said[1]
    results = Results("out")
    assert list(results.failed) == ["0007"] and len(results.run_ids) == 11
    runs = results.frame("runs").set_index("run_id")["status"]
    assert runs["0007"] == "failed" and (runs.drop("0007") == "finished").all() and "0007" not in set(results.frame("yearly")["run_id"])
    assert answer(["check", "out"]) == 0 and answer(RUN) == 7
    monkeypatch.delenv("FAULTY")
    assert answer(RUN) == 0 and digest("out") == digest("sound")


def test_runs_that_differ_in_luck_alone_are_handed_out_together(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[tuple[int, ...]] = []
    real = runner.compute
    monkeypatch.setattr(runner, "compute", lambda study, numbers, *how: [tried.append(numbers), real(study, numbers, *how)][1])
    for runs in (6, 12):
        run(load_experiment(page, [f"runs={runs}", "replicates=4"]), "out", staff=Staff())
    assert tried == [(0, 1, 2, 3), (4, 5), (6, 7), (8, 9, 10, 11)]
    tried.clear()
    run(load_experiment(page, ["replicates=4"]), "other", staff=Staff(Kind.threads, 3))
    assert sorted(tried) == [(0, 1), *((number,) for number in range(2, 12))], "nobody is idle towards the end"
    tried.clear()
    monkeypatch.setenv("FAULTY", "5")
    assert answer([*RUN[:3], "faulty", "--quiet", "--workers", "1", "--set", "replicates=4"]) == 7
    assert tried == [(0, 1, 2, 3), (4, 5, 6, 7), (6, 7), (8, 9, 10, 11), (5,), (5,)], "what was done is kept, and three tries are three"
    assert digest("out") == digest("other") and list(Results("faulty").failed) == ["0005"]


def test_a_run_that_kills_its_worker_harms_no_other(page: Path) -> None:
    done = command("run", "small.yaml", "--out", "out", "--quiet", "--workers", "2", POISON="5")
    assert done.returncode == 7 and "run 0005 failed: its worker died" in done.stderr and done.stderr.count("\n") == 2
    assert len(Results("out").run_ids) == 11
    done = command("run", "small.yaml", "--out", "out", "--quiet", "--workers", "2")
    assert (done.returncode, done.stderr) == (0, "")
    run(load_experiment(page), "sound", staff=Staff())
    assert digest("out") == digest("sound")


def test_a_full_disk_and_memory_that_is_gone_end_with_6_and_keep_what_was_done(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(load_experiment(page), "sound", staff=Staff())
    monkeypatch.setenv("GREEDY", "9")
    with pytest.raises(ResourceError, match="memory"):
        run(load_experiment(page), "out", staff=Staff())
    assert committed() == 9
    monkeypatch.delenv("GREEDY")
    real, left = os.rename, [1]

    def full(*arguments: Any) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise OSError(errno.ENOSPC, "No space left on device")
        real(*arguments)

    for room in (0, 1):
        left[0] = room
        with monkeypatch.context() as patch:
            patch.setattr(os, "rename", full)
            assert answer([*RUN, "--runs", f"{12 + room}"]) == (0 if room else 6)
        assert not list(Path("out").rglob(".tmp-*"))
    run(load_experiment(page, ["runs=13"]), "sound", staff=Staff())
    assert digest("out") == digest("sound")


def test_memory_of_a_process_is_limited(page: Path) -> None:
    done = command("run", "small.yaml", "--out", "out", "--quiet", "--workers", "2", GREEDY="3")
    assert done.returncode == 6 and done.stderr.count("\n") == 1 and "memory ran out" in done.stderr
    assert answer(RUN) == 0 and answer(["check", "out"]) == 0


# kills --------------------------------------------------------------------------------------


@pytest.mark.parametrize("executor", ["serial", "threads", "processes", "dask"])
def test_every_executor_gives_one_digest(page: Path, executor: str) -> None:
    if executor == "dask":
        pytest.importorskip("distributed")
    run(load_experiment(page), "sound", staff=Staff())
    if executor in ("processes", "dask"):
        done = command("run", "small.yaml", "--out", "out", "--executor", executor, "--workers", "2")
        assert done.returncode == 0, done.stderr
    else:
        run(load_experiment(page), "out", staff=Staff(Kind(executor), 3))
    assert digest("out") == digest("sound")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_ensemble_keeps_its_runs_and_a_second_writer_waits_outside(page: Path, number: signal.Signals) -> None:
    words = ("run", "small.yaml", "--out", "out", "--quiet", "--workers", "2", "--runs", "60")
    with begun(*words, PACE="0.1") as running:
        until(lambda: committed() > 0)
        assert answer(RUN) == 4
        os.killpg(running.pid, number) if number == signal.SIGINT else running.send_signal(number)
        stderr = running.communicate(timeout=30)[1]
    assert (running.returncode, stderr) == (130, "povsim: interrupted\n")
    kept = committed()
    assert 0 < kept < 60 and not list(Path("out").rglob(".tmp-*"))
    until(lambda: not orphans(running.pid), 5)
    assert command(*words).returncode == 0
    run(load_experiment(page, ["runs=60"]), "sound", staff=Staff())
    assert digest("out") == digest("sound")


def survived(page: str, runs: int, kills: int, start: Callable[..., subprocess.Popen[str]]) -> None:
    """Kill a study so often, at random moments between its first and last run, and compare it with the undisturbed one."""
    luck, hit, kept = random.Random(runs), 0, 0
    words = ("run", page, "--out", "out", "--quiet", "--workers", "2")
    for nth in range(kills):
        with start(*words) as running:
            aim = kept + max(1, round((runs - kept) / (kills - nth + 1) * luck.random()))
            until(lambda aim=aim, running=running: committed() >= aim or running.poll() is not None)  # type: ignore[misc]
            time.sleep(luck.random() * 0.3)
            hit += 0 < committed() < runs
            if luck.random() < 0.5 and running.poll() is None:
                os.killpg(running.pid, signal.SIGKILL)
            running.kill()
            running.communicate(timeout=30)
        until(lambda running=running: not orphans(running.pid), 5)  # type: ignore[misc]
        assert committed() >= kept
        kept = committed()
    assert hit >= 0.8 * kills
    with start(*words) as running:
        assert (running.communicate(timeout=600)[1], running.returncode) == ("", 0)
    run(load_experiment(page), "sound", staff=Staff())
    assert Results("out").run_ids == Results("sound").run_ids and len(Results("out").run_ids) == runs
    assert digest("out") == digest("sound") and answer(["check", "out"]) == 0


def test_kill_9_at_random_moments_loses_and_doubles_no_run(page: Path) -> None:
    page.write_text(PAGE.replace("runs: 12", "runs: 300"), "utf-8")
    survived("small.yaml", 300, 3, partial(begun, PACE="0.05"))


@pytest.mark.nightly
def test_fifty_kills_of_a_thousand_runs(page: Path) -> None:
    page.write_text(PAGE.replace("runs: 12", "runs: 1000"), "utf-8")
    survived("small.yaml", 1000, 50, partial(begun, PACE="0.25"))


SCENARIO = "scenario:\n  extends: county.yaml\n  years: {first: 2015, last: 2018}\n  population: {share: 0.1}\n"
REAL = {
    "ensemble": "runs: {runs}\nkeep: [events]\nvary: {{causes.illness.severe_healthy: plausible}}\n",
    "sensitivity": "method: rbd_fast\nsamples: {runs}\nfactors: [causes.illness.severe_healthy]\noutputs: [headcount_true, headcount_recorded]\n",
}


def survived_for_real(kind: str, runs: int, kills: int, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same of `povsim run` as users have it, with the simulation, the indices and the reports."""
    monkeypatch.chdir(home)
    shutil.copy(SOURCE.parent / "docs/examples/county.yaml", home)
    Path("page.yaml").write_text(f"kind: {kind}\ntitle: Killed\nseed: 3\n" + REAL[kind].format(runs=runs) + SCENARIO, "utf-8")
    survived("page.yaml", runs, kills, partial(begun, program=("-m", "povsim")))
    assert {path.name: path.read_text("utf-8") for path in Path("out").glob("report*")} == {
        path.name: path.read_text("utf-8") for path in Path("sound").glob("report*")}


def test_kill_9_of_the_real_command_loses_and_doubles_no_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    survived_for_real("ensemble", 64, 1, tmp_path, monkeypatch)


@pytest.mark.nightly
@pytest.mark.parametrize("kind", REAL)
def test_twenty_kills_of_the_real_command(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """About sixty runs are committed a second, so that there must be many for so many kills to fall between."""
    survived_for_real(kind, 2400, 20, tmp_path, monkeypatch)


# dask ---------------------------------------------------------------------------------------


def test_a_dask_cluster_may_lose_a_worker(page: Path) -> None:
    """A real scheduler and two worker processes; one is killed while it works."""
    pytest.importorskip("distributed")
    env, quiet = environment(PACE="0.1"), subprocess.DEVNULL
    env["PYTHONPATH"] = os.pathsep.join([env["PYTHONPATH"], str(HERE.parent)])
    scheduler = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--port", "0", "--no-dashboard", "--scheduler-file", "where.json"]
    worker = [sys.executable, "-m", "distributed.cli.dask_worker", "--scheduler-file", "where.json", "--nthreads", "1", "--no-dashboard",
              "--no-nanny", "--preload", "small_ensemble_preload"]
    Path("small_ensemble_preload.py").write_text("import sys\nfrom small_ensemble import stand_in\nsys.modules.update(stand_in())\n", "utf-8")
    env["PYTHONPATH"] += os.pathsep + str(Path.cwd())
    crew = [subprocess.Popen(words, env=env, stdout=quiet, stderr=quiet) for words in (scheduler, worker, worker)]
    try:
        until(lambda: Path("where.json").exists() and bool(Path("where.json").read_text("utf-8")))
        address = json.loads(Path("where.json").read_text("utf-8"))["address"]
        with begun("run", "small.yaml", "--out", "out", "--quiet", "--runs", "60", "--dask-address", address) as running:
            until(lambda: committed() > 0 or running.poll() is not None)
            crew[1].kill()
            stderr = running.communicate(timeout=90)[1]
    finally:
        for process in crew:
            process.kill()
            process.wait()
    assert running.returncode == 0, stderr
    run(load_experiment(page, ["runs=60"]), "sound", staff=Staff())
    assert digest("out") == digest("sound")


def test_a_cluster_that_does_not_answer_is_bad_input(page: Path, monkeypatch: pytest.MonkeyPatch, capsys: Said) -> None:
    pytest.importorskip("distributed")
    monkeypatch.setattr("povsim.ensemble.cluster.SECONDS", 1)
    assert answer(["run", "small.yaml", "--out", "out", "--quiet", "--dask-address", "tcp://127.0.0.1:9"]) == 2
    assert "nobody answers at tcp://127.0.0.1:9" in capsys.readouterr().err and not Path("out").exists()


def test_without_a_run_there_is_no_figure(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAULTY", "0")
    with pytest.raises(UnusableError, match="run 0000 failed"):
        run(load_experiment(page, ["runs=1"]), "out", staff=Staff())
    assert not Path("out/report.html").exists()
