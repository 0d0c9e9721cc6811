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
    """Seconds of years of one kind, with what was watched in them."""

    whole: list[float] = field(default_factory=list)
    watches: list[Watch] = field(default_factory=list)

    @property
    def seconds(self) -> float:
        """The median year."""
        return statistics.median(self.whole)

    @property
    def parts(self) -> dict[str, float]:
        """The median of every watched part."""
        names = sorted({name for watch in self.watches for name in watch.seconds})
        return {name: statistics.median(watch.seconds[name] for watch in self.watches) for name in names}

    def group(self, kind: str) -> float:
        """All parts of one kind together."""
        return sum(seconds for name, seconds in self.parts.items() if _kind(name) == kind)


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
                begun = time.perf_counter()
                self.simulation.step()
                self.plain[threads].whole.append(time.perf_counter() - begun)
            for threads, driver in self.drivers.items():
                self._watch(threads, driver)
        self.simulation.world.use(self.drivers[1])
        self.others = others.cores()

    def _watch(self, threads: int, driver: Compiled) -> None:
        watch, years = Watch(), self.watched[threads]
        self.simulation.world.use(Watched(driver, watch))
        begun = time.perf_counter()
        watched_year(self.simulation.world, watch)
        years.whole.append(time.perf_counter() - begun)
        years.watches.append(watch)

    def lines(self, most: int = MOST) -> list[str]:
        """What to print: the year, its groups, its longest parts, and how it scales."""
        many = self.simulation.world.population.household.size
        rules = self.watched[1].group("deed") / self.watched[2].group("deed")
        one, two = (f"{years.seconds / many * 1e9:.0f} ns a household" for years in self.plain.values())
        made = [
            f"  one core: {one}", f"  two cores: {two} ({many:,} households)",
            f"  two cores beside one: {compared(self.plain[1].seconds / self.plain[2].seconds, 1.4)}, rules only: {rules:.3g}",
            f"  meanwhile other processes took {self.others:.1f} of the cores",
            "  ns a household on one core and on two, by group:",
        ]
        made += [self._line(self.watched[1].group(kind), self.watched[2].group(kind), words) for kind, words in GROUPS.items()]
        made.append("  by rule, step, sum and table, the longest first:")
        parts, others = self.watched[1].parts, self.watched[2].parts
        longest = sorted(parts, key=lambda name: -parts[name])[:most]
        return made + [self._line(parts[name], others.get(name, 0.0), name) for name in longest]

    def _line(self, one: float, two: float, words: str) -> str:
        many = self.simulation.world.population.household.size
        return f"    {one / many * 1e9:7.1f} {two / many * 1e9:7.1f}  {words}"


def _kind(name: str) -> str:
    return "allocation" if name in ALLOCATION else name.partition(" ")[0].rstrip(":")
