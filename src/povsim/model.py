"""PovertyModel: the simulation as a Mesa model.  Mesa 模型

The face for teaching and exploring: `step()` is one year, `DataCollector` and `batch_run` work
with any engine underneath, and `model.agents` holds persons, households, villages, counties
and the province with their columns as attributes.
"""

from __future__ import annotations

from typing import Any

from povsim.engine.mesa import Agents, MesaModel
from povsim.errors import TooLargeError
from povsim.history import History
from povsim.population import Population
from povsim.scenario import Scenario
from povsim.simulation import Simulation

MOST_VIEWS = 20_000
"""Households up to which `model.agents` is made under an engine that computes on columns."""


class PovertyModel(MesaModel):  # type: ignore[misc]
    """A scenario as a `mesa.Model`; its luck is the scenario's seed, or `seed`.

    Under the engine `mesa` the agents carry the state. Under the others `agents` are views of
    the columns as they stand after the last step: reading them is fine, changing them has no
    effect. Raises TooLargeError for views of more than 20,000 households.
    """

    def __init__(
        self, scenario: Scenario, engine: str = "compiled", threads: int = 1, seed: int | None = None, rng: int | None = None,
    ) -> None:
        super().__init__()
        luck = rng if seed is None else seed
        scenario.check_size()
        self.simulation = Simulation(scenario, engine=engine, threads=threads, seed=luck)
        self._views: tuple[int, Any] | None = None

    @property
    def year(self) -> int:
        """The year that was lived last."""
        return self.simulation.year

    @property
    def population(self) -> Population:
        """The tables, up to date."""
        return self.simulation.world.population

    @property
    def agents(self) -> Any:
        """All rows as agents: a Mesa AgentSet."""
        simulation = self.__dict__.get("simulation")
        if simulation is None:
            return super().agents
        driver = simulation.world.driver
        if isinstance(driver, Agents):
            return driver.agents(self.population)
        if self.population.household.size > MOST_VIEWS:
            raise TooLargeError(
                f"model.agents would make {self.population.household.size:,} households and their members into objects; "
                f"the limit is {MOST_VIEWS:,} (read the columns: model.population.household.income)")
        if self._views is None or self._views[0] != self.year:
            self._views = (self.year, Agents(self.population.schema).agents(self.population))
        return self._views[1]

    def step(self) -> None:
        """Live one year; `running` turns false after the last year of the page."""
        self.simulation.step()
        self.running = self.year < int(self.simulation.scenario.years.last)

    def history(self) -> History:
        """The tables of the years so far."""
        return self.simulation.history()
