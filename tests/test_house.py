"""The house: which way imports point, what is public, and that the documents tell the truth."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

import povsim
from povsim.plugin import FOLDERS

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "povsim"
FILES = sorted(SOURCE.rglob("*.py"))
KINDS = ("presets", "causes", "shocks", "rules", "programmes", "measures")
PLUGINS = [path for path in FILES if path.parent.name in KINDS and path.stem != "__init__"]
ONE_PLACE = {
    "numba": "engine/kernels.py", "llvmlite": "engine/kernels.py", "mesa": "engine/mesa.py", "pyarrow": "store/parquet.py",
    "matplotlib": "report/figures.py", "openpyxl": "store/export.py", "jinja2": "report/page.py", "SALib": "analysis/indices.py", "dask": "",
    "distributed": "ensemble/cluster.py", "duckdb": "", "polars": "", "scipy.optimize": "administration/optimum.py",
    "statsmodels": "analysis/hazard.py",
}
LIGHT = ("numpy", "pydantic")


def names(nodes: Iterator[ast.AST]) -> list[str]:
    """The modules that these nodes import."""
    found = []
    for node in nodes:
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            found.append(node.module or "")
    return found


def running(node: ast.AST) -> Iterator[ast.AST]:
    """All nodes but those for type checkers alone."""
    for child in ast.iter_child_nodes(node):
        if not (isinstance(child, ast.If) and ast.unparse(child.test) == "TYPE_CHECKING"):
            yield child
            yield from running(child)


def imported(path: Path) -> list[str]:
    """What a file imports when it runs."""
    return names(running(ast.parse(path.read_text("utf-8"))))


def after(code: str) -> list[str]:
    """The top-level modules that are loaded after a line of Python in a new process."""
    text = f"{code}\nimport json, sys\nprint(json.dumps(sorted({{name.partition('.')[0] for name in sys.modules}})))"
    done = subprocess.run([sys.executable, "-c", text], capture_output=True, text=True, check=True, cwd=ROOT)
    return list(json.loads(done.stdout))


# imports ------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", PLUGINS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_plugin_imports_the_words_of_rules_only(path: Path) -> None:
    assert set(imported(path)) <= {"povsim.rule", "__future__"}


def test_nobody_imports_a_plugin_by_name() -> None:
    kinds = tuple(f"povsim.{folder}" for folder in KINDS)
    assert set(KINDS) | {"steps"} == set(FOLDERS.values())
    assert [path.name for path in FILES if any(name.startswith(kinds) for name in imported(path))] == []


@pytest.mark.parametrize("library", ONE_PLACE)
def test_heavy_library_is_imported_in_one_place(library: str) -> None:
    using = [path for path in FILES if any(f"{name}.".startswith(f"{library}.") for name in imported(path))]
    users = [path.relative_to(SOURCE).as_posix() for path in using]
    assert users == [ONE_PLACE[library]] * bool(ONE_PLACE[library])


def test_no_generator_with_hidden_state() -> None:
    text = re.compile(r"np\.random|numpy\.random|import random|from random")
    assert [path.name for path in FILES if text.search(path.read_text("utf-8"))] == []


def test_import_of_povsim_is_light() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    libraries = {re.split(r"[^A-Za-z0-9]", each)[0].lower() for each in declared} | {"scipy", "salib", "llvmlite", "yaml"}
    assert not (libraries - set(LIGHT)) & {name.lower() for name in after("import povsim")}
    rest = libraries - set(LIGHT) - {"ruamel"}
    assert not rest & {name.lower() for name in after("from povsim import load, run, simulate, Scenario, Population, History")}


# public words -------------------------------------------------------------------------------


def test_public_words_are_sorted_complete_and_there() -> None:
    assert povsim.__all__ == sorted(povsim.__all__) == sorted(dir(povsim))
    block = next(node for node in ast.parse((SOURCE / "__init__.py").read_text("utf-8")).body if isinstance(node, ast.If))
    seen = [alias.name for node in block.body if isinstance(node, ast.ImportFrom) for alias in node.names]
    assert sorted(seen) == povsim.__all__
    for node in block.body:
        assert isinstance(node, ast.ImportFrom)
        for alias in node.names:
            assert getattr(povsim, alias.name).__module__ == node.module


def test_a_word_stays_what_it_is_though_a_file_bears_its_name() -> None:
    import povsim.run as module

    assert callable(module)
    assert povsim.run is module
    with pytest.raises(AttributeError, match="no attribute 'walk'"):
        povsim.walk  # noqa: B018


def test_words_of_rules_are_sorted_and_there() -> None:
    from povsim import rule

    assert sorted(rule.__all__) == sorted(set(rule.__all__))
    assert all(hasattr(rule, name) for name in rule.__all__)


# style --------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_file_has_a_sentence_first_and_short_functions(path: Path) -> None:
    text = path.read_text("utf-8")
    tree = ast.parse(text)
    first = (ast.get_docstring(tree) or "").split("\n", 1)[0]
    assert first
    if path in PLUGINS:
        assert re.fullmatch(r".+\.  \S+", first), "an English sentence, two spaces, the Chinese term"
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    assert [node.name for node in functions if (node.end_lineno or 0) - node.lineno >= 25] == []
    assert len([line for line in text.splitlines() if line.strip()]) <= 240


# files --------------------------------------------------------------------------------------


def texts() -> list[Path]:
    """Every text of the repository that people write."""
    folders = ("src", "tests", "docs", "configs", "experiments", "notebooks", "scripts", "benchmarks", ".ci")
    kinds = {".py", ".md", ".yaml", ".toml", ".txt", ".cff", ".css", ".j2", ""}
    found = [path for folder in folders for path in sorted((ROOT / folder).rglob("*")) if path.is_file()]
    found += [path for path in sorted(ROOT.iterdir()) if path.is_file()] + [ROOT / "results" / "README.md"]
    made = ("_cache", "__pycache__")
    return [path for path in found if path.suffix in kinds and not any(part.endswith(made) for part in path.parts)]


def test_no_paths_of_a_machine_and_no_hosts_of_registries() -> None:
    words = ("/ro" + "ot/", "/ho" + "me/", "/wo" + "rk/", "py" + "pi.", "files.python" + "hosted", "npm" + "js.")
    found = [(path.name, word) for path in texts() for word in words if word in path.read_text("utf-8")]
    assert found == []


def test_nothing_is_left_for_later() -> None:
    words = ("TO" + "DO", "FIX" + "ME", "XX" + "X", "place" + "holder", "for n" + "ow")
    found = [(path.name, word) for path in texts() for word in words if word in path.read_text("utf-8")]
    assert found == []


def test_constraints_pin_every_library_and_hold_no_address() -> None:
    lines = [line for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines() if not line.startswith("#")]
    assert all(re.fullmatch(r'[\w.-]+==[\w.]+( ; python_version (<|>=) "3\.12")?', line) for line in lines)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    asked = [*project["dependencies"], *(each for extra in project["optional-dependencies"].values() for each in extra)]
    wanted = {re.split(r"[<>=~]", each)[0].lower() for each in asked}
    assert wanted <= {line.partition("==")[0].lower() for line in lines}


# documents ----------------------------------------------------------------------------------

DOCUMENTS = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md")), ROOT / "results" / "README.md"]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_document_points_at_what_is_there(path: Path) -> None:
    text = path.read_text("utf-8")
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", text) if "://" not in link]
    assert [link for link in links if not (path.parent / link).exists()] == []
    named = re.findall(r"`((?:src|tests|docs|configs|scripts|notebooks|benchmarks|\.ci)/[\w./-]+)", text)
    created = {"tests/cases/programme_tea.yaml", "src/povsim/programmes/tea.py"}
    assert [name for name in named if name not in created and not (ROOT / name).exists()] == []


def blocks(path: Path, language: str = "") -> list[str]:
    """The code blocks of a document in a language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", path.read_text("utf-8"), re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("name", ["README.md", "README.zh.md"])
def test_readme_has_two_commands_and_runs_what_ci_runs(name: str) -> None:
    main, tests = blocks(ROOT / name)[:2]
    setup = "python3 -m venv .venv && .venv/bin/pip install -q -c constraints.txt -e '.[test]' && "
    assert main == f"{setup}.venv/bin/povsim run configs/qinghai.yaml\n"
    assert tests == f"{setup}.venv/bin/pytest -q -n auto\n"
    assert "pytest -q -n auto" in (ROOT / ".ci" / "run").read_text("utf-8").replace('"$1" -q', "pytest -q")
    assert blocks(ROOT / name, "yaml") == [(ROOT / "docs" / "examples" / "county.yaml").read_text("utf-8")]


def test_readmes_ten_lines_of_python(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    (english,), (chinese,) = blocks(ROOT / "README.md", "python"), blocks(ROOT / "README.zh.md", "python")
    assert english == chinese
    assert len([line for line in english.splitlines() if line]) <= 10
    exec(compile(english, "README.md", "exec"), {})
    assert capsys.readouterr().out.count("headcount_true") == 2


def test_promises_name_tests_that_are_there() -> None:
    rows = re.findall(r"`(tests/\w+\.py)::(\w+)`", (ROOT / "docs" / "promises.md").read_text("utf-8"))
    assert len(rows) > 20
    missing = [name for file, name in rows if f"def {name}(" not in (ROOT / file).read_text("utf-8")]
    assert missing == []
