"""The scenario library in configs/library/: short pages, one an arm, that change a base page in one point."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from povsim.pages.places import find, pages
from povsim.scenario import Scenario, load
from povsim.simulation import simulate

NAMES = [name for name in pages("configs") if name.startswith("library/")]
ARMS = {
    "a": 1, "c": 16, "d": 7, "e": 2, "f": 3, "g": 2, "h": 2, "i": 2, "j": 3, "k": 4, "l": 4, "m": 8, "n": 3, "o": 2, "p": 2, "q": 2,
    "r": 2, "s": 2,
}
"""How many pages the scenario of each letter has; S-B is `base`."""
BATCHES = {"industry", "employment", "relocation", "ecology", "asset_income", "education", "medical", "dibao"}


def test_every_scenario_has_its_arms() -> None:
    letters = Counter(Path(name).name.partition("-")[0] for name in NAMES)
    assert letters == ARMS | {"base": 1}


@pytest.mark.parametrize("name", NAMES)
def test_arm_is_short_says_what_it_asks_and_is_in_order(name: str) -> None:
    """A page of the library is read in one look, and its resolved whole has no fault; the first lines say what it is for."""
    text, page = find(name).read_text("utf-8"), load(find(name))
    letter = Path(name).name.partition("-")[0].replace("base", "b").upper()
    assert text.startswith(f"# S-{letter}: ") and "\nextends: " in text and len(text.splitlines()) < 20
    assert page.title.startswith(f"S-{letter}, ") and page.report.title_zh.startswith(f"情景S-{letter}：")


@pytest.mark.parametrize("name", [name for name in NAMES if name.startswith("library/c-")])
def test_money_of_the_batches_is_the_same_in_every_arm(name: str) -> None:
    """To a tenth of a million yuan for every batch, year by year."""
    base, arm = load(find("library/base")), load(find(name))
    for year in range(2016, 2021):
        assert _money(arm, year) == pytest.approx(_money(base, year), abs=0.5e6)


def _money(page: Scenario, year: int) -> float:
    """What the batches of a page may spend in a year, yuan."""
    return sum(page.programmes[each].budget.at(year) for each in BATCHES & set(page.programmes))


@pytest.mark.nightly
@pytest.mark.parametrize("name", NAMES)
def test_arm_runs(name: str) -> None:
    yearly = simulate(load(find(name), ["population.share=0.002"])).frame("yearly")
    assert len(yearly) >= 6 and yearly.headcount_true.between(0, 1).all()
