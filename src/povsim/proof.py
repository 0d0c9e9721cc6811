"""Proof: what can be known to be wrong with the rules of a page before its first household.  规则检查"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from povsim.engine.lower import lower
from povsim.engine.plain import Plain
from povsim.errors import Fault, InputError, nearest
from povsim.plugin import Plugin
from povsim.population import Population
from povsim.records import Records
from povsim.tables import MEASURES, TABLES
from povsim.world import World
from povsim.year import PHASES, schedule

if TYPE_CHECKING:
    from povsim.scenario import Scenario

RULES = ("shock", "cause", "rule", "programme", "measure")
"""The kinds of plugin whose functions are rules."""
CAUSES = 31
"""So many causes a page may have."""


@dataclass(frozen=True)
class _Rules:
    """What the proof rests on: the plugins of a page, and which of them do anything; numbers alone change nothing."""

    active: tuple[Plugin, ...]
    running: tuple[Plugin, ...]
    scenario: Scenario = field(compare=False)


def prove(scenario: Scenario) -> None:
    """Lower every active rule and order every line of the year.  Raises InputError with every fault found."""
    active = scenario.active()
    _prove(_Rules(active, tuple(each for each in active if scenario.runs(each)), scenario))


@lru_cache(maxsize=16)
def _prove(rules: _Rules) -> None:
    scenario = rules.scenario
    faults = sorted([*_masks(scenario), *_phases(scenario), *_measures(scenario), *_rules(scenario)])
    if faults:
        raise InputError(faults)
    _order(scenario)


def _masks(scenario: Scenario) -> Iterator[Fault]:
    """The causes on record are a word of 32 bits, of which one is the sign."""
    for each in scenario.plugins("cause")[CAUSES:]:
        yield each.fault("present", each.name, f"a page has at most {CAUSES} causes")


def _phases(scenario: Scenario) -> Iterator[Fault]:
    for each in scenario.plugins("rule"):
        if each.phase not in PHASES:
            yield each.fault("phase", "phase", f"no such line of the year{nearest(each.phase, PHASES, len(PHASES))}")


def _measures(scenario: Scenario) -> Iterator[Fault]:
    """A measure is a column of its own in the tables of the year."""
    known = {field.name for field in MEASURES}
    taken = {field.name for table in ("yearly", "groups") for field in TABLES[table]} - known
    taken |= {"run_id", *(f"named_{each.name}" for each in scenario.plugins("cause"))}
    for each in scenario.plugins("measure"):
        if each.name in taken:
            yield each.fault("count", "", f"the tables have a column '{each.name}' already; choose another file name")


def _rules(scenario: Scenario) -> Iterator[Fault]:
    for kind in RULES:
        for each in scenario.plugins(kind):
            for verb in each.verbs:
                try:
                    lower(each.rule(verb), scenario.schema)
                except InputError as problem:
                    yield from problem.faults


def _order(scenario: Scenario) -> None:
    """Raise InputError where rules of a line wait for one another in a circle."""
    nobody = Population(scenario.schema, {"province": (np.ones(1, np.uint64), None)})
    world = World(scenario, nobody, Plain(scenario.schema), Records(0))
    for phase in PHASES:
        schedule(world, phase)
