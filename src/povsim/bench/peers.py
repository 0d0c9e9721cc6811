"""The same page under the mesa driver: agents that carry the state, in Python."""

from __future__ import annotations

import importlib.util
import time

from povsim.bench.clock import compared
from povsim.bench.watch import Watch, Watched, watched_year
from povsim.scenario import load
from povsim.simulation import Simulation

HOUSEHOLDS = 2_000
SHARE = HOUSEHOLDS / 943_000


def mesa_lines(page: str, whole: float, rules: float) -> list[str]:
    """Lines beside Mesa, from our seconds a household of the whole year and of the rules only, on one core."""
    if importlib.util.find_spec("mesa") is None:
        return ["  mesa is not installed: skipped"]
    simulation = Simulation(load(page, [f"population.share={SHARE}"]), engine="mesa")
    many = simulation.world.population.household.size
    begun = time.process_time()
    simulation.step()
    year = (time.process_time() - begun) / many
    watch = Watch()
    simulation.world.use(Watched(simulation.world.driver, watch))
    watched_year(simulation.world, watch)
    deeds = sum(seconds for name, seconds in watch.work.items() if name.startswith("deed")) / many
    return [
        f"  mesa, {many:,} households: whole year {year * 1e6:.0f} us a household, rules only {deeds * 1e6:.0f}",
        f"  rules only beside mesa: {compared(deeds / rules, 300)}",
        f"  whole year beside mesa: {compared(year / whole, 300)}",
    ]
