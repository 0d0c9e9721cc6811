"""Approval, grievance and the cliff: neighbours of like income, the fit at the line, and who gets what."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest

from povsim.administration.cliff import cliff
from povsim.administration.neighbours import similar
from povsim.draws import key, normal_array, uniform_array
from povsim.simulation import Simulation
from two_counties import page

HELP = "industry: {use: batches, budget: 4e6, grant: 8000}, dibao: {use: batches, budget: 2e6}, medical: {use: batches, budget: 1e6}"
SURE = 4.892
"""Standard errors that a right answer exceeds once in a million tests."""


def lot(many: int, *words: object) -> np.ndarray:
    return uniform_array(key(1, "test", *map(str, words)), np.arange(many, dtype=np.uint64), 0)


# neighbours ---------------------------------------------------------------------------------------


def test_similar_neighbours_by_hand() -> None:
    """1,000 sees 900 and 1,150 of the same village and neither 849 nor 1,151; nobody sees over the wall."""
    village = np.array([0, 0, 0, 0, 0, 1])
    income = np.array([1000.0, 900.0, 1150.0, 849.0, 1151.0, 1000.0])
    benefit = np.array([7, 10, 20, 90, 80, 3])
    found = similar(village, income, benefit, 0.15)
    assert found[0] == 15 and found[5] == 3
    assert found[3] == 10, "who has 849 sees 900 and not 1,000"


def test_similar_neighbours_agree_with_a_count() -> None:
    village = np.floor(6 * lot(500, "village")).astype(np.int64)
    income = np.exp(7.0 + 2.0 * lot(500, "income")) - 1500.0
    benefit = np.floor(40 * lot(500, "benefit")).astype(np.int64)
    found, own = similar(village, income, benefit, 0.15), np.clip(income, 100.0, 4e6)
    for row in range(500):
        near = (village == village[row]) & (own >= 0.85 * own[row]) & (own <= 1.15 * own[row])
        near[row] = False
        assert found[row] == pytest.approx(benefit[near].mean() if near.any() else benefit[row])
    order = np.argsort(lot(500, "order"))
    assert (similar(village[order], income[order], benefit[order], 0.15) == found[order]).all()


def test_envy_lowers_approval() -> None:
    """Where nobody envies, all who approved still do, and some more; that nothing is sorted unasked shows in the column."""
    runs = [Simulation(page(HELP, *changes, "rules.approval.asked=true")) for changes in ((), ("rules.approval.envy=0",))]
    off = Simulation(page(HELP))
    for _ in range(3):
        for each in (*runs, off):
            each.step()
    jealous, content = (each.world.population.household for each in runs)
    assert (content.approves >= jealous.approves).all() and content.approves.sum() > jealous.approves.sum()
    less = jealous.neighbours_benefit > jealous.benefit + 2
    assert less.any() and jealous.approves[less].mean() < content.approves[less].mean()
    assert not off.world.population.household.neighbours_benefit.any()


# the cliff ----------------------------------------------------------------------------------------


def test_a_cliff_on_straight_lines_is_exact() -> None:
    place = np.linspace(0.4, 1.6, 121)
    benefit = np.where(place < 1.0, 3000.0 - 500.0 * place, 1200.0 - 100.0 * place)
    found = cliff(place, benefit, 1.0, 0.5)
    assert (found.below, found.above, found.size) == pytest.approx((2500.0, 1100.0, 1400.0))
    assert found.low == pytest.approx(found.size) == pytest.approx(found.high)
    assert found.many == np.count_nonzero(np.abs(place - 1.0) < 0.5)
    slope = cliff(place, 3000.0 - 800.0 * place, 1.0, 0.5)
    assert slope.size == pytest.approx(0.0, abs=1e-6)
    turned = cliff(-place, np.where(place <= 1.0, 200.0, 900.0), -1.0, 0.5)
    assert turned.size == pytest.approx(700.0), "a status that is lost where a rate is low"


def test_intervals_hold_the_size_of_the_cliff() -> None:
    """400 draws of 600 households with a cliff of 900 and noise that grows: the mean is right, nine in ten intervals hold it."""
    found = []
    for sample in range(400):
        place, noise = 0.3 + 1.4 * lot(600, sample), normal_array(key(2, "noise", sample), np.arange(600, dtype=np.uint64), 0)
        found.append(cliff(place, np.where(place < 1.0, 2000.0, 1100.0) - 300.0 * place + 400.0 * place * noise, 1.0, 0.5))
    sizes = np.array([each.size for each in found])
    assert abs(sizes.mean() - 900.0) < SURE * sizes.std() / math.sqrt(400)
    assert np.mean([each.low <= 900.0 <= each.high for each in found]) > 0.95 - SURE * math.sqrt(0.95 * 0.05 / 400)


def test_too_few_households_have_no_cliff() -> None:
    place = np.array([0.9] * 30 + [1.1] * 5)
    found = cliff(place, np.ones(35), 1.0, 0.5)
    assert math.isnan(found.size) and math.isnan(found.below) and found.many == 35


# who gets what ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def made() -> Simulation:
    run = Simulation(page(HELP, "steps.benefits.asked=true"))
    for _ in range(3):
        run.step()
    return run


def last(made: Simulation, table: str) -> pd.DataFrame:
    frame = made.history().frame(table)
    return frame[frame["year"] == 2018]


def test_bands_hold_everybody_and_all_support(made: Simulation) -> None:
    home, frame = made.world.population.household, last(made, "benefits")
    support = np.maximum(home.programme_income.astype(float) + home.dividend_income + home.aid + home.school_aid, 0.0)
    for basis in ("by_record", "in_truth"):
        part = frame[frame["basis"] == basis]
        assert part["households"].sum() == home.size and part["persons"].sum() == home.members.sum()
        assert part["helped_households"].sum() == np.count_nonzero(support) > 0
        assert part["benefit_yuan"].sum() == pytest.approx(support.sum())
    place = home.recorded_income_before / made.world.population.province.exit_line[0]
    row = frame[(frame["basis"] == "by_record") & np.isclose(frame["from_line"], 1.2)].iloc[0]
    assert row["households"] == np.count_nonzero((place >= 1.2) & (place < 1.3))


def test_cliffs_of_the_year_are_those_of_the_households(made: Simulation) -> None:
    home, frame = made.world.population.household, last(made, "cliffs")
    line = float(made.world.population.province.exit_line[0])
    support = np.maximum(home.programme_income.astype(float) + home.dividend_income + home.aid + home.school_aid, 0.0)
    for basis, income in (("by_record", home.recorded_income_before.astype(float)), ("in_truth", home.income_before * 10.0)):
        right = cliff(income, support, line, 0.5 * line)
        row = frame[(frame["basis"] == basis) & (frame["level"] == "household")].iloc[0]
        assert (row["size_yuan"], row["below_yuan"], row["line_yuan"]) == pytest.approx((right.size, right.below, line))
        assert row["used_households"] == right.many


def test_sources_of_income_add_up(made: Simulation) -> None:
    """The poor, the exited and all others together are everybody: their sources make the yearly means."""
    frame, yearly = last(made, "incomes"), last(made, "yearly").iloc[0]
    parts = frame[frame["state"].isin(["poor_recorded", "exited_recorded", "others_recorded"])]
    for source, rows in parts.groupby("source"):
        assert rows["persons"].sum() == yearly["persons"]
        assert (rows["persons"] * rows["income_yuan"]).sum() / yearly["persons"] == pytest.approx(yearly[source], abs=1e-6)
    assert frame[frame["state"] == "poor_true"]["persons"].iloc[0] == yearly["poor_true"]
