"""A page of two counties with money enough, for tests of single programmes."""

from __future__ import annotations

from povsim.scenario import Scenario, load_bytes
from povsim.simulation import Simulation

PAGE = """
kind: scenario
title: Two counties
years: {{first: 2015, last: 2022}}
population:
  villages: 12
  households: {households}
  persons: {persons}
  registered: {{households: {listed}, persons: {listed_persons}, in_poor_villages: 0.8}}
  poor_villages: 6
  counties: {{{places}}}
lines:
  statistical: {{2015: 2855, 2016: 2952, 2018: 2995, 2019: 3218}}
  exit: {{2015: 2855, 2016: 3106, 2017: 3379, 2018: 3677, 2019: 4000}}
money:
  sources: {{fiscal: {{total: 1e9, years: {{2016: 0.25, 2017: 0.25, 2018: 0.25, 2019: 0.25}}}}}}
  uses: {{batches: {{fiscal: 1e9}}}}
causes: {{illness: {{}}, disability: {{}}, no_labour: {{}}}}
steps: {{money: {{leak: 0, overhead: 0, disburse: 1}}}}
programmes: {{{programmes}}}
"""


def page(programmes: str, *changes: str, households: int = 1500, places: str = "dry_hills: 2") -> Scenario:
    """Two counties with these programmes and money enough."""
    sizes = {"households": households, "persons": 4 * households, "listed": households // 4, "listed_persons": 7 * households // 8}
    return load_bytes(PAGE.format(programmes=programmes, places=places, **sizes).encode(), "page.yaml", changes)


def lived(scenario: Scenario, years: int) -> Simulation:
    """The page after so many years."""
    run = Simulation(scenario)
    for _ in range(years):
        run.step()
    return run
