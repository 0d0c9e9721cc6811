"""Records: what a run leaves behind, year by year: measures, groups, events, spells, flows.  记录"""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from povsim.administration.balance import balance
from povsim.administration.diagnosis import by_bit
from povsim.administration.places import places_out
from povsim.draws import key
from povsim.history import Table, joined, labels
from povsim.indices import gini, log_spread
from povsim.levels import EXITED, RE_REGISTERED, REGISTERED
from povsim.measured import measured, usable
from povsim.moves import Flows
from povsim.reach import Reach, villages, works
from povsim.spells import Spells, causes_of
from povsim.tables import RECORD, TRUTH

if TYPE_CHECKING:
    from povsim.world import World

Floats = NDArray[np.float64]
Rows = NDArray[np.int64]

SAMPLE = 1_000
"""About so many households are kept with their years."""
STATUS = ["never", "registered", "exited", "removed", "registered_again"]
FLAGS = (
    ("registered", RECORD, "enters_now"), ("exited", RECORD, "exits_now"), ("relapsed", RECORD, "relapses_now"),
    ("removed", RECORD, "removed_now"), ("entered", TRUTH, "enters_truly"), ("exited", TRUTH, "exits_truly"),
    ("relapsed", TRUTH, "relapses_truly"),
)
"""Events of the year's end, and the flag of the household that tells them."""


class Records:
    """Collects the tables of a run; `close_year` is called when a year is over."""

    def __init__(self, first_year: int, only: Collection[str] = ()) -> None:
        self.first_year, self.only = first_year, frozenset(only)
        self.spells, self.reach = Spells(first_year, self.wants("spells")), Reach()
        self._parts: dict[str, list[Table]] = {name: [] for name in ("yearly", "groups", "households", "population")}
        self._events: list[tuple[int, str, str, Table]] = []

    def wants(self, name: str) -> bool:
        """Whether a table is kept: all are where none is named."""
        return not self.only or name in self.only

    def event(self, world: World, name: str, rows: Rows, basis: str) -> None:
        """Note that something happened to these household rows, as they stand now."""
        household, village = world.population.household, world.population.village
        many = len(rows)
        if name == "died_out":
            self.spells.close(world, rows, "death")
        if name == "split":
            self.spells.found(world, rows)
        if many and self.wants("events"):
            self._events.append((world.year, name, basis, {
                "household_id": household.id[rows], "village_id": village.id[household.parent[rows]],
                "cause": causes_of(world, rows, basis),
            }))

    def keep(self, name: str, table: Table) -> None:
        """Add rows to a table that only some runs have."""
        self._parts.setdefault(name, []).append(table)

    def close_year(self, world: World) -> None:
        """Take down everything that is wanted about the year that has ended."""
        household = world.population.household
        for name, basis, flag in FLAGS if self.wants("events") else ():
            self.event(world, name, np.flatnonzero(getattr(household, flag) != 0), basis)
        if self.wants("events"):
            self.event(world, "relocated", np.flatnonzero(household.moved_year == world.year), RECORD)
        self.spells.follow(world)
        self._measure(world)
        making = {"households": _sample, "population": _flows, "villages": villages, "reach": self.reach.close, "works": works}
        for name, make in making.items():
            if self.wants(name):
                self.keep(name, make(world))

    def _measure(self, world: World) -> None:
        yearly, kinds = measured(world, self.wants("groups"))
        yearly |= _balance(world) | balance(world) | {
            "cash_residual_max": np.array([np.abs(world.population.household.cash_residual).max(initial=0.0)]),
            **_spread(world), **_named(world), **places_out(world),
            "line": world.population.province.line[:1].copy(), "exit_line": world.population.province.exit_line[:1].copy(),
        }
        usable(world, yearly)
        self._parts["yearly"].append({"year": np.full(1, world.year, np.int32), **yearly})
        for kind, table in kinds.items():
            many = len(table["group"])
            head = {"year": np.full(many, world.year, np.int32), "group_kind": np.full(many, kind, object)}
            self._parts["groups"].append({**head, **table})

    def tables(self, world: World, seed: int) -> dict[str, Table]:
        """The tables of the run that are wanted."""
        run = {"seed": np.array([seed], np.int64), "scenario": np.array([world.scenario.title], object)}
        making: dict[str, Callable[[], Table]] = {"runs": lambda: {**run, "status": np.array(["finished"], object)}}
        making |= {name: partial(_stacked, parts) for name, parts in self._parts.items() if parts}
        making |= {
            "events": lambda: _events(world, self._events), "spells": lambda: self.spells.table(world),
            "ledger": world.ledger.table, "budget": world.ledger.budget,
        }
        return {name: make() for name, make in making.items() if self.wants(name)}


def _balance(world: World) -> Table:
    """What else changes the stocks of the register: founded and closed households, the end of support and its return."""
    flows, home = world.flows.get(world.year), world.population.household
    founded, closed = (flows.founded_standing, flows.closed_standing) if flows else ((0, 0), (0, 0))
    ended = (home.status == EXITED) & (home.support_until == world.year - 1)
    regained = ((home.relapses_now == 1) & (home.support_until < world.year - 1)).sum() + world.reopened.get(world.year, 0)
    counts = {
        "joined_poor_recorded_households": founded[0], "left_poor_recorded_households": closed[0],
        "joined_registered_households": sum(founded), "left_registered_households": sum(closed),
        "support_ended_households": int(ended.sum()), "support_regained_households": int(regained),
    }
    return {name: np.array([count], np.int64) for name, count in counts.items()}


def _spread(world: World) -> Table:
    """Inequality of true incomes among persons."""
    household = world.population.household
    driver, income, members = world.driver, household.income, household.members
    found = driver.each([partial(gini, income, members, driver.ranked),
                         partial(log_spread, income, members, partial(driver.formula, "log"))])
    return {name: np.array([value]) for name, value in zip(("gini_true", "log_spread_true"), found, strict=True)}


def _named(world: World) -> Table:
    """Of the persons on the register the share whose record names each cause, main or further."""
    household = world.population.household
    on = (household.status == REGISTERED) | (household.status == EXITED) | (household.status == RE_REGISTERED)
    weight, bits = household.members[on], household.recorded_causes[on]
    whole = max(float(weight.sum()), 1.0)
    names = [each.name for each in world.plugins("cause")]
    counts = by_bit(bits, weight, len(names))
    return {f"named_{name}": np.array([count / whole]) for name, count in zip(names, counts, strict=True)}


def sampled(world: World) -> Rows:
    """About a thousand households, always the same ones."""
    share = min(1.0, SAMPLE * float(world.scenario.population.share) / max(float(world.scenario.rows()["household"]), 1.0))
    share = max(share, min(1.0, SAMPLE / max(float(world.scenario.rows()["household"]), 1.0)))
    ids = world.population.household.id
    return np.flatnonzero(world.driver.formula("uniform", ids, key(0, "sample of households"), 0) < share)


def _sample(world: World) -> Table:
    """The years of these households."""
    population, household = world.population, world.population.household
    rows = sampled(world)
    village, programmes = household.parent[rows], [each.name for each in world.plugins("programme")]
    return {
        "year": np.full(len(rows), world.year, np.int32),
        "household_id": household.id[rows], "village_id": population.village.id[village],
        "county_id": population.county.id[population.village.parent[village]],
        "members": household.members[rows].astype(np.int64), "income_yuan": household.income[rows].astype(np.float64),
        "recorded_income_yuan": household.recorded_income[rows].astype(np.float64),
        "poor_true": household.poor[rows].astype(np.int8), "status": labels(household.status[rows], STATUS),
        "causes": joined(household.recorded_causes[rows], [each.name for each in world.plugins("cause")]),
        "programmes": joined(world.ledger.helped(world.year, programmes, household.id[rows]), programmes),
    }


def _flows(world: World) -> Table:
    """Persons and households of the year: start, what came and went, end; the first year only stands."""
    people, homes = world.population.person.size, world.population.household.size
    still = Flows((people, people), 0, 0, 0, (homes, homes), 0, 0, 0.0, (0, 0), (0, 0))
    row = world.flows.get(world.year, still).row()
    return {"year": np.full(1, world.year, np.int32), **{name: np.array([count], np.int64) for name, count in row.items()}}


def _events(world: World, parts: list[tuple[int, str, str, Table]]) -> Table:
    """All events in the order in which they were noted: parts of one year, name and basis."""
    nobody = np.zeros(0, np.uint64)
    none: Table = {"household_id": nobody, "village_id": nobody, "cause": nobody.astype(np.int8)}
    rows = _stacked([none, *(each for *_, each in parts)])
    sizes = [len(each["cause"]) for *_, each in parts]
    year, event, basis = (np.repeat(np.array(words, object), sizes) for words in ([each[k] for each in parts] for k in range(3)))
    causes = labels(rows["cause"], ["none", *(each.name for each in world.plugins("cause"))])
    return {
        "year": year.astype(np.int32), "household_id": rows["household_id"], "village_id": rows["village_id"],
        "event": event, "cause": causes, "basis": basis,
    }


def _stacked(parts: list[Table]) -> Table:
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
