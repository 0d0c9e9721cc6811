"""PovertyModel is a Mesa model: steps, collectors, batches and agents, whatever computes."""

from __future__ import annotations

import inspect
import subprocess
import sys

import mesa
import pytest

from povsim.errors import TooLargeError
from povsim.model import PovertyModel
from povsim.scenario import Scenario, load_bytes
from random_pages import random_text


@pytest.fixture(scope="module")
def page() -> Scenario:
    return load_bytes(random_text(2, households=40).encode(), "p.yaml")


def poor(model: PovertyModel) -> float:
    return float(model.population.household.poor.mean())


@pytest.mark.parametrize("engine", ["compiled", "plain", "mesa"])
def test_data_collector_and_agents(page: Scenario, engine: str) -> None:
    model = PovertyModel(page, engine)
    assert isinstance(model, mesa.Model)
    collector = mesa.DataCollector(model_reporters={"poor": poor, "year": "year"})
    while model.running:
        collector.collect(model)
        model.step()
    frame = collector.get_model_vars_dataframe()
    assert frame["year"].tolist() == [2015, 2016] and model.year == 2017
    households = model.agents.select(lambda agent: agent.level == "household")
    assert len(households) == model.population.household.size
    assert sorted(agent.income for agent in households) == sorted(model.population.household.income.tolist())
    first = next(iter(households))
    assert first.village.county.province.level == "province"


def test_engines_tell_the_same_story(page: Scenario) -> None:
    ends = []
    for engine in ("compiled", "plain", "mesa"):
        model = PovertyModel(page, engine, seed=5)
        model.step()
        ends.append(model.population.household.income.tobytes())
    assert len(set(ends)) == 1


def test_history_may_be_asked_for_at_any_time(page: Scenario) -> None:
    """Tables handed out do not grow by being handed out: spells that last are censored once."""
    model = PovertyModel(page)
    model.step()
    first, again = model.history().tables["spells"], model.history().tables["spells"]
    assert len(first["household_id"]) > 0 and all((first[name] == again[name]).all() for name in first)


def test_batch_run(page: Scenario) -> None:
    class Collected(PovertyModel):
        def __init__(self, scenario: Scenario, seed: int | None = None, rng: int | None = None) -> None:
            super().__init__(scenario, seed=seed, rng=rng)
            self.datacollector = mesa.DataCollector(model_reporters={"poor": poor})
            self.datacollector.collect(self)

        def step(self) -> None:
            super().step()
            self.datacollector.collect(self)

    seeds = [1, 2]  # newer Mesa takes them itself, older Mesa as a parameter of the model
    newer = "rng" in inspect.signature(mesa.batch_run).parameters
    parameters = {"scenario": [page]} | ({} if newer else {"seed": seeds})
    options = {"rng": seeds} if newer else {}
    found = mesa.batch_run(Collected, parameters, number_processes=1, max_steps=2, display_progress=False, **options)
    assert len({row["poor"] for row in found}) == 2


def test_too_many_views_point_to_the_columns(page: Scenario, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("povsim.model.MOST_VIEWS", 10)
    with pytest.raises(TooLargeError, match=r"model\.population\.household"):
        _ = PovertyModel(page).agents


def test_importing_the_model_leaves_the_start_method_alone() -> None:
    """Mesa 3.3 sets it for the whole process."""
    code = "import multiprocessing, povsim.model; print(multiprocessing.get_start_method(allow_none=True))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "None"
