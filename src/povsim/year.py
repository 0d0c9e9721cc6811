"""The year, on one page: which rule runs when.  年度进程

Nobody names a plugin here: the verb of a cause, shock or programme fixes its line, a rule or
step declares its own, and inside a line the files go by what they read and write.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from povsim.engine.lower import lower
from povsim.errors import InputError
from povsim.plugin import Plugin, Rule
from povsim.world import World

YEAR = (
    (1, "paths", "exogenous paths: lines, wages, prices, standards; last year's flows are cleared"),
    (1, "delivery", "help that was allotted last year begins"),
    (2, "shocks", "common shocks: weather and disasters by county and village, prices"),
    (3, "demography", "deaths, births, ageing, school, households that split"),
    (4, "health", "causes strike: illness, disability, need for care"),
    (5, "labour", "capacity for work, and who works where"),
    (6, "production", "harvests, herds, wages, dividends"),
    (7, "costs", "care and school: bills, reimbursement, claims"),
    (8, "transfers", "pensions, subsidies, posts, dibao"),
    (9, "loans", "service of loans, default"),
    (10, "consumption", "consumption, saving, distress sales, debt"),
    (11, "welfare", "true welfare by four concepts, and who crossed the line"),
    (12, "works", "village works age"),
    (13, "information", "officials observe incomes"),
    (14, "identification", "the register is corrected: in, out, and in again"),
    (15, "diagnosis", "causes of poverty are written down"),
    (16, "exit", "who leaves the register as out of poverty"),
    (17, "assessment", "a third party looks at a sample"),
    (18, "planning", "money and help for next year"),
    (19, "approval", "what people think of it"),
    (20, "accounting", "payments are booked, balances checked"),
)
"""The lines of the year: number, name, and what happens."""

PHASES = tuple(name for _, name, _ in YEAR)
LIFE = ("paths", "shocks", "health", "labour", "production", "costs", "transfers", "loans", "consumption", "welfare")
"""What is lived in the years before the first one: no programmes, no births and deaths, no register; works do not age."""
FIRST = ("information", "diagnosis", "planning", "approval", "accounting")
"""What the administration does in the first year, once the register stands: help starts the year after."""
VERB_PHASES = (
    ("shock", "strike", "shocks"), ("cause", "strike", "health"), ("cause", "charge", "costs"),
    ("programme", "tend", "transfers"), ("programme", "apply", "information"),
)


@dataclass(frozen=True, eq=False)
class Entry:
    """A rule or a step in its place, with the columns it reads and writes."""

    name: str
    plugin: Plugin
    rule: Rule | None
    reads: frozenset[str]
    writes: frozenset[str]
    moves: bool = False
    """Whether rows come and go, after which every sum is behind."""


def live(world: World, phases: tuple[str, ...] = PHASES, *, programmes: bool = True) -> None:
    """Live the named lines of one year, in the order of the page; afterwards every sum is up to date."""
    course = course_of(world, phases, programmes)
    for phase in PHASES:
        if phase in phases:
            if phase == "paths":
                clear_flows(world)
            for entry in schedule(world, phase, programmes):
                world.sums.soon = course[entry]
                if entry.rule is not None:
                    world.tell(entry.rule)
                else:
                    world.take(entry.plugin)
            world.finish()
    world.refresh(world.sums.web.paths)
    world.driver.flush(world.population)


def clear_flows(world: World) -> None:
    """Set every flow back to its start value."""
    flows = [each for each in world.agenda.flows if each.path not in world.population.still]
    world.driver.each([partial(getattr(world.population[each.level], each.name).fill, each.start) for each in flows])
    world.changed([each.path for each in flows])
    world.population.still.update(each.path for each in flows)


def course_of(world: World, phases: tuple[str, ...] = PHASES, programmes: bool = True) -> dict[Entry, frozenset[str]]:
    """For every entry of a year the sums that may be refreshed with those it reads, as nothing behind them changes first."""
    key = (" ".join(phases), programmes)
    if key not in world.agenda.courses:
        made, web = {}, world.sums.web
        soon = set(web.paths)
        entries = [entry for phase in PHASES if phase in phases for entry in schedule(world, phase, programmes)]
        for entry in reversed(entries):
            soon -= web.paths if entry.moves else web.resting_on(entry.writes)
            soon |= entry.reads & web.paths
            made[entry] = frozenset(soon)
        world.agenda.courses[key] = made
    return world.agenda.courses[key]


def schedule(world: World, phase: str, programmes: bool = True) -> tuple[Entry, ...]:
    """The rules and steps of a line in order: writers before readers, then by name.

    Raises InputError where they wait for one another in a circle.
    """
    key = (phase, programmes)
    if key not in world.agenda.schedules:
        world.agenda.schedules.setdefault(key, _ordered(phase, _entries(world, phase, programmes)))
    return world.agenda.schedules[key]


def _entries(world: World, phase: str, programmes: bool) -> list[Entry]:
    found = [_deed(world, each.rule("step")) for each in world.plugins("rule") if each.phase == phase]
    found += [_step(world, each) for each in world.plugins("step") if each.phase == phase]
    for kind, verb, where in VERB_PHASES:
        if where == phase and (programmes or kind != "programme"):
            found += [_deed(world, each.rule(verb)) for each in world.plugins(kind) if verb in each.verbs]
    for each in world.plugins("programme") if programmes else ():
        if "deliver" in each.verbs and phase == ("costs" if "claim" in each.verbs else "delivery"):
            found.append(_deed(world, each.rule("deliver")))
    return found


def _deed(world: World, rule: Rule) -> Entry:
    lowered = lower(rule, world.schema)
    guard = {f"{rule.level}.{rule.guard}"} if rule.guard else set()
    reads, writes = world.sums.web.rested_on(lowered.read | guard), frozenset(lowered.writes)
    return Entry(".".join(rule.words), rule.plugin, rule, reads, writes)


def _step(world: World, step: Plugin) -> Entry:
    pays = getattr(step.module, "pays", None)
    paid = [each for each in world.plugins("programme") if pays in each.verbs]
    verbs = ("eligible", "need", "limit", str(pays))
    asked = [lower(each.rule(verb), world.schema).read for each in paid for verb in verbs if verb in each.verbs]
    reads = world.sums.web.rested_on(frozenset(step.module.reads).union(*asked))
    writes = frozenset([*step.module.writes, *(each.money.path for each in paid)])
    return Entry(f"step.{step.name}", step, None, reads, writes, bool(getattr(step.module, "moves", False)))


def _ordered(phase: str, entries: list[Entry]) -> tuple[Entry, ...]:
    """Kahn's order by reads and writes, ties by name."""
    left, done = sorted(entries, key=lambda each: each.name), []
    while left:
        free = [each for each in left if not any(_waits(each, other) for other in left)]
        if not free:
            circle = _circle(left)
            names = [each.name for each in circle]
            blamed = max(circle, key=lambda each: each.plugin.own)
            raise InputError([blamed.plugin.fault("step", f"line {phase}", " waits for ".join([*names, names[0]]))])
        done.append(free[0])
        left.remove(free[0])
    return tuple(done)


def _waits(reader: Entry, writer: Entry) -> bool:
    """Whether one must come after the other; a rule and a step that wait for each other start with the step."""
    if reader is writer or not reader.reads & writer.writes:
        return False
    first = reader.rule is None and writer.rule is not None
    return not (first and writer.reads & reader.writes)


def _circle(entries: list[Entry]) -> list[Entry]:
    """Entries that wait for one another in a circle."""
    path = [entries[0]]
    while True:
        following = next(each for each in entries if _waits(path[-1], each))
        if following in path:
            return path[path.index(following) :]
        path.append(following)
