"""The money of three years of Qinghai, and when help and exits come."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from povsim.administration.plan import plan_of
from povsim.levels import EXITED
from povsim.scenario import load
from povsim.simulation import Simulation

QINGHAI = Path(__file__).parents[1] / "configs" / "qinghai.yaml"


@pytest.fixture(scope="module")
def lived() -> Simulation:
    """Qinghai at one two-hundredth, three years."""
    simulation = Simulation(load(QINGHAI, ("population.share=0.005",)))
    for _ in range(3):
        simulation.step()
    return simulation


def test_ledger_and_budget_agree_to_the_fen(lived: Simulation) -> None:
    ledger = lived.world.ledger
    table, rows = ledger.table(), ledger.rows
    booked: dict[tuple[int, str, str], int] = {}
    keys = zip(table["year"].tolist(), table["source"], table["programme"], strict=True)
    for key, fen in zip(keys, table["amount_fen"].tolist(), strict=True):
        booked[key] = booked.get(key, 0) + fen
    assert booked == {(row.year, row.source, row.programme): row.spent for row in rows if row.spent}
    carried = {(row.year + 1, row.source, row.programme): row.carried for row in rows}
    for each in rows:
        opening = carried.get((each.year, each.source, each.programme), 0)
        assert opening + each.granted == each.spent + each.carried + each.returned
    assert {2016, 2017, 2018} <= {row.year for row in rows if row.programme == "industry"}


def test_planned_money_is_the_plans_whatever_was_spent(lived: Simulation) -> None:
    plan = plan_of(lived.scenario)
    for year in (2016, 2017, 2018):
        planned = sum(row.planned for row in lived.world.ledger.rows if row.year == year)
        assert planned == sum(int(plan.pots(use, year).sum()) for use in plan.uses)
    assert {row.programme for row in lived.world.ledger.rows if row.source == "loans" and row.spent} == {"microloan"}


def test_help_starts_the_year_after_and_exits_come_after_help(lived: Simulation) -> None:
    table, household = lived.world.ledger.table(), lived.world.population.household
    universal = {each.name.removesuffix("_fen") for level in ("person", "household")
                 for each in lived.world.population[level].columns.values() if each.payer}
    by_programme = ~np.isin(table["programme"].astype(str), sorted(universal))
    assert table["year"][by_programme].min() == 2016
    out = household.status == EXITED
    assert out.any()
    assert (household.exit_year[out] > household.registered_year[out]).all()
    assert (household.helped_years[out] >= 1).all()
    assert (household.support_until[out] == 2025).all()
