"""Checkpoints: a simulation that stopped goes on as if it had not, under any engine; and what branching futures say."""

from __future__ import annotations

import numpy as np
import pytest

from povsim.analysis.vulnerability import kinds, parts, vulnerability
from povsim.checkpoint import futures, reopened, saved
from povsim.errors import PovsimError
from povsim.scenario import Scenario, load_bytes
from povsim.simulation import Simulation
from random_pages import random_text


def page(households: int = 150) -> Scenario:
    return load_bytes(random_text(7, households=households).encode(), "random_7.yaml")


def told(simulation: Simulation) -> dict[str, bytes]:
    """All tables of a simulation, byte by byte."""
    tables = simulation.history().tables
    return {f"{name}.{column}": str(values.tolist()).encode() for name, table in tables.items() for column, values in table.items()}


@pytest.mark.parametrize("engine", ["compiled", "plain", "mesa"])
def test_a_stopped_simulation_goes_on_as_if_it_had_not(engine: str) -> None:
    """Saved after two years and reopened, it leaves what the uninterrupted run leaves; and the saved one is none the wiser."""
    whole, stopped = (Simulation(page(), engine=engine) for _ in range(2))
    whole.finish()
    for _ in range(2):
        stopped.step()
    content = saved(stopped)
    again = reopened(content, engine=engine)
    for simulation in (again, stopped):
        simulation.finish()
        assert told(simulation) == told(whole)


def test_another_engine_may_go_on_and_other_luck_may() -> None:
    begun = Simulation(page())
    begun.step()
    content = saved(begun)
    plain, same, other = reopened(content, engine="plain"), reopened(content), reopened(content, seed=99)
    for simulation in (plain, same, other):
        simulation.finish()
    assert told(plain) == told(same) != told(other)
    first = slice(0, 2)
    incomes = [simulation.history().tables["yearly"]["mean_income"] for simulation in (same, other)]
    assert incomes[0][first].tolist() == incomes[1][first].tolist() and incomes[0][2] != incomes[1][2]


def test_what_is_no_checkpoint_is_refused() -> None:
    with pytest.raises(PovsimError, match="no checkpoint"):
        reopened(b"povsim")


def test_branching_futures_grade_the_regression() -> None:
    """Who is poor in more of 30 futures is also more vulnerable by regression; neither is a certainty."""
    simulation = Simulation(page(1200))
    simulation.step()
    household = simulation.world.population.household
    order = np.argsort(household.id, kind="stable")
    line = float(simulation.world.population.province.line[0])
    income = household.income[order].astype(np.float64)
    features = np.column_stack([
        np.ones(len(order)), np.log(np.maximum(household.permanent_income[order], 100.0)), household.members[order],
        household.labour[order],
    ])
    ids, true = futures(simulation, range(30))
    guessed = vulnerability(income, features, line)
    assert (ids == household.id[order]).all() and simulation.year == int(simulation.scenario.years.first) + 1
    known = np.isfinite(true)
    assert ((true[known] > 0) & (true[known] < 1)).mean() > 0.05
    assert np.corrcoef(true[known], guessed[known])[0, 1] > 0.4


def test_chronic_and_transient_poverty_by_hand() -> None:
    """Line 100. Always at 50: all chronic. 50 and 150: the mean is at the line, all transient. 40 and 120: some of both."""
    found = parts([[50, 50], [50, 150], [40, 120], [200, 300]], 100.0)
    assert found.total.tolist() == pytest.approx([0.25, 0.125, 0.18, 0.0])
    assert found.chronic.tolist() == pytest.approx([0.25, 0.0, 0.04, 0.0])
    assert found.transient.tolist() == pytest.approx([0.0, 0.125, 0.14, 0.0]) and (found.transient >= 0).all()
    words = kinds([[50, 50], [50, 150], [40, 120], [60, 200], [200, 300]], 100.0)
    assert words.tolist() == ["always", "churning", "usually", "occasionally", "never"]


def test_the_regression_finds_the_chance_of_a_known_process() -> None:
    """ln y is normal with mean and spread that depend on one feature: the estimate is near Phi((ln z - mean) / spread)."""
    from scipy.special import ndtr

    luck = np.random.default_rng(1)
    x = luck.uniform(0, 1, 40_000)
    mean, spread = 8.0 + 0.6 * x, np.sqrt(0.1 + 0.3 * x)
    found = vulnerability(np.exp(mean + spread * luck.standard_normal(len(x))), np.column_stack([np.ones_like(x), x]), 3000.0)
    assert np.abs(found - ndtr((np.log(3000.0) - mean) / spread)).max() < 0.02
