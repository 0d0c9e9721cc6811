"""A thousand broken pages: each is refused with the line and path of the broken field, and nothing else happens."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from broken_pages import Broken, broken_pages
from povsim.errors import InputError, TooLargeError
from povsim.scenario import load_bytes
from small_page import PAGE, write

QINGHAI = Path(__file__).parents[1] / "configs" / "qinghai.yaml"
LIMIT = 4e9
"""Bytes that the pages may ask for."""
SPARE = """\
  industry: {use: batches, budget: 1.0e6}
  medical: {use: batches, budget: {2016: 0.4e6, 2017: 0.5e6, 2018: 0.6e6, 2019: 0.7e6, 2020: 0.8e6}}
  dibao: {use: batches, budget: {2016: 1.0e6, 2017: 1.1e6, 2018: 1.2e6, 2019: 1.3e6, 2020: 1.4e6}}
  housing:
    use: batches
    budget: {2016: 0.1e6, 2017: 0.2e6, 2018: 0.3e6, 2019: 0.2e6}
"""


def complaint(broken: Broken, file: Path) -> str:
    """Why the refusal of a broken page is not what it should be; empty when it is."""
    name, data, path, line = broken
    try:
        load_bytes(data, str(file)).check_size(LIMIT)
    except TooLargeError as problem:
        return "" if path is None and "the limit is" in str(problem) else f"{name}: {problem}"
    except InputError as problem:
        places = [(fault.path, fault.line) for fault in problem.faults]
        if path is not None and (path, line) in places:
            return ""
        if path is None and line in (None, *(at for _, at in places)):
            return ""
        return f"{name}: wanted {path} in line {line}, got {problem}"
    return f"{name}: was taken"


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """The small sound page, with more programmes to break."""
    return write(tmp_path, PAGE.replace("programmes:\n", f"programmes:\n{SPARE}"))


@pytest.mark.parametrize("page", ["small", "qinghai"])
def test_sound_page(page: str, small: Path) -> None:
    """The page is sound before it is broken."""
    file = small if page == "small" else QINGHAI
    load_bytes(file.read_bytes(), str(file)).check_size(LIMIT)


@pytest.mark.parametrize(("page", "count"), [("small", 400), ("qinghai", 1000)])
def test_a_thousand_broken_pages(page: str, count: int, small: Path) -> None:
    """Every broken page is refused, at the right place, in a moment, and leaves nothing behind."""
    file = small if page == "small" else QINGHAI
    pages = broken_pages(file.read_text("utf-8"), count)
    assert len(pages) == count
    before, slowest, complaints = sorted(file.parent.iterdir()), 0.0, []
    for broken in pages:
        begun = time.perf_counter()
        complaints.append(complaint(broken, file))
        slowest = max(slowest, time.perf_counter() - begun)
    assert [each for each in complaints if each] == []
    assert sorted(file.parent.iterdir()) == before
    assert slowest < 5


def test_the_same_thousand() -> None:
    """The same seed breaks the page in the same ways."""
    assert broken_pages(PAGE, 300) == broken_pages(PAGE, 300) != broken_pages(PAGE, 300, seed=2)
