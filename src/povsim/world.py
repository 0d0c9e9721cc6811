"""The world of one run: the population, this year's numbers, and who computes.

A step gets the world; so does the year. Gather columns are refreshed before their first
reader after any writer, which the world knows from the source of the rules.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from povsim import draws
from povsim.administration.files import Files
from povsim.administration.ledger import Ledger
from povsim.administration.plan import Plan, plan_of
from povsim.columns import Column
from povsim.engine.driver import Call, Cells, Driver
from povsim.engine.lower import lower
from povsim.errors import InputError
from povsim.moves import Flows
from povsim.parameters import Parameters
from povsim.plugin import FOLDERS, Plugin, Rule, Schema
from povsim.population import Population
from povsim.sums import Sums
from povsim.tables import RECORD, TRUTH

if TYPE_CHECKING:
    from povsim.records import Records
    from povsim.scenario import Scenario

Floats = NDArray[np.float64]
Words = NDArray[np.uint64]
Rows = NDArray[np.int64]


class Agenda:
    """The order of rules and steps in a year, found at the first need; the same in all runs of the same plugins."""

    def __init__(self, schema: Schema) -> None:
        self.flows = yearly_columns(schema)
        """The columns that start every year afresh."""
        self.schedules: dict[tuple[str, bool], tuple[Any, ...]] = {}
        self.courses: dict[tuple[str, bool], dict[Any, frozenset[str]]] = {}
        self.read: frozenset[str] | None = None
        """What the rules read."""


@lru_cache(maxsize=16)
def agenda_of(schema: Schema, _active: tuple[tuple[Plugin, ...], ...]) -> Agenda:
    """The one agenda of these plugins."""
    return Agenda(schema)


def running(scenario: Scenario, kind: str) -> tuple[Plugin, ...]:
    """The plugins of a kind that do anything in a scenario, sorted by name."""
    return tuple(each for each in scenario.plugins(kind) if scenario.runs(each))


class World:
    """One run as it stands; `year` is the year of the settings, `luck_year` that of the draws."""

    def __init__(self, scenario: Scenario, population: Population, driver: Driver, records: Records) -> None:
        self.scenario, self.population, self.records = scenario, population, records
        self.use(driver)
        self.schema = population.schema
        self.year = self.luck_year = int(scenario.years.first)
        self.seed = int(scenario.seed)
        self.ledger, self.files = Ledger(records.wants("ledger")), Files()
        self.flows: dict[int, Flows] = {}
        self.reopened: dict[int, int] = {}
        self.step_name = ""
        self._at_work: tuple[str, ...] = ()
        self._active = {kind: running(scenario, kind) for kind in FOLDERS}
        self._steps = {each.name: each for each in self._active["step"]}
        self._paid = tuple(each.money.path for each in self._active["programme"])
        self.agenda = agenda_of(self.schema, tuple(self._active.values()))
        self._parameters: dict[Plugin, Parameters] = {}
        self._numbers: dict[tuple[Plugin, int], SimpleNamespace] = {}
        self._pending: list[Call] = []
        self._upset: frozenset[str] = frozenset()
        self._whom: dict[tuple[str, str, str], tuple[tuple[int, int], frozenset[str], Rows]] = {}
        self.sums = Sums(self.schema)
        self._version = population.version

    @cached_property
    def plan(self) -> Plan:
        """The plan of all money."""
        return plan_of(self.scenario)

    @property
    def lasting(self) -> tuple[Any, ...]:
        """What never changes in a run."""
        return (self.schema, *self.schema.columns.values(), self.agenda, self.sums.web, self.plan, *self._parameters.values())

    def use(self, driver: Driver) -> None:
        """Let this driver run the rules from now on, and move the rows."""
        self.driver, self.population.move = driver, driver.move

    def plugins(self, kind: str) -> tuple[Plugin, ...]:
        """The active plugins of a kind, sorted by name; a rule whose switch is off and a programme without money are not."""
        return self._active[kind]

    def rules(self) -> list[Rule]:
        """Every rule that the year runs, measures apart."""
        kinds = ("shock", "cause", "rule", "programme")
        return [each.rule(verb) for kind in kinds for each in self.plugins(kind) for verb in each.verbs]

    def wants(self, path: str) -> bool:
        """Whether a rule that runs reads a column."""
        if self.agenda.read is None:
            self.agenda.read = frozenset().union(*(lower(each, self.schema).read for each in self.rules()))
        return path in self.agenda.read

    # numbers and luck -----------------------------------------------------------------------

    def values(self, plugin: Plugin) -> Mapping[str, float]:
        """This year's settings of a plugin by name, and the year itself."""
        return self._at(plugin, self.year)

    @property
    def read(self) -> tuple[Plugin, ...]:
        """The plugins whose settings were read so far."""
        return tuple(self._parameters)

    def _at(self, plugin: Plugin, year: int) -> Mapping[str, float]:
        known = self._parameters.get(plugin)
        if known is None:
            known = self._parameters[plugin] = self.scenario.parameters(plugin)
        return known.at(year)

    def numbers(self, plugin: Plugin, year: int | None = None) -> SimpleNamespace:
        """The settings of a plugin as attributes: this year's, or those of another year."""
        key = (plugin, self.year if year is None else year)
        if key not in self._numbers:
            self._numbers[key] = SimpleNamespace(**self._at(*key))
        return self._numbers[key]

    @property
    def settings(self) -> SimpleNamespace:
        """This year's settings of the step at work."""
        return self.numbers(self.step)

    @property
    def step(self) -> Plugin:
        """The step at work."""
        return self._steps[self.step_name]

    def key(self, *words: str) -> int:
        """The key of a process this year."""
        return draws.key(self.seed, *words, self.luck_year)

    def uniform(self, process: str, ids: Words, k: int) -> Floats:
        """Draw number k of the step's process for every entity: ids (n,) -> (n,)."""
        return draws.uniform_array(self.key("step", self.step_name, process), ids, k)

    def normal(self, process: str, ids: Words, k: int) -> Floats:
        """The same, standard normal."""
        return draws.normal_array(self.key("step", self.step_name, process), ids, k)

    # rules ----------------------------------------------------------------------------------

    def call(self, rule: Rule) -> Call:
        """A rule with this year's numbers and key."""
        key = self.key(*rule.words) if lower(rule, self.schema).draws else 0
        return Call(rule, self._at(rule.plugin, self.year), key)

    def tell(self, rule: Rule) -> None:
        """Run a deed; deeds of one level wait for each other and then run block by block."""
        lowered = lower(rule, self.schema)
        needed = self.sums.behind(lowered.read, self._upset)
        if self._pending and (needed or self._pending[0].rule.level != rule.level):
            self.finish()
        if needed:
            self.refresh(lowered.read)
        self._pending.append(self.call(rule))
        self._upset |= self.sums.web.resting_on(lowered.writes)

    def finish(self) -> None:
        """Run the deeds that wait."""
        if not self._pending:
            return
        calls, self._pending, self._upset = self._pending, [], frozenset()
        self.driver.tell(calls, self.population)
        for call in calls:
            if call.rule.plugin.own:
                self._prove(call.rule)
        written = tuple(path for call in calls for path in lower(call.rule, self.schema).writes)
        self.mark(written)
        self._forget(written)

    def ask(self, plugin: Plugin, verb: str, rows: Rows | None = None) -> Floats:
        """The answers of a plugin's question, one a row of its level, or of these rows alone; truths as 0 or 1.

        A step may ask in the middle of its work: what it has written so far is seen.
        """
        rule = plugin.rule(verb)
        self.finish()
        if self._at_work:
            self._heed(self._at_work)
        self.refresh(lower(rule, self.schema).read)
        answers = self.driver.ask(self.call(rule), self.population, rows)
        if plugin.own and not np.isfinite(answers).all():
            raise InputError([plugin.fault(verb, f"rule `{verb}`", f"must answer with a finite number ({self.luck_year})")])
        return answers

    def whom(self, plugin: Plugin, verb: str) -> Rows:
        """The rows for which a question is answered with yes; not asked again until something it reads is written."""
        rule = plugin.rule(verb)
        self.finish()
        now = (self.year, self.population.version)
        if rule.words in self._whom and self._whom[rule.words][0] == now:
            return self._whom[rule.words][2]
        reads, rows = self.sums.web.rested_on(lower(rule, self.schema).read), np.flatnonzero(self.ask(plugin, verb) != 0)
        if reads.isdisjoint(self._at_work):
            self._whom[rule.words] = (now, reads, rows)
        return rows

    def _prove(self, rule: Rule) -> None:
        """Refuse numbers that are not finite in what a user's deed has written."""
        self.driver.flush(self.population)
        for path in lower(rule, self.schema).writes:
            level, _, name = path.partition(".")
            if not np.isfinite(getattr(self.population[level], name)).all():
                message = f"`{name}` must be a finite number for every {level} ({self.luck_year})"
                raise InputError([rule.plugin.fault(rule.verb, f"rule `{rule.verb}`", message)])

    def totals(self, rules: Sequence[Rule], cells: Cells) -> Floats:
        """The answers of several questions of one level summed by cell, in row order: (rules, cells)."""
        self.finish()
        self.refresh(frozenset().union(*(lower(rule, self.schema).read for rule in rules)))
        return self.driver.totals([self.call(rule) for rule in rules], cells, self.population)

    def take(self, step: Plugin) -> None:
        """Run a population step on up-to-date columns, and note what it changed."""
        self.finish()
        self.step_name = step.name
        self.refresh(frozenset(step.module.reads))
        self.driver.flush(self.population)
        self._at_work = (*step.module.writes, *self._paid)
        self._forget(self._at_work)
        step.module.step(self)
        self.changed(self._at_work)
        self._at_work = ()

    def changed(self, paths: Sequence[str]) -> None:
        """Note that columns were changed from outside the rules."""
        self._heed(paths)
        self._forget(paths)

    def _heed(self, paths: Sequence[str]) -> None:
        moved = self.population.version != self._version
        self._version = self.population.version
        self.driver.changed(self.population, () if moved else paths)
        self.mark(self.sums.web.sources if moved else tuple(paths))

    # sums -----------------------------------------------------------------------------------

    def mark(self, paths: tuple[str, ...]) -> None:
        """Note that columns were written: what gathers them is behind, and they no longer stand still."""
        self.sums.mark(paths)
        self.population.still.difference_update(paths)

    def _forget(self, paths: Sequence[str]) -> None:
        """Forget for whom questions were answered with yes that read these columns."""
        for words in [words for words, known in self._whom.items() if not known[1].isdisjoint(paths)]:
            del self._whom[words]

    def refresh(self, paths: frozenset[str]) -> None:
        """Bring those of the named columns up to date that are gathered and behind, from the lowest level up."""
        wanted = self.sums.behind(paths)
        if not wanted:
            return
        self.finish()
        for level in self.sums.levels(wanted):
            self.driver.gather(self.sums.due(level, wanted), self.population)

    def event(self, name: str, rows: Rows, truth: bool = False) -> None:
        """Note that something happened to these household rows, as they stand now."""
        self.records.event(self, name, rows, TRUTH if truth else RECORD)


def yearly_columns(schema: Schema) -> list[Column]:
    """The flows, which start every year afresh."""
    return [each for each in schema.columns.values() if each.yearly]
