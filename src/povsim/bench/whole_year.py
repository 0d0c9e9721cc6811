"""The whole year at full size: nanoseconds a household, on one core and two, and who spends them."""

from __future__ import annotations

import statistics
import time
from dataclasses import dataclass, field

from povsim.bench import machine
from povsim.bench.clock import compared
from povsim.bench.watch import Watch, Watched, watched_year
from povsim.engine.compiled import Compiled
from povsim.simulation import Simulation

TURNS = 2
"""How often the four kinds of year take turns."""
MOST = 30
"""So many of the longest parts are listed."""
ALLOCATION = ("step money", "step allot", "step claims", "step pay")
GROUPS = {
    "deed": "rules that change rows", "question": "questions of causes and programmes",
    "sums": "sums over members, households, villages", "rows": "rows moved by births, deaths and splits",
    "allocation": "allocation: money to counties, help to households, claims, payment", "step": "the other population steps",
    "clear": "flows cleared", "records": "measures and tables",
}


@dataclass
class Years:
    """Years of one kind: seconds on the wall and of processor time, and what was watched in them."""

    whole: list[float] = field(default_factory=list)
    work: list[float] = field(default_factory=list)
    watches: list[Watch] = field(default_factory=list)

    @property
    def seconds(self) -> float:
        """The median year on the wall."""
        return statistics.median(self.whole)

    @property
    def processor(self) -> float:
        """The processor time of the median year."""
        return statistics.median(self.work)

    def parts(self, clock: str) -> dict[str, float]:
        """The median of every watched part, by `wall` or `work`."""
        seen: list[dict[str, float]] = [getattr(watch, clock) for watch in self.watches]
        return {name: statistics.median(each[name] for each in seen) for name in sorted({name for each in seen for name in each})}

    def group(self, kind: str, clock: str) -> float:
        """All parts of one kind together."""
        return sum(seconds for name, seconds in self.parts(clock).items() if _kind(name) == kind)


class WholeYear:
    """Lives years of a page in turn on one core and on two, plainly and watched."""

    def __init__(self, simulation: Simulation) -> None:
        self.simulation = simulation
        self.drivers = {1: Compiled(simulation.world.schema), 2: Compiled(simulation.world.schema, 2)}
        self.plain = {1: Years(), 2: Years()}
        self.watched = {1: Years(), 2: Years()}
        self.others = 0.0

    def live(self) -> None:
        """Live the years; the first of each driver, in which it looks up its kernels, does not count."""
        for driver in self.drivers.values():
            self.simulation.world.use(driver)
            self.simulation.step()
        others = machine.Others()
        for _ in range(TURNS):
            for threads, driver in self.drivers.items():
                self.simulation.world.use(driver)
                begun, worked = time.perf_counter(), time.process_time()
                self.simulation.step()
                self.plain[threads].whole.append(time.perf_counter() - begun)
                self.plain[threads].work.append(time.process_time() - worked)
            for threads, driver in self.drivers.items():
                self._watch(threads, driver)
        self.simulation.world.use(self.drivers[1])
        self.others = others.cores()

    def _watch(self, threads: int, driver: Compiled) -> None:
        watch = Watch()
        self.simulation.world.use(Watched(driver, watch))
        watched_year(self.simulation.world, watch)
        self.watched[threads].watches.append(watch)

    def lines(self, most: int = MOST) -> list[str]:
        """What to print: the year, its groups, its longest parts, and how it scales."""
        many = self.simulation.world.population.household.size
        rules = self.watched[1].group("deed", "wall") / self.watched[2].group("deed", "wall")
        one, two = self.plain[1], self.plain[2]
        made = [
            f"  {many:,} households; one core: {one.processor / many * 1e9:.0f} ns a household",
            f"  on the wall: {one.seconds / many * 1e9:.0f} ns on one core, {two.seconds / many * 1e9:.0f} on two",
            f"  two cores beside one: {compared(one.seconds / two.seconds, 1.4)}, rules only: {rules:.3g}",
            f"  meanwhile other processes took {self.others:.1f} of the cores",
            "  ns a household on one core (processor time) and on two (wall), by group:",
        ]
        for kind, words in GROUPS.items():
            made.append(self._line(self.watched[1].group(kind, "work"), self.watched[2].group(kind, "wall"), words))
        made.append("  by rule, step, sum and table, the longest first:")
        parts, others = self.watched[1].parts("work"), self.watched[2].parts("wall")
        longest = sorted(parts, key=lambda name: -parts[name])[:most]
        return made + [self._line(parts[name], others.get(name, 0.0), name) for name in longest]

    def _line(self, one: float, two: float, words: str) -> str:
        many = self.simulation.world.population.household.size
        return f"    {one / many * 1e9:7.1f} {two / many * 1e9:7.1f}  {words}"


def _kind(name: str) -> str:
    return "allocation" if name in ALLOCATION else name.partition(" ")[0].rstrip(":")
