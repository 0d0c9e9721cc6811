"""The whole year at full size: nanoseconds a household, on one core and two, and who spends them."""

from __future__ import annotations

import statistics
import time
from dataclasses import dataclass, field

from povsim.bench.clock import compared
from povsim.bench.watch import Watch, Watched, watched_year
from povsim.engine.compiled import Compiled
from povsim.simulation import Simulation

TURNS = 2
"""How often the four kinds of year take turns."""
GROUPS = {
    "deed": "rules that change rows", "question": "questions of causes and programmes", "sums": "sums over members, households, villages",
    "rows": "rows moved by births, deaths and splits", "clear": "flows cleared", "step": "population steps, allocation among them",
    "records": "measures and tables",
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
        return sum(seconds for name, seconds in self.parts.items() if name.partition(" ")[0].rstrip(":") == kind)


class WholeYear:
    """Lives years of a page in turn on one core and on two, plainly and watched."""

    def __init__(self, simulation: Simulation) -> None:
        self.simulation = simulation
        self.drivers = {1: Compiled(simulation.world.schema), 2: Compiled(simulation.world.schema, 2)}
        self.plain = {1: Years(), 2: Years()}
        self.watched = {1: Years(), 2: Years()}

    def live(self) -> None:
        """Live the years."""
        for _ in range(TURNS):
            for threads, driver in self.drivers.items():
                self.simulation.world.use(driver)
                begun = time.perf_counter()
                self.simulation.step()
                self.plain[threads].whole.append(time.perf_counter() - begun)
            for threads, driver in self.drivers.items():
                self._watch(threads, driver)
        self.simulation.world.use(self.drivers[1])

    def _watch(self, threads: int, driver: Compiled) -> None:
        watch, years = Watch(), self.watched[threads]
        self.simulation.world.use(Watched(driver, watch))
        begun = time.perf_counter()
        watched_year(self.simulation.world, watch)
        years.whole.append(time.perf_counter() - begun)
        years.watches.append(watch)

    def lines(self, most: int = 25) -> list[str]:
        """What to print: the year, its groups, its longest parts, and how it scales."""
        many = self.simulation.world.population.household.size
        one, two = self.watched[1], self.watched[2]
        made = [f"  whole year, one core: {self.plain[1].seconds / many * 1e9:.0f} ns a household ({many:,} households)"]
        made.append(f"  whole year, two cores: {self.plain[2].seconds / many * 1e9:.0f} ns a household")
        made.append(f"  two cores beside one: {compared(self.plain[1].seconds / self.plain[2].seconds, 1.4)}, rules only: "
                    f"{one.group('deed') / two.group('deed'):.3g}")
        made.append("  by group, ns a household on one core and on two:")
        made += [f"    {one.group(kind) / many * 1e9:7.1f} {two.group(kind) / many * 1e9:7.1f}  {words}" for kind, words in GROUPS.items()]
        made.append("  by rule, step, sum and table, one core and two:")
        longest = sorted(one.parts, key=lambda name: -one.parts[name])[:most]
        return made + [f"    {one.parts[name] / many * 1e9:7.1f} {two.parts.get(name, 0.0) / many * 1e9:7.1f}  {name}" for name in longest]
