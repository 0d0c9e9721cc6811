"""Every case in tests/cases: a rule, a household, and what must come out."""

from __future__ import annotations

from pathlib import Path

import pytest

from povsim.cases import Case, read
from povsim.plugin import builtin

FOLDER = Path(__file__).parent / "cases"
CASES = [case for path in sorted(FOLDER.glob("*.yaml")) for case in read(path)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{Path(case.file).stem}:{case.name}")
def test_case(case: Case) -> None:
    assert case.check() == []


@pytest.mark.parametrize("kind", ["cause", "programme"])
def test_every_cause_and_programme_has_a_case(kind: str) -> None:
    covered = {case.plugin.name for case in CASES if case.plugin.kind == kind}
    assert sorted(builtin(kind)) == sorted(covered)


def test_a_case_that_is_wrong_says_so(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text("- name: too much\n  rule: causes/disaster.present\n  given: {household: {disaster_cost: 1500}}\n  answer: 7\n")
    (found,) = read(wrong)[0].check()
    assert "too much: answer is 1500, not 7" in found
