"""The mesa driver: persons, households and villages as agents; and the model as Mesa's users know it.

The one place that imports Mesa. Each agent's attributes are its row, and it is the agents
that carry the state from rule to rule.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Sequence
from functools import partial
from types import SimpleNamespace
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from povsim.columns import LEVELS, PARENT, Column
from povsim.draws import Draw
from povsim.engine.arrays import FORMULAS
from povsim.engine.driver import Call, Cells, computing, grouped, summed
from povsim.engine.lower import lower
from povsim.engine.plain import counted, gathered, held
from povsim.indices import ranked
from povsim.plugin import Rule, Schema
from povsim.population import Population
from povsim.runs import Carried, Runs, moved

_start_method = multiprocessing.get_start_method(allow_none=True)
import mesa  # noqa: E402  (Mesa 3.3 sets the start method of the whole process when imported; it is put back)

if multiprocessing.get_start_method(allow_none=True) != _start_method:
    multiprocessing.set_start_method(_start_method, force=True)


MesaModel: TypeAlias = mesa.Model


class RowAgent(mesa.Agent):  # type: ignore[misc]
    """A row as a Mesa agent: its columns are attributes, the row above is an attribute too."""

    level = "row"


AGENTS: dict[str, type[RowAgent]] = {level: type(level.capitalize(), (RowAgent,), {"level": level}) for level in LEVELS}


class Agents:
    """Runs the same rule functions on Mesa agents; equal bits with the other drivers."""

    name = "mesa"

    def __init__(self, schema: Schema, threads: int = 1, model: mesa.Model | None = None) -> None:
        self.schema, self.model = schema, model if model is not None else mesa.Model()
        self.rows: dict[str, list[RowAgent]] = {level: [] for level in LEVELS}
        self._known: dict[str, dict[int, RowAgent]] = {level: {} for level in LEVELS}
        self._written: dict[str, set[str]] = {level: set() for level in LEVELS}
        self._ready = False

    def prepare(self, rules: Sequence[Rule], counted: Sequence[Rule] = ()) -> None:
        """Nothing to do: rules run as they stand."""

    def tell(self, calls: Sequence[Call], population: Population) -> None:
        """Let every agent of the level do each deed, and keep what its columns can hold."""
        self._prepare(population)
        for call in calls:
            stores = lower(call.rule, self.schema).stores
            columns = [population[call.rule.level].columns[name] for name in stores]
            settings = SimpleNamespace(**call.numbers)
            with computing(call.rule):
                for agent in self.rows[call.rule.level]:
                    self._act(agent, call, settings, columns)
            self._written[call.rule.level].update(stores)

    def _act(self, agent: RowAgent, call: Call, settings: Any, columns: Sequence[Column]) -> None:
        if call.rule.guard is None or getattr(agent, call.rule.guard) > 0:
            call.rule.function(agent, settings, Draw(call.key, agent.identity))
            for column in columns:
                setattr(agent, column.name, held(getattr(agent, column.name), column))

    def ask(self, call: Call, population: Population, rows: NDArray[np.int64] | None = None) -> NDArray[np.float64]:
        """The answers of a question, one an agent; or of these rows alone."""
        self._prepare(population)
        settings, agents = SimpleNamespace(**call.numbers), self.rows[call.rule.level]
        asked = agents if rows is None else [agents[row] for row in rows.tolist()]
        with computing(call.rule):
            return np.array([float(call.rule.function(agent, settings)) for agent in asked], dtype=np.float64)

    def gather(self, columns: Sequence[Column], population: Population) -> None:
        """Refresh gather columns of one level from the agents below."""
        self._prepare(population)
        level = columns[0].level
        for column in columns:
            below = column.gather.below[0] if column.gather else ""
            first, values = population.first(level, below).tolist(), counted(column, partial(_attribute, self.rows[below]))
            for place, agent in enumerate(self.rows[level]):
                setattr(agent, column.name, gathered(column, values[first[place] : first[place + 1]]))
        self._written[level].update(column.name for column in columns)

    def totals(self, calls: Sequence[Call], cells: Cells, population: Population) -> NDArray[np.float64]:
        """The answers of questions by cell, in row order."""
        return np.stack([summed(self.ask(call, population), cells) for call in calls])

    def move(self, runs: Runs, columns: Sequence[Carried]) -> None:
        """Carry columns over."""
        moved(runs, columns)

    def formula(self, name: str, values: NDArray[Any], *numbers: int) -> NDArray[np.float64]:
        """A formula or draw, element by element."""
        return FORMULAS[name](values, *numbers)

    def grouped(self, sums: NDArray[np.float64], codes: NDArray[np.int64], groups: int) -> NDArray[np.float64]:
        """Sums by cell as sums by group."""
        return grouped(sums, codes, groups)

    def ranked(self, values: NDArray[Any]) -> NDArray[np.int64]:
        """The stable order of values."""
        return ranked(values)

    def each(self, works: Sequence[Callable[[], Any]]) -> list[Any]:
        """Do works one after the other."""
        return [work() for work in works]

    def flush(self, population: Population) -> None:
        """Write what agents have changed into the columns, for a population step to read."""
        for level, names in self._written.items():
            for name in sorted(names):
                population[level].arrays[name][: population[level].size] = [getattr(agent, name) for agent in self.rows[level]]
            names.clear()

    def changed(self, population: Population, paths: Sequence[str]) -> None:
        """Let agents hear what a step has changed; where rows have come or gone, agents do too."""
        if not self._ready:
            return
        self.flush(population)
        if not paths:
            self._ready = False
        for path in paths:
            level, _, name = path.partition(".")
            for agent, value in zip(self.rows[level], getattr(population[level], name).astype(np.float64).tolist(), strict=True):
                setattr(agent, name, value)

    def _prepare(self, population: Population) -> None:
        """An agent for every row, in row order, with the columns as attributes."""
        if self._ready:
            return
        for level in LEVELS:
            table, before = population[level], self._known[level]
            identities = table.id.tolist()
            self.rows[level] = [before.pop(each) if each in before else AGENTS[level](self.model) for each in identities]
            for agent in before.values():
                agent.remove()
            self._known[level] = dict(zip(identities, self.rows[level], strict=True))
            self._load(level, population)
        self._ready = True

    def _load(self, level: str, population: Population) -> None:
        table, above = population[level], PARENT[level]
        for name in table.columns:
            for agent, value in zip(self.rows[level], getattr(table, name).astype(np.float64).tolist(), strict=True):
                setattr(agent, name, value)
        for agent, identity, parent in zip(self.rows[level], table.id.tolist(), table.parent.tolist(), strict=True):
            agent.identity = identity
            if above is not None:
                setattr(agent, above, self.rows[above][parent])


    def agents(self, population: Population) -> mesa.agent.AgentSet:
        """All agents as they stand."""
        self._prepare(population)
        return self.model.agents


def _attribute(agents: Sequence[Any], name: str) -> list[float]:
    """An attribute of all agents."""
    return [getattr(agent, name) for agent in agents]
