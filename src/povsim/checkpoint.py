"""A checkpoint: a simulation as bytes at the end of a year, from which it goes on as if it had never stopped.  断点

    content = saved(simulation)
    again = reopened(content)                  # the same years to come, bit for bit, under any engine
    other = reopened(content, seed=7)          # from here on other luck

A simulation knows no folder: where the bytes are kept is the caller's matter. They are a pickle: open your own only.
"""

from __future__ import annotations

import io
import pickle
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from povsim.errors import PovsimError
from povsim.measured import questions
from povsim.plugin import Plugin, Schema
from povsim.scenario import Scenario
from povsim.simulation import Simulation, driver_of

FORM = "povsim checkpoint 1"
Ids = NDArray[np.uint64]
Floats = NDArray[np.float64]


class _Out(pickle.Pickler):
    """Writes a simulation without what its page makes anew: the driver, the schema and the plugins."""

    def __init__(self, file: io.BytesIO, simulation: Simulation) -> None:
        super().__init__(file, protocol=5)
        self.driver = simulation.world.driver

    def persistent_id(self, thing: Any) -> tuple[str, ...] | None:
        """What stands for a thing that is not written."""
        if thing is self.driver:
            return ("driver",)
        if isinstance(thing, Schema):
            return ("schema",)
        return ("plugin", thing.kind, thing.name) if isinstance(thing, Plugin) else None


class _In(pickle.Unpickler):
    """Reads a simulation and puts the new driver, the schema and the plugins of its page into it."""

    def __init__(self, content: bytes, scenario: Scenario, engine: str, threads: int) -> None:
        super().__init__(io.BytesIO(content))
        self.scenario = scenario
        self.driver = driver_of(engine, scenario.schema, threads)

    def persistent_load(self, mark: tuple[str, ...]) -> Any:
        """The thing that a mark stands for."""
        if mark[0] == "driver":
            return self.driver
        if mark[0] == "schema":
            return self.scenario.schema
        return next(each for each in self.scenario.plugins(mark[1]) if each.name == mark[2])


def saved(simulation: Simulation) -> bytes:
    """A simulation at the end of the year that it has lived last."""
    world, body = simulation.world, io.BytesIO()
    world.finish()
    world.driver.flush(world.population)
    _Out(body, simulation).dump(simulation)
    return pickle.dumps((FORM, simulation.scenario, simulation.scenario.identity(), body.getvalue()))


def reopened(content: bytes, *, engine: str = "compiled", threads: int = 1, seed: int | None = None) -> Simulation:
    """The simulation that was saved, under any engine; with a `seed` it has that luck from now on.

    Raises PovsimError where the bytes are of something else, or its rules are no longer those of this povsim.
    """
    try:
        form, scenario, identity, body = pickle.loads(content)  # the caller's own, as the module says
    except (pickle.UnpicklingError, EOFError, ValueError, TypeError) as fault:
        raise PovsimError(f"this is no checkpoint of povsim ({fault})") from fault
    if form != FORM or scenario.identity() != identity:
        raise PovsimError("this checkpoint was written with other rules; only the same version of povsim can go on from it")
    made: Simulation = _In(body, scenario, engine, threads).load()
    made.world.driver.prepare(made.world.rules(), questions(made.world))
    if seed is not None:
        made.seed = made.world.seed = seed
    return made


def futures(simulation: Simulation, seeds: Sequence[int], years: int = 1) -> tuple[Ids, Floats]:
    """True vulnerability: how often each household is poor after so many years, over futures that differ in luck alone.

    Ids (households,) of all who are there now, and the share of futures in which each is poor; one that died out is left out
    of the futures in which it did, and is NaN where it did in all.
    """
    content, ids = saved(simulation), np.sort(simulation.world.population.household.id)
    poor, there = np.zeros(len(ids)), np.zeros(len(ids))
    for seed in seeds:
        branch = reopened(content, seed=seed)
        for _ in range(years):
            branch.step()
        household = branch.world.population.household
        place = np.minimum(np.searchsorted(ids, household.id), len(ids) - 1)
        known = ids[place] == household.id
        there[place[known]] += 1
        poor[place[known]] += household.poor[known] == 1
    return ids, np.divide(poor, there, out=np.full(len(ids), np.nan), where=there > 0)
