"""One part of `povsim bench` at a time: year, three, mesa, processors, starts or study.

python benchmarks/parts.py year
"""

from __future__ import annotations

import sys

from povsim.bench import PAGE, machine, peers, show, starts, studies
from povsim.bench.three import three_rules
from povsim.bench.whole_year import WholeYear
from povsim.pages.places import find
from povsim.scenario import load
from povsim.simulation import Simulation

SHARE = ["population.share=0.3"]


def year(page: str) -> None:
    """The whole year at full size, every part of it."""
    years = WholeYear(Simulation(load(page), threads=2))
    years.live()
    show("The whole year", years.lines(most=1_000))


def three(page: str) -> None:
    """Three rules beside NumPy and C++, on three households of ten."""
    simulation = Simulation(load(page, SHARE))
    simulation.step()
    world = simulation.world
    show("Three rules, ns a household, one core", three_rules(world, world.population.household.size))


def mesa(page: str) -> None:
    """Beside Mesa, with our seconds from three households of ten."""
    years = WholeYear(Simulation(load(page, SHARE)))
    years.live()
    many = years.simulation.world.population.household.size
    show("Mesa", peers.mesa_lines(page, years.plain[1].processor / many, years.watched[1].group("deed", "work") / many))


def processors(page: str) -> None:
    """Three rules compiled for other processors."""
    show("Kernels for other processors", starts.target_lines(page))


def cold(page: str) -> None:
    """Cold and warm starts."""
    show("Starts", starts.start_lines(page))


def study(page: str) -> None:
    """A study of many small runs, stage by stage."""
    show("A study", studies.study_lines(str(find(studies.PAGE))))


PARTS = {"year": year, "three": three, "mesa": mesa, "processors": processors, "starts": cold, "study": study}


def main() -> None:
    """Run the named part."""
    if len(sys.argv) != 2 or sys.argv[1] not in PARTS:
        sys.exit(f"one of: {', '.join(PARTS)}")
    show("This machine", machine.lines())
    PARTS[sys.argv[1]](str(find(PAGE)))


if __name__ == "__main__":
    main()
