"""The benchmark of this machine: the whole year, the same in Mesa, NumPy and C++, memory and starts.  基准测试

Ratios compare works that took turns in one run; absolute figures are this machine's, today.
"""

from __future__ import annotations

from collections.abc import Sequence

PAGE = "qinghai"
"""The page that comes with povsim."""


def main() -> None:
    """Measure, and print as it goes."""
    from povsim.bench import machine
    from povsim.bench.clock import say
    from povsim.bench.peers import mesa_lines
    from povsim.bench.starts import start_lines, target_lines
    from povsim.bench.three import three_rules
    from povsim.bench.whole_year import WholeYear
    from povsim.pages.places import find
    from povsim.scenario import load
    from povsim.simulation import Simulation

    page = str(find(PAGE))
    _print("This machine", machine.lines())
    say("settling all of Qinghai")
    simulation = Simulation(load(page))
    simulation.step()
    say("years on one core and on two")
    years = WholeYear(simulation)
    years.live()
    _print("The whole year", years.lines())
    population = simulation.world.population
    many = population.household.size
    _print("Memory", [f"  all columns: {population.bytes / many:.0f} bytes a household", f"  most held by this process: {machine.peak():.0f} MiB"])
    say("three rules, NumPy, C++")
    _print("Three rules, ns a household, one core", three_rules(simulation.world, many))
    say("Mesa")
    _print("Mesa", mesa_lines(page, years.plain[1].seconds / many, years.watched[1].group("deed") / many))
    say("other processors")
    _print("Kernels for other processors", target_lines(page))
    say("cold and warm starts")
    _print("Starts", start_lines(page))


def _print(title: str, lines: Sequence[str]) -> None:
    print("\n".join([title, *lines, ""]), flush=True)
