"""The pages of the model say what the code does: tables, formulas, names and numbers."""

from __future__ import annotations

import re
from collections import Counter
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import pytest

from povsim.columns import LEVELS
from povsim.parameters import declared
from povsim.plugin import FOLDERS, Schema, builtin

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted((ROOT / "docs" / "model").glob("*.md"))
NAMED = re.compile(r"`([a-z_]+)\.([a-z_]+)`(?: = (-?[0-9][0-9.]*))?")


def script() -> Any:
    """The script that fills the pages."""
    spec = spec_from_file_location("model_pages", ROOT / "scripts" / "model_pages.py")
    assert spec is not None and spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_tables_and_formulas_are_those_of_the_code(page: Path) -> None:
    """`python scripts/model_pages.py` would change nothing."""
    text = page.read_text("utf-8")
    assert script().filled(text) == text, f"{page.name} is not up to date: run python scripts/model_pages.py"


def test_a_changed_number_or_formula_makes_a_page_stale() -> None:
    """The check above can fail: a wrong default, and a wrong line of a function, are both replaced."""
    fresh = script().filled("{parameters: causes.illness}\n\n{code: causes.illness.admissions}\n")
    assert "| 0.07 |" in fresh and "none = exp(-mean)" in fresh
    assert script().filled(fresh.replace("| 0.07 |", "| 0.08 |")) == fresh
    assert script().filled(fresh.replace("exp(-mean)", "exp(mean)")) == fresh


def test_every_parameter_stands_on_one_page() -> None:
    """Each plugin that has parameters is in the table of one page, and of one only."""
    asked = re.compile(r"<!-- parameters: (.+?) -->")
    shown = Counter(name.strip() for page in PAGES for names in asked.findall(page.read_text("utf-8")) for name in names.split(","))
    folders = {kind: folder for folder, kind in script().KINDS.items()}
    have = {f"{folders[kind]}.{each.name}" for kind in folders for each in builtin(kind).values() if declared(each.Settings)}
    assert sorted(have - set(shown)) == [] and sorted(name for name, count in shown.items() if count > 1) == []


def test_every_column_stands_on_the_page_of_columns() -> None:
    text = (ROOT / "docs" / "model" / "columns.md").read_text("utf-8")
    known = Schema(each for kind in FOLDERS for each in builtin(kind).values()).columns
    assert [path for path in known if f"| `{path}` |" not in text] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_names_and_numbers_in_sentences_are_true(page: Path) -> None:
    """What stands as `plugin.parameter`, `level.column` or a path exists, and `plugin.parameter` = 3 is its default."""
    text = page.read_text("utf-8")
    columns = Schema(each for kind in FOLDERS for each in builtin(kind).values()).columns
    plugins = [each for kind in FOLDERS for each in builtin(kind).values()]
    wrong = []
    for owner, name, number in NAMED.findall(text):
        named = [each for each in plugins if each.name == owner]
        if named:
            numbers = [one.default for each in named for one in declared(each.Settings) if one.name == name]
            known = numbers or [each for each in named if hasattr(each.module, name)]
            if not known or (number and float(number) not in numbers):
                wrong.append(f"{owner}.{name} {number}")
        elif owner in LEVELS and f"{owner}.{name}" not in columns:
            wrong.append(f"{owner}.{name}")
    paths = re.findall(r"`((?:src|docs|configs|tests|scripts)/[\w/.-]+)`", text)
    assert wrong == [] and [path for path in paths if not (ROOT / path).exists()] == []
