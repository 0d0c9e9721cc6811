"""The benchmark of this machine: the whole year, the same in Mesa, NumPy and C++, memory and starts.  基准测试

Ratios compare works that took turns in one run; absolute figures are this machine's, today.
"""

from __future__ import annotations

from collections.abc import Sequence

PAGE = "qinghai"
"""The page that comes with povsim."""


def main() -> None:
    """Measure, and print as it goes."""
    from povsim.bench import machine, peers, starts
    from povsim.bench.clock import say
    from povsim.pages.places import find

    page = str(find(PAGE))
    show("This machine", machine.lines())
    seconds = _ourselves(page)
    say("Mesa")
    show("Mesa, the same page and rules", peers.mesa_lines(page, *seconds))
    say("other processors")
    show("Kernels for other processors", starts.target_lines(page))
    say("cold and warm starts")
    show("Starts", starts.start_lines(page))


def _ourselves(page: str) -> tuple[float, float]:
    """The whole year, memory and three rules at full size; seconds a household of the year and of its rules, on one core."""
    from povsim.bench import machine
    from povsim.bench.clock import say
    from povsim.bench.three import three_rules
    from povsim.bench.whole_year import WholeYear
    from povsim.scenario import load
    from povsim.simulation import Simulation

    say("settling all of Qinghai")
    years = WholeYear(Simulation(load(page), threads=2))
    say("years on one core and on two")
    years.live()
    show("The whole year", years.lines())
    world = years.simulation.world
    many = world.population.household.size
    held = f"  most held by this process: {machine.peak():.0f} MiB"
    show("Memory", [f"  all columns: {world.population.bytes / many:.0f} bytes a household", held])
    say("three rules, NumPy, C++")
    show("Three rules, ns a household, one core", three_rules(world, many))
    return years.plain[1].processor / many, years.watched[1].group("deed", "work") / many


def show(title: str, lines: Sequence[str]) -> None:
    """Print one part."""
    print("\n".join([title, *lines, ""]), flush=True)
