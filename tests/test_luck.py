"""Common luck: what does nothing changes nothing, and one household's absence changes no other."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from povsim.scenario import load, load_bytes
from povsim.simulation import Simulation
from random_pages import random_text

IDLE = '''"""A programme without effect: it costs nothing, draws numbers and keeps them to itself.  无效项目"""
from povsim.rule import Draw, Household, Parameters, column, normal, uniform

columns = (column("household.NAME_luck", "float64", "number", "what it drew"),)


def eligible(h: Household, s: Parameters) -> bool:
    return h.members > 1


def need(h: Household, s: Parameters) -> float:
    return h.income


def cost(h: Household, s: Parameters) -> float:
    return 0.0


def deliver(h: Household, s: Parameters, draw: Draw) -> None:
    h.NAME_luck = normal(draw, 0)


def tend(h: Household, s: Parameters, draw: Draw) -> None:
    h.NAME_luck = uniform(draw, 0) + normal(draw, 1)
'''
UNCOUPLED = """
  reimbursement: {critical: 0, critical_registered: 0}
  base_transfers: {equal: 1}
  use: {capital: 0}
  sharing: {shared: 0}
steps:
  local_prices: {fresh: 0, stored: 0}
  coverage: {learned: 0}
  jobs: {rationing: 0}
"""


def lived(page: object, years: int = 2) -> Simulation:
    run = Simulation(page)
    for _ in range(years):
        run.step()
    return run


@pytest.mark.parametrize("number", range(8))
def test_idle_programme_changes_no_household_year(number: int, tmp_path: Path) -> None:
    """Put first, in the middle and last."""
    base = lived(load_bytes(random_text(number, households=150).encode(), "base.yaml"))
    for name in ("aaa_idle", "health_idle", "zzz_idle"):
        (tmp_path / f"{name}.py").write_text(IDLE.replace("NAME", name))
        text = random_text(number, households=150)
        added = f"  {name}: {{use: batches, budget: 100}}\n"
        text = text.replace("programmes:\n", f"programmes:\n{added}", 1).replace("years:", f"use: [{name}.py]\nyears:", 1)
        (tmp_path / f"{name}.yaml").write_text(text)
        other = lived(load(tmp_path / f"{name}.yaml"))
        assert len(np.unique(other.world.population.household.arrays[f"{name}_luck"])) > 100
        for level, table in base.world.population.tables.items():
            for column in sorted(table.arrays):
                assert getattr(table, column).tobytes() == getattr(other.world.population[level], column).tobytes(), f"{level}.{column}"


@pytest.mark.parametrize("number", range(6))
def test_absence_of_one_household_changes_no_other(number: int) -> None:
    """With quotas, prices, jobs, rankings and budgets off (no programmes, no register), each lives its own life."""
    text = random_text(number, households=120)
    page = text.split("rules:\n")[0] + "rules:" + UNCOUPLED
    changes = ["population.registered.households=0", "population.registered.persons=0"]
    whole, without = Simulation(load_bytes(page.encode(), "p.yaml", changes)), Simulation(load_bytes(page.encode(), "p.yaml", changes))
    gone = 17 * number % 100
    _close(without, gone)
    for run in (whole, without):
        for _ in range(3):
            run.step()
    for level in ("household", "person"):
        one, other = whole.world.population[level], without.world.population[level]
        rows = np.isin(one.id, other.id)
        assert (one.id[rows] == other.id).all() and not rows.all()
        for column in one.columns:
            assert getattr(one, column)[rows].tobytes() == getattr(other, column).tobytes(), f"{level}.{column}"


def _close(run: Simulation, row: int) -> None:
    """Take one household and its members out of a settled population."""
    population = run.world.population
    people = np.flatnonzero(population.person.parent != row)
    parent = population.person.parent[people].astype(np.int64)
    population.replace("person", people, {"parent": parent - (parent > row)})
    population.replace("household", np.delete(np.arange(population.household.size), row), {})
    run.world.changed(())

