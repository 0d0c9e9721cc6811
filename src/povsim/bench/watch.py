"""Watching a year: who spends the time, rule by rule and step by step."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np
from numpy.typing import NDArray

from povsim.columns import Column
from povsim.engine.driver import Call, Cells, Driver
from povsim.population import Population
from povsim.runs import Carried, Runs
from povsim.world import World
from povsim.year import PHASES, clear_flows, course_of, schedule


class Watch:
    """Seconds by name, on the wall and of processor time; what runs inside another is taken out of it."""

    def __init__(self) -> None:
        self.wall: dict[str, float] = defaultdict(float)
        self.work: dict[str, float] = defaultdict(float)
        self._inner = [(0.0, 0.0)]

    @contextmanager
    def of(self, name: str) -> Iterator[None]:
        """Time a piece of work."""
        self._inner.append((0.0, 0.0))
        begun = time.perf_counter(), time.process_time()
        yield
        wall, work = time.perf_counter() - begun[0], time.process_time() - begun[1]
        inner, outer = self._inner.pop(), self._inner.pop()
        self.wall[name] += wall - inner[0]
        self.work[name] += work - inner[1]
        self._inner.append((outer[0] + wall, outer[1] + work))


class Watched:
    """A driver that is timed: every deed alone, every question, every refresh of sums."""

    def __init__(self, driver: Driver, watch: Watch) -> None:
        self.driver, self.watch, self.name = driver, watch, driver.name

    def __getattr__(self, name: str) -> Any:
        return getattr(self.driver, name)

    def tell(self, calls: Sequence[Call], population: Population) -> None:
        """Run deeds one by one."""
        for call in calls:
            with self.watch.of("deed " + ".".join(call.rule.words)):
                self.driver.tell([call], population)

    def ask(self, call: Call, population: Population, rows: NDArray[np.int64] | None = None) -> NDArray[np.float64]:
        """Ask a question."""
        with self.watch.of("question " + ".".join(call.rule.words)):
            return self.driver.ask(call, population, rows)

    def gather(self, columns: Sequence[Column], population: Population) -> None:
        """Refresh sums."""
        with self.watch.of(f"sums of {columns[0].level} " + " ".join(each.name for each in columns)):
            self.driver.gather(columns, population)

    def totals(self, calls: Sequence[Call], cells: Cells, population: Population) -> NDArray[np.float64]:
        """Answer questions and sum by cell."""
        with self.watch.of("records: totals of measures"):
            return self.driver.totals(calls, cells, population)

    def move(self, runs: Runs, columns: Sequence[Carried]) -> None:
        """Carry rows over."""
        with self.watch.of("rows moved"):
            self.driver.move(runs, columns)


def watched_year(world: World, watch: Watch) -> None:
    """Live one year of a world as `year.live` does, timed entry by entry."""
    world.year += 1
    world.luck_year = world.year
    course = course_of(world)
    for phase in PHASES:
        if phase == "paths":
            with watch.of("clear flows"):
                clear_flows(world)
        for entry in schedule(world, phase, True):
            world.sums.soon = course[entry]
            if entry.rule is not None:
                world.tell(entry.rule)
                world.finish()
            else:
                with watch.of(f"step {entry.plugin.name}"):
                    world.take(entry.plugin)
        world.finish()
    world.refresh(world.sums.web.paths)
    world.driver.flush(world.population)
    with watch.of("records: the rest"):
        world.records.close_year(world)
