"""A simulation: settle a population, live the years, and hand over what they left.  模拟"""

from __future__ import annotations

from collections.abc import Collection
from copy import deepcopy
from functools import lru_cache

from povsim.engine.compiled import Compiled
from povsim.engine.driver import Driver
from povsim.engine.plain import Plain
from povsim.errors import Fault, InputError, PovsimError, nearest
from povsim.history import History, Progress
from povsim.measured import questions
from povsim.plugin import FOLDERS, Schema
from povsim.proof import prove
from povsim.records import Records
from povsim.scenario import Scenario
from povsim.start.lived import found
from povsim.start.lived import keep as remember
from povsim.start.register import WRITES, assets, register
from povsim.start.settle import settle
from povsim.steps.quotas import scores
from povsim.world import World, running
from povsim.year import FIRST, LIFE, live

ENGINES = ("compiled", "plain", "mesa")
BURN_IN = 3
"""Years lived before the first one, without programmes, births and deaths, so that incomes, savings and debts settle."""


def driver_of(engine: str, schema: Schema, threads: int) -> Driver:
    """The driver of that name."""
    if engine == "compiled":
        return Compiled(schema, threads)
    if engine == "plain":
        return Plain(schema)
    if engine == "mesa":
        from povsim.engine.mesa import Agents

        return Agents(schema)
    raise InputError([Fault("--engine", None, "", f"no such engine '{engine}'{nearest(engine, ENGINES)}")])


class Simulation:
    """One run of a scenario as it goes on, a year at a time."""

    def __init__(
        self, scenario: Scenario, *, engine: str = "compiled", threads: int = 1, seed: int | None = None,
        keep: Collection[str] = (),
    ) -> None:
        """`keep` names the tables that are wanted, all without it: what makes others is not computed."""
        prove(scenario)
        active = tuple(each for kind in FOLDERS for each in running(scenario, kind))
        lived = found(scenario, active)
        population = settle(scenario, threads) if lived is None else lived
        population.arrange()
        self.scenario, self.seed = scenario, scenario.seed if seed is None else seed
        self.records = Records(int(scenario.years.first), keep)
        self.world = World(scenario, population, driver_of(engine, population.schema, threads), self.records)
        self.world.driver.prepare(self.world.rules(), questions(self.world))
        if lived is None:
            self._settle()
            remember(scenario, active, self.world.read, population)
        else:
            self.world.sums.rest()
        self._begin()

    def _settle(self) -> None:
        """Live some years before the first one."""
        world, first = self.world, int(self.scenario.years.first)
        world.seed = int(self.scenario.population.seed)
        for past in reversed(range(BURN_IN)):
            world.luck_year = first - past
            live(world, LIFE, programmes=False)

    def _begin(self) -> None:
        """Make the register, and plan the first help."""
        world = self.world
        world.seed = int(self.scenario.population.seed)
        world.step_name = "quotas"
        assets(world.population, self.scenario)
        register(world.population, scores(world), self.scenario)
        world.changed(WRITES)
        live(world, FIRST)
        self.records.close_year(world)
        world.seed = self.seed

    @property
    def year(self) -> int:
        """The year that was lived last."""
        return self.world.year

    def step(self) -> None:
        """Live one more year."""
        self.world.year += 1
        self.world.luck_year = self.world.year
        live(self.world)
        self.records.close_year(self.world)

    def fork(self, seed: int) -> Simulation:
        """Another simulation that goes on from here with its own luck, as one would that had come here by itself.

        What cannot change is shared. The drivers that hold rows as objects cannot be shared: raises PovsimError.
        """
        if not isinstance(self.world.driver, Compiled):
            raise PovsimError(f"the {self.world.driver.name} engine cannot fork a simulation; use the compiled one")
        plugins = [each for kind in FOLDERS for each in self.world.plugins(kind)]
        kept = {id(each): each for each in (self.scenario, self.world.driver, *self.world.lasting, *plugins)}
        made = deepcopy(self, kept)
        made.seed = made.world.seed = seed
        return made

    def finish(self, progress: Progress | None = None) -> None:
        """Live on to the last year of the page."""
        first, last = int(self.scenario.years.first), int(self.scenario.years.last)
        for done in range(self.year - first + 1, last - first + 2):
            if first + done - 1 > self.year:
                self.step()
            if progress is not None:
                progress(done, last - first + 1, f"{self.year}")

    def history(self) -> History:
        """What the years so far have left."""
        words = {each.name: (str(each.module.unit), each.title, each.chinese) for each in self.world.plugins("measure")}
        for each in self.world.plugins("cause"):
            meaning = f"registered persons whose record names {each.name}"
            words[f"named_{each.name}"] = ("share", meaning, f"建档立卡人口中提及{each.chinese}的比例")
        told = {name: dict(zip(("unit", "meaning", "chinese"), each, strict=True)) for name, each in words.items()}
        self.world.population.slim()
        return History(self.records.tables(self.world, self.seed), {"measures": told})


def simulate(
    scenario: Scenario, *, engine: str = "compiled", threads: int = 1, seed: int | None = None, progress: Progress | None = None,
    keep: Collection[str] = (),
) -> History:
    """Run a scenario from its first year to its last.

    Results depend on the scenario and the seed, and on nothing else; `keep` names the tables that are wanted, all without it.
    Raises TooLargeError before memory is touched where the population would not fit.
    """
    scenario.check_size()
    simulation = Simulation(scenario, engine=engine, threads=threads, seed=seed, keep=keep)
    simulation.finish(progress)
    return simulation.history()


@lru_cache(maxsize=1)
def begun(scenario: Scenario, threads: int = 1, keep: tuple[str, ...] = ()) -> Simulation:
    """A scenario at the end of its first year, from which runs that differ in luck alone can fork."""
    return Simulation(scenario, threads=threads, keep=keep)
