"""The counter of a programme: who comes forward, in what order, and what each gets of its purse.  项目申报与审批"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from povsim.administration.matching import match, row
from povsim.administration.optimum import in_best
from povsim.administration.preference import OF_HOUSEHOLDS, WEIGHING, Record, choice, prefer, spread, worth
from povsim.administration.projects import admitted
from povsim.administration.purse import Purse, Whole
from povsim.administration.rationing import Claimants, Floats, by_county, share_within, whole_fen
from povsim.administration.retention import retained
from povsim.errors import InputError
from povsim.plugin import Plugin

if TYPE_CHECKING:
    from povsim.world import World


class Terms(NamedTuple):
    """How counties choose: the rule, what serving a household is worth, and how many projects they can run."""

    rule: str = "matched"
    value: str = "need"
    places: Whole | None = None
    """New projects of the programme by county; None where any number can be run."""


USUAL = Terms()


class Counter:
    """A programme's counter in all counties for one year; those who come later get what is left."""

    def __init__(self, world: World, programme: Plugin, purse: Purse, terms: Terms = USUAL) -> None:
        self.world, self.programme, self.purse = world, programme, purse
        self.level = programme.level("eligible")
        self.table = world.population[self.level]
        self.paid = getattr(self.table, programme.money.name)
        self.paid[:] = 0
        self.rule = "matched" if self.level != "household" and terms.rule in OF_HOUSEHOLDS else terms.rule
        self.value = terms.value if self.level == "household" else "need"
        self.places = terms.places
        self.spent = np.zeros(len(purse.granted), dtype=np.int64)
        self.reached = np.zeros(0, dtype=np.int64)

    def serve(self, rows: Whole) -> None:
        """Write what each of these eligible rows gets."""
        rows, share = retained(self.world, self.programme, rows, self.purse.year)
        if not len(rows):
            return
        claimants = self._claimants(rows, share)
        limits = self.world.ask(self.programme, "limit", rows) if "limit" in self.programme.verbs else np.ones(len(rows))
        choose = choice(self.rule, bool(self.programme.word("divisible", False)))
        if self.places is not None and self.rule == "optimum" and (limits == limits[0]).all():
            choose = partial(in_best, places=self.places)
        elif self.places is not None:
            some = np.flatnonzero(admitted(claimants, limits, self.places))
            rows, claimants, limits = rows[some], claimants.some(some), limits[some]
        fen = share_within(claimants, self.purse.envelope, limits, choose, self.spent)
        self.paid[rows] = fen
        self.spent = self.spent + by_county(fen, claimants.counties, len(self.spent))
        self._note(claimants, fen)

    def _note(self, claimants: Claimants, fen: Whole) -> None:
        """Remember which villages have a project."""
        if self.places is None or claimants.villages is None or claimants.areas is None:
            return
        new = np.setdiff1d(claimants.villages[fen > 0], self.reached)
        areas = claimants.areas[np.searchsorted(claimants.villages, new)]
        self.places = self.places - np.bincount(areas, minlength=len(self.places))
        self.reached = np.union1d(self.reached, new)

    def _claimants(self, rows: Whole, share: Floats | float) -> Claimants:
        """These rows with class, rank and price, as the rule orders them."""
        world, programme = self.world, self.programme
        price = "cost" if "cost" in programme.verbs else "claim"
        fen = whole_fen(world.ask(programme, price, rows) * share, self.level, partial(programme.fault, price, f"rule `{price}`"))
        areas = counties_of(world, self.level, rows)
        made = Claimants(self.purse.place(areas), self._matches(rows), self._needs(rows), self.table.id[rows], fen)
        if self.places is not None or self.rule == "equal":
            villages = self.table.parent[rows].astype(np.int64) if self.level == "household" else rows
            made = made._replace(villages=villages, areas=areas, opens=~np.isin(villages, self.reached))
        if self.rule == "equal":
            return spread(made)
        return made if self.rule == "matched" else self._ordered(made, rows)

    def _ordered(self, claimants: Claimants, rows: Whole) -> Claimants:
        """Claimants in the order of a rule that looks at the record."""
        record = self._record(rows)
        if self.rule in WEIGHING:
            claimants = claimants._replace(value=worth(self.value, claimants, record))
        return prefer(self.rule, claimants, record)

    def _record(self, rows: Whole) -> Record:
        """What officials know of these rows; of villages nothing is asked but their lot."""
        household, many = self.world.population.household, len(rows)
        luck = self.world.uniform(f"lots.{self.programme.name}", self.table.id[rows], 0)
        if self.level != "household":
            return Record(np.zeros(many), np.ones(many, dtype=np.int64), np.zeros(many, dtype=bool), luck)
        line = float(self.world.population.province.exit_line_next[0])
        short = line - household.recorded_income[rows].astype(np.float64)
        return Record(short, household.members[rows].astype(np.int64), household.elite[rows] == 1, luck)

    def _needs(self, rows: Whole) -> Floats:
        need: Floats = self.world.ask(self.programme, "need", rows)
        if np.isnan(need).any():
            raise InputError([self.programme.fault("need", "rule `need`", "must be a number for every row (got nan)")])
        return need

    def _matches(self, rows: Whole) -> Whole:
        """How well the programme answers the recorded causes; none where it ranks by need alone."""
        if self.programme.word("ranking", "cause") == "need":
            return np.zeros(len(rows), dtype=np.int64)
        return answers(self.world, self.programme, rows)


def answers(world: World, programme: Plugin, rows: Whole) -> Whole:
    """How well a programme answers the recorded causes of these rows; villages have none."""
    if programme.level("eligible") != "household":
        return np.zeros(len(rows), dtype=np.int64)
    causes = [cause.name for cause in world.plugins("cause")]
    household = world.population.household
    made = row(world.plan.matching, causes, programme.name)
    return match(made, household.recorded_cause[rows], household.recorded_causes[rows])


def counties_of(world: World, level: str, rows: Whole) -> Whole:
    """The county of each of these rows of a level, shape (rows,); rows come in their order, and so county by county."""
    if level == "county":
        return rows
    begins = np.searchsorted(rows, world.population.walls(level, "county"))
    return np.repeat(np.arange(len(begins) - 1), np.diff(begins))
