"""The command line as a user meets it: real processes, a small history in place of the simulation."""

from __future__ import annotations

import json
import os
import shlex
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from povsim.cli import answer
from povsim.commands.describing import KINDS

Said = pytest.CaptureFixture[str]
SOURCE = Path(__file__).resolve().parents[1] / "src"
PAGE = """\
kind: scenario
title: A small county
years: {first: 2015, last: 2017}
seed: 1
population:
  villages: 4
  households: 40
  persons: 160
  registered: {households: 10, persons: 40, in_poor_villages: 0.8}
  poor_villages: 2
  counties: {dry_hills: 1}
lines:
  statistical: 2855
  exit: 2855
causes: {illness: {}}
"""
HAIL = '''"""Hail on the tea.  雹灾"""

from povsim.rule import Draw, Parameters, Village


class Settings(Parameters):
    """None."""


def strike(v: Village, s: Settings, draw: Draw) -> None:
    """Take a tenth of the harvest."""
    v.disaster_loss = max(v.disaster_loss, 0.1)
'''
HELP = """\
import sys
import povsim.cli
heavy = sorted({"numpy", "numba", "pyarrow", "pandas", "scipy", "mesa", "matplotlib", "SALib", "pydantic"} & {*sys.modules})
print(",".join(heavy))
"""


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """A small page."""
    path = tmp_path / "small.yaml"
    path.write_text(PAGE, "utf-8")
    return path


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty current folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def environment(**more: str) -> dict[str, str]:
    """The environment of a command: the source tree, and nothing that the test run may have set."""
    kept = {key: value for key, value in os.environ.items() if key not in ("POVSIM_DEBUG", "FAKE", "PYTHONWARNINGS")}
    return {**kept, "PYTHONPATH": os.pathsep.join([str(SOURCE), str(Path(__file__).parent)]), **more}


def povsim(*arguments: str | Path, cwd: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """Run one command line."""
    command = [sys.executable, str(Path(__file__).with_name("fake_cli.py")), *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, env=environment(**more), capture_output=True, text=True, timeout=60, check=False)


def test_run_leaves_results_and_says_where_the_report_is(page: Path) -> None:
    home = page.parent
    first = povsim("run", page.name, cwd=home)
    assert first.returncode == 0 and first.stderr.startswith("1/3 2015 (")
    assert "report: results/small/report.html\n" in first.stdout
    assert "报告: results/small/report.zh.html\n" in first.stdout
    folder = home / "results" / "small"
    assert sorted(path.name for path in folder.iterdir()) == [
        ".lock", "manifest.json", "plugins", "provenance.json", "report.html", "report.zh.html", "runs", "scenario.yaml"]
    assert json.loads((folder / "provenance.json").read_text("utf-8"))["engine"] == "compiled"
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
    again = povsim("run", page.name, cwd=home)
    assert again.returncode == 0 and "finished before, nothing to do" in again.stdout and "report: " in again.stdout
    assert before == {path: path.stat().st_mtime_ns for path in folder.rglob("*")}


def test_run_to_the_end_then_check_digest_export_and_report(page: Path) -> None:
    home = page.parent
    assert povsim("run", page, "--out", "out", "--quiet", cwd=home).stdout == ""
    assert "consistent" in povsim("check", "out", cwd=home).stdout
    digest = povsim("digest", "out", cwd=home).stdout.strip()
    assert len(digest) == 64
    assert povsim("run", page, "--out", "b", "--engine", "plain", "--threads", "3", "--quiet", cwd=home).returncode == 0
    assert povsim("digest", "b", cwd=home).stdout.strip() == digest
    assert povsim("export", "out", "--table", "yearly", cwd=home).stdout == "out_yearly.csv\n"
    assert (home / "out_yearly.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert povsim("report", "out", "--lang", "zh", "--out", "mine.html", cwd=home).stdout == "report: mine.html\n"
    assert (home / "mine.html").read_text("utf-8") == "<p>zh</p>"
    (home / "out" / "runs" / "0000" / "budget.parquet").unlink()
    broken = povsim("check", "out", cwd=home)
    assert broken.returncode == 5 and broken.stderr.count("\n") == 1 and "budget.parquet: is missing" in broken.stderr


def test_the_stored_page_repeats_the_run_with_its_plugins(page: Path) -> None:
    home = page.parent
    (home / "my").mkdir()
    (home / "my" / "hail.py").write_text(HAIL, "utf-8")
    page.write_text(PAGE + "use: [my/hail.py]\nshocks: {hail: {}}\n", "utf-8")
    first = povsim("run", page, "--out", "a", "--quiet", cwd=home)
    assert (first.returncode, first.stderr) == (0, "")
    assert (home / "a" / "plugins" / "hail.py").read_text("utf-8") == HAIL
    second = povsim("run", "a/scenario.yaml", "--out", "b", "--quiet", cwd=home)
    assert (second.returncode, second.stderr) == (0, "")
    assert povsim("digest", "a", cwd=home).stdout == povsim("digest", "b", cwd=home).stdout
    assert povsim("run", page, "--out", "b", cwd=home).returncode == 0


def test_another_experiment_is_left_alone_until_fresh(page: Path) -> None:
    home = page.parent
    assert povsim("run", page, "--quiet", cwd=home).returncode == 0
    other = povsim("run", page, "--seed", "7", cwd=home)
    assert other.returncode == 4 and "seed is 1 there and 7 here" in other.stderr and other.stderr.count("\n") == 1
    changed = povsim("run", page, "--set", "population.share=0.5", cwd=home)
    assert changed.returncode == 4 and "population.share is 1 there and 0.5 here" in changed.stderr
    fewer = povsim("run", page, "--set", "causes.illness=null", cwd=home)
    assert fewer.returncode == 4 and "cause/illness is part of it there and not here" in fewer.stderr
    more = povsim("run", page, "--set", "causes.disability={}", cwd=home)
    assert more.returncode == 4 and "cause/disability is part of it here and not there" in more.stderr
    fresh = povsim("run", page, "--seed", "7", "--fresh", "--quiet", cwd=home)
    assert (fresh.returncode, fresh.stderr) == (0, "")
    assert sorted(path.name for path in (home / "results").iterdir()) == ["small", "small.old-1"]
    assert "consistent" in povsim("check", "results/small.old-1", cwd=home).stdout


def test_a_folder_of_somebody_else_is_refused_even_fresh(page: Path) -> None:
    (page.parent / "photos").mkdir()
    (page.parent / "photos" / "child.jpg").write_bytes(b"smile")
    for extra in ((), ("--fresh",)):
        refused = povsim("run", page, "--out", "photos", *extra, cwd=page.parent)
        assert refused.returncode == 4 and refused.stderr.count("\n") == 1
    assert [path.name for path in (page.parent / "photos").iterdir()] == ["child.jpg"]


TROUBLE = {
    "disk": (6, "No space left on device"), "memory": (6, "memory ran out"),
    "bug": (1, "a bug: KeyError: 'a long\\nmessage'"), "rule": (2, "tea.py:14: rule `strike`: no loops here"),
}


@pytest.mark.parametrize("trouble", TROUBLE)
def test_trouble_is_one_line_and_the_same_command_resumes(page: Path, trouble: str) -> None:
    code, words = TROUBLE[trouble]
    failed = povsim("run", page, "--quiet", cwd=page.parent, FAKE=trouble)
    assert failed.returncode == code and words in failed.stderr and "Traceback" not in failed.stderr
    assert failed.stderr.count("\n") == (2 if trouble == "rule" else 1) and failed.stdout == ""
    assert not list(page.parent.rglob(".tmp-*"))
    assert (page.parent / "results").exists() == (trouble != "rule")
    assert povsim("run", page, "--quiet", cwd=page.parent).returncode == 0
    assert "consistent" in povsim("check", "results/small", cwd=page.parent).stdout


def test_a_bug_shows_its_place_on_request(page: Path) -> None:
    assert "Traceback" in povsim("run", page, cwd=page.parent, FAKE="bug", POVSIM_DEBUG="1").stderr


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_an_interrupted_run_resumes_and_a_second_writer_waits_outside(page: Path, number: signal.Signals) -> None:
    command, pipe = [sys.executable, str(Path(__file__).with_name("fake_cli.py")), "run", str(page), "--quiet"], subprocess.PIPE
    with subprocess.Popen(command, cwd=page.parent, env=environment(FAKE="slow"), text=True, stdout=pipe, stderr=pipe) as running:
        assert running.stdout and running.stdout.readline() == "simulating\n"
        busy = povsim("run", page, cwd=page.parent)
        running.send_signal(number)
        stderr = running.communicate(timeout=30)[1]
    assert busy.returncode == 4 and "busy" in busy.stderr and busy.stderr.count("\n") == 1
    assert (running.returncode, stderr) == ((-9, "") if number == signal.SIGKILL else (130, "povsim: interrupted\n"))
    assert povsim("run", page, "--quiet", cwd=page.parent).returncode == 0
    assert povsim("check", "results/small", cwd=page.parent).returncode == 0


def test_every_fault_of_a_page_is_one_line(page: Path) -> None:
    page.write_text(PAGE.replace("villages: 4", "villages: -4").replace("illness", "ilness"), "utf-8")
    for command in ("validate", "run"):
        bad = povsim(command, "small.yaml", cwd=page.parent)
        assert bad.returncode == 2 and bad.stdout == ""
        lines = bad.stderr.splitlines()
        assert len(lines) == 2 and lines[0].startswith("small.yaml:6: population.villages: ")
        assert "did you mean 'illness'?" in lines[1]
    faults = [json.loads(line) for line in povsim("validate", "small.yaml", "--json-errors", cwd=page.parent).stderr.splitlines()]
    assert [(fault["file"], fault["line"], fault["path"]) for fault in faults] == [
        ("small.yaml", 6, "population.villages"), ("small.yaml", 15, "causes.ilness")]
    assert sorted(path.name for path in page.parent.iterdir()) == ["small.yaml"]


def test_a_sound_page_has_no_fault(page: Path) -> None:
    assert povsim("validate", "small.yaml", cwd=page.parent).stdout == "small.yaml: no fault found\n"


@pytest.mark.parametrize(("arguments", "words"), [
    ("run", "Missing argument 'FILE'"), ("run x --engine fast", "'fast'"), ("run x --threads 0", "--threads"),
    ("run x --sed 1", "command line: povsim run: No such option"), ("run x --seed 9223372036854775808", "'--seed'"), ("runn x", "No such command 'runn'"), ("run nosuch.yaml", "nosuch.yaml: no such file"),
    ("list cause", "did you mean 'causes'?"), ("describe ilness", "did you mean 'illness'?"),
    ("describe illness.chanse", "no such parameter"), ("digest .", "is no results folder"),
    ("export . --table x", "no results folder"), ("report nowhere", "is no results folder"),
    ("check /dev/null", "is no results folder"), ("export .", "'--table'"),
])
def test_a_wrong_command_line_is_one_plain_line(here: Path, capsys: Said, arguments: str, words: str) -> None:
    assert answer(arguments.split()) == 2
    wrong = capsys.readouterr()
    assert words in wrong.err and wrong.err.count("\n") == 1 and wrong.out == ""
    assert not list(here.iterdir())


def test_an_unwritable_place_is_bad_input(page: Path) -> None:
    for out in ("small.yaml/results", "x" * 300):
        refused = povsim("run", page, "--out", out, cwd=page.parent)
        assert refused.returncode == 2 and refused.stderr.count("\n") == 1, refused.stderr


def test_places_with_spaces_and_chinese_and_a_poor_locale(page: Path) -> None:
    name = "结果 " + "x" * 200
    done = povsim("run", page, "--out", name, cwd=page.parent, LC_ALL="C", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert done.returncode == 0 and done.stderr.startswith("1/3") and "report: " in done.stdout
    words = ("export", name, "--table", "yearly", "--format", "parquet", "--out", "表.parquet")
    done = povsim(*words, cwd=page.parent, LC_ALL="C", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert done.returncode == 0 and (page.parent / "表.parquet").exists(), done.stderr
    assert povsim("digest", name, cwd=page.parent).returncode == 0


def test_list_and_describe(capsys: Said) -> None:
    assert answer(["list"]) == 0
    everything = capsys.readouterr().out
    assert "causes: " in everything and "illness" in everything and "exit_targets" in everything
    for kind in KINDS:
        assert answer(["list", kind]) == 0, kind
    lists = capsys.readouterr().out
    assert "因病" in lists and "pastoral" in lists and "illness.onset_under_30" in lists
    assert [answer(["describe", name]) for name in ("illness", "illness.onset_under_30", "qinghai")] == [0, 0, 0]
    illness = capsys.readouterr().out
    assert answer(["describe", "watch"]) == 0 and "switch, true or false" in capsys.readouterr().out
    assert illness.startswith("cause illness") and "source: " in illness and "from 0 to" in illness
    assert [answer(["describe", name]) for name in ("industry.budget", "industry.use", "illness.use")] == [0, 0, 2]
    funding = capsys.readouterr().out
    assert "programme industry.budget\nbudget, which the page must say: " in funding and "programme industry.use" in funding
    assert answer(["describe", "education"]) == 0
    both = capsys.readouterr().out
    assert "cause education" in both and "programme education" in both


def test_new_makes_a_page_and_replaces_none(tmp_path: Path) -> None:
    assert povsim("new", "my_county", cwd=tmp_path).returncode == 0
    text = (tmp_path / "my_county.yaml").read_text("utf-8")
    assert "kind: scenario" in text
    again = povsim("new", "my_county", cwd=tmp_path)
    assert again.returncode == 2 and "File exists" in again.stderr
    assert (tmp_path / "my_county.yaml").read_text("utf-8") == text
    validated = povsim("validate", "my_county.yaml", cwd=tmp_path)
    assert (validated.returncode, validated.stderr) == (0, "")


@pytest.mark.parametrize("command", ["new", "validate", "run", "check"])
def test_a_name_that_is_not_utf_8_is_one_line_and_leaves_nothing(tmp_path: Path, command: str) -> None:
    refused = povsim(command, os.fsdecode(b"b\xff"), cwd=tmp_path)
    assert refused.returncode == 2 and refused.stderr.count("\n") == 1 and "is no file name in UTF-8" in refused.stderr
    assert not list(tmp_path.iterdir())


def test_full_disks_are_one_line_and_leave_nothing(page: Path) -> None:
    """A limit on the size of files stands in for the disk; `export` fails inside the library that writes Excel."""
    assert povsim("run", page, "--out", "out", "--quiet", cwd=page.parent).returncode == 0
    before = sorted(page.parent.rglob("*"))
    shell = "ulimit -f 0; exec " + shlex.join([sys.executable, str(Path(__file__).with_name("fake_cli.py"))]) + ' "$@"'
    for command in ("new mine", "export out --table yearly --format xlsx", "export out --table yearly --format csv",
                    "export out --table yearly --format parquet", "report out --out x.html", "run small.yaml --out two"):
        words = ["bash", "-c", shell, "povsim", *command.split()]
        full = subprocess.run(words, cwd=page.parent, env=environment(), capture_output=True, text=True, timeout=60, check=False)
        assert full.returncode == 6 and full.stderr.count("\n") == 1 and ("File too large" in full.stderr or "No space" in full.stderr), (command, full.stderr)
    left = [path for path in sorted(page.parent.rglob("*")) if path not in before]
    assert [path.relative_to(page.parent).as_posix() for path in left] == ["two", "two/.lock"]
    assert povsim("run", page, "--out", "two", "--quiet", cwd=page.parent).returncode == 0


def test_help_loads_nothing_heavy(tmp_path: Path) -> None:
    command = [sys.executable, "-c", HELP]
    loaded = subprocess.run(command, cwd=tmp_path, env=environment(), capture_output=True, text=True, check=True)
    assert loaded.stdout.strip() == ""
    shown = povsim("--help", cwd=tmp_path)
    assert shown.returncode == 0 and "check" in shown.stdout and shown.stderr == ""
    assert "Usage" in povsim(cwd=tmp_path).stdout


def shell(line: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run a line of a shell, in which $povsim is the command."""
    fake = f"{sys.executable} {Path(__file__).with_name('fake_cli.py')}"
    return subprocess.run(["bash", "-c", line], cwd=cwd, env=environment(povsim=fake), capture_output=True, text=True, check=False)


def test_a_closed_pipe_is_no_error_and_the_run_goes_on(page: Path) -> None:
    listed = shell("$povsim list parameters | head -1; echo ${PIPESTATUS[0]}", page.parent)
    assert listed.stderr == "" and listed.stdout.count("\n") == 2 and listed.stdout.endswith("\n0\n")
    ran = shell("(sleep 1; FAKE= $povsim run small.yaml; echo $? > code) | true", page.parent)
    assert ran.stderr.startswith("1/3 2015") and (page.parent / "code").read_text() == "0\n"
    assert "consistent" in povsim("check", "results/small", cwd=page.parent).stdout


@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&- >&- 2>&-"])
def test_closed_streams_lead_nowhere(page: Path, closed: str) -> None:
    done = shell(f"for words in list 'run small.yaml' 'run x'; do $povsim $words {closed}; echo $? >> codes; done", page.parent)
    assert (page.parent / "codes").read_text() == "0\n0\n2\n"
    assert "a bug" not in done.stderr and "Traceback" not in done.stderr
    assert "consistent" in povsim("check", "results/small", cwd=page.parent).stdout


def test_a_full_disk_behind_the_standard_output_is_said(tmp_path: Path) -> None:
    full = shell("trap '' XFSZ; ulimit -f 0; $povsim list parameters > out.txt", tmp_path)
    assert (full.returncode, full.stderr) == (6, "povsim: standard output: File too large\n")


def test_ctrl_c_before_the_command_line_is_there(tmp_path: Path) -> None:
    code = """
        import sys
        class Cut:
            def find_spec(self, name, *_):
                if name == "povsim.cli":
                    raise KeyboardInterrupt
        sys.meta_path.insert(0, Cut())
        from povsim.__main__ import main
        main()
    """
    command = [sys.executable, "-c", textwrap.dedent(code)]
    cut = subprocess.run(command, cwd=tmp_path, env=environment(), capture_output=True, text=True, check=False)
    assert (cut.returncode, cut.stdout, cut.stderr) == (130, "", "povsim: interrupted\n")


def test_ctrl_c_inside_a_callback_is_heard_afterwards(tmp_path: Path) -> None:
    code = """
        import sys, time
        from povsim import cli
        class Callback:
            def __del__(self):
                raise KeyboardInterrupt
        def answer(arguments):
            try:
                Callback()
                time.sleep(30)
            except KeyboardInterrupt:
                return cli.INTERRUPTED
        cli.answer = answer
        cli.main()
    """
    command = [sys.executable, "-c", textwrap.dedent(code)]
    cut = subprocess.run(command, cwd=tmp_path, env=environment(), capture_output=True, text=True, timeout=20, check=False)
    assert (cut.returncode, cut.stdout, cut.stderr) == (130, "", "povsim: interrupted\n")


@pytest.mark.parametrize("arguments", ["run --json-errors", "validate x --json-errors --sed 1", "list --json-errors", "nosuch --json-errors"])
def test_a_wrong_command_line_is_one_object(here: Path, capsys: Said, arguments: str) -> None:
    assert answer(arguments.split()) == 2
    (line,) = capsys.readouterr().err.splitlines()
    fault = json.loads(line)
    assert list(fault) == ["file", "line", "path", "message"]
    assert (fault["file"], fault["line"]) == ("command line", None) and fault["message"]


def test_every_error_is_an_object_of_plain_letters_where_it_is_asked_for(page: Path) -> None:
    (page.parent / "照片").mkdir()
    (page.parent / "照片" / "child.jpg").write_bytes(b"smile")
    refused = povsim("run", page, "--out", "照片", "--json-errors", cwd=page.parent, LC_ALL="C", PYTHONIOENCODING="latin-1")
    assert refused.returncode == 4 and refused.stderr.isascii()
    assert json.loads(refused.stderr)["message"].startswith("照片: is not empty")
    bug = povsim("run", page, "--json-errors", cwd=page.parent, FAKE="bug")
    assert bug.returncode == 1 and "a bug: KeyError" in json.loads(bug.stderr)["message"]


def test_a_name_moves_no_cursor(here: Path, capsys: Said) -> None:
    assert answer(["validate", "a\x1b[2Jb\nc\x07"]) == 2
    assert capsys.readouterr().err.startswith("a\\x1b[2Jb c\\x07: no such file")
