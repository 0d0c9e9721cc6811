"""A few dozen broken pages through the command line: one line a fault, the right exit code, no folder, no traceback."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from broken_pages import broken_pages

PAGE = (Path(__file__).parent.parent / "configs" / "qinghai.yaml").read_text("utf-8")
PAGES = broken_pages(PAGE, 1_000)
SOME = PAGES[:: len(PAGES) // 24]


@pytest.mark.parametrize("broken", SOME, ids=lambda broken: broken[0])
def test_broken_page(broken: tuple[str, bytes, str | None, int | None], tmp_path: Path) -> None:
    _, data, path, line = broken
    (tmp_path / "page.yaml").write_bytes(data)
    command = [sys.executable, "-m", "povsim", "run", "page.yaml", "--out", "out"]
    made = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", timeout=60, check=False)
    assert made.returncode in (2, 6) and not (tmp_path / "out").exists() and made.stdout == ""
    lines = made.stderr.splitlines()
    assert lines and "Traceback" not in made.stderr
    if made.returncode == 2:
        assert all(re.match(r"(page\.yaml|--set)(:\d+)?: ", each) for each in lines), made.stderr
    if made.returncode == 2 and path is not None and line is not None:
        assert any(each.startswith(f"page.yaml:{line}: {path}") for each in lines), (path, line, made.stderr)


def test_a_trillion_households_are_refused_before_memory_is_touched(tmp_path: Path) -> None:
    changes = [f"population.{key}={value}" for key, value in (("households", "1e12"), ("persons", "4e12"))]
    (tmp_path / "page.yaml").write_text(PAGE, "utf-8")
    command = [sys.executable, "-m", "povsim", "run", "page.yaml", "--out", "out", *(word for each in changes for word in ("--set", each))]
    made = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False)
    assert made.returncode == 6 and not (tmp_path / "out").exists()
    assert "GB" in made.stderr and len(made.stderr.splitlines()) == 1
