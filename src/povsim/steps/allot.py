"""Allotment: which households and villages are helped next year, county by county.  项目安排到户

Every programme says who is eligible, how great the need is and what the help costs. Costs are
rounded once to whole fen; a county serves in the order of its allocation rule, the best matched first where the page
names no other, and never pays more than its envelope. Help decided now starts next year.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from povsim.administration.counter import Counter, Terms, answers, counties_of
from povsim.administration.preference import VALUES
from povsim.administration.projects import places, villages_of
from povsim.administration.purse import Whole
from povsim.parameters import Parameters, parameter
from povsim.plugin import Plugin
from povsim.shape import ALLOCATIONS

if TYPE_CHECKING:
    from povsim.world import World

phase = "planning"
reads = (
    "county.registered", "county.persons", "household.recorded_cause", "household.recorded_causes",
    "household.recorded_income", "household.members", "household.elite", "household.support_until", "household.watched",
    "province.exit_line_next",
)
pays = "cost"
writes = ()
BEST = 2
"""The best answer of a programme to a cause."""


class Settings(Parameters):
    """How counties choose among those whom a programme could help."""

    rule: str = parameter(
        "matched", "allocation rule", choices=ALLOCATIONS,
        source="assumed; county offices match measures to causes; a programme may have its own, `allocation` on the page",
    )
    value: str = parameter(
        "need", "what value_cost and optimum count", choices=VALUES,
        source="assumed; the programme's need, the yuan of the recorded gap to next year's line that the money fills, "
        "or the persons that it lifts over the line at once",
    )
    one: bool = parameter(
        False, "switch",
        source="assumed; on: at most one planned measure a household and year, of the programme that answers its cause best",
    )
    capacity: float = parameter(
        0.0, "projects a year per 10,000 people, 0 = any number", low=0, high=1_000, plausible=(10, 60),
        source="assumed; off; 25 where it is on: 1,622 villages with five batches a year are 21 per 10,000 people",
    )


def step(world: World) -> None:
    """Allot next year's money of every programme that plans ahead."""
    planned = [each for each in world.plugins("programme") if "cost" in each.verbs]
    room = _places(world, planned)
    if world.settings.one:
        _serve_once(world, {each: _counter(world, each, room) for each in planned})
        return
    for programme in planned:
        _counter(world, programme, room).serve(world.whom(programme, "eligible"))


def _counter(world: World, programme: Plugin, room: dict[str, Whole]) -> Counter:
    """A programme's counter under the rule of the page, or its own."""
    own, funding = world.settings, world.scenario.programmes[programme.name]
    rule = funding.allocation or ALLOCATIONS[int(own.rule)]
    terms = Terms(rule, VALUES[int(own.value)], room.get(programme.name))
    return Counter(world, programme, world.ledger.purses[programme.name, world.year + 1], terms)


def _serve_once(world: World, counters: dict[Plugin, Counter]) -> None:
    """Those whom a programme answers best come first, programme by programme; who is served does not come again."""
    taken = np.zeros(world.population.household.size, dtype=bool)
    for answer in range(BEST, -1, -1):
        for programme, counter in counters.items():
            rows = world.whom(programme, "eligible")
            rows = rows[answers(world, programme, rows) == answer]
            if counter.level != "household":
                counter.serve(rows)
                continue
            rows = rows[~taken[rows]]
            counter.serve(rows)
            taken[rows[counter.paid[rows] > 0]] = True


def _places(world: World, planned: list[Plugin]) -> dict[str, Whole]:
    """The projects that each programme may begin by county; nothing where counties can run any number."""
    if world.settings.capacity == 0:
        return {}
    county = world.population.county
    wanted = {}
    for programme in planned:
        level, rows = programme.level("eligible"), world.whom(programme, "eligible")
        purse, areas = world.ledger.purses[programme.name, world.year + 1], counties_of(world, level, rows)
        some = purse.envelope[purse.place(areas)] > 0
        villages = world.population.household.parent[rows] if level == "household" else rows
        wanted[programme.name] = villages_of(villages[some].astype(np.int64), areas[some], county.size)
    return places(wanted, np.floor(county.persons * world.settings.capacity / 10_000.0).astype(np.int64))
