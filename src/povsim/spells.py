"""Spells: how long households are poor and stay out of poverty, in truth and on the record.  贫困持续期

A spell is noted twice: when it is first seen, and when it has ended. Of a household that has left the register it is
also noted when it first falls below the line again, by several definitions (`FALLS`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from povsim.history import Table, joined, labels
from povsim.levels import EXITED, RE_REGISTERED, REGISTERED
from povsim.tables import RECORD, TRUTH

if TYPE_CHECKING:
    from povsim.world import World

Rows = NDArray[np.int64]
Part = dict[str, Any]
NONE, POOR, OUT = 0, 1, -1
ENDS = ("exit", "relapse", "removal", "death", "censored")
EXIT, RELAPSE, REMOVAL, DEATH, CENSORED = range(len(ENDS))
BASES = {TRUTH: "truth_spell", RECORD: "record_spell"}
"""The basis of a spell, and the household's column that holds its first year with the sign of its kind."""
FALLS = (
    ("fell_true", "headcount_true"), ("fell_net_of_rigid", "headcount_true_net_of_rigid"),
    ("fell_without_help", "headcount_true_without_help"),
)
"""Columns of a recorded exit with the first year below the line, and the measure whose count says who is; bit k of `fallen`."""
AT_EXIT = 1 << len(FALLS)
"""The bit of `fallen` for who was truly poor in the very year of exit."""


class Spells:
    """Collects spells as they begin and end; those that last are closed by the end of the run."""

    def __init__(self, first_year: int, wanted: bool = True) -> None:
        self.first_year, self.wanted = first_year, wanted
        self._begun: list[Part] = []
        self._ended: list[Part] = []
        self._fallen: list[Part] = []
        self._helped: dict[tuple[int, int], int] = {}

    def follow(self, world: World) -> None:
        """Compare every household's state with its spell, end the old one and begin the new one."""
        household = world.population.household
        self._watch(world)
        for basis, name in BASES.items():
            spell = getattr(household, name)
            now = _poor_or_out(world, basis, spell)
            rows = np.flatnonzero(now != np.sign(spell))
            ended = np.where(now[rows] == NONE, REMOVAL, np.where(now[rows] == POOR, RELAPSE, EXIT))
            self._end(world, rows, basis, ended.astype(np.int8))
            spell[rows] = now[rows] * np.int16(world.year)
            self._begin(world, rows, basis)
            if basis == RECORD:
                self._leave(world, rows)
        world.changed(["household.fallen", *(f"household.{name}" for name in BASES.values())])

    def _watch(self, world: World) -> None:
        """Note who of those that left in earlier years is below the line for the first time since."""
        if not self.wanted:
            return
        household, measures = world.population.household, {each.name: each for each in world.plugins("measure")}
        rows = np.flatnonzero(household.record_spell < 0)
        now = np.zeros(len(rows), np.int8)
        for bit, (_, name) in enumerate(FALLS):
            if name in measures:
                now |= (world.ask(measures[name], "count", rows) > 0).astype(np.int8) << bit
        new = now & ~household.fallen[rows]
        household.fallen[rows] |= new
        self._fall(world, rows, new, world.year)

    def _leave(self, world: World, rows: Rows) -> None:
        """Begin to watch who has left the register, and forget what was noted of who is back."""
        if not self.wanted:
            return
        household = world.population.household
        out = household.record_spell[rows] < 0
        household.fallen[rows] = np.where(out & (household.poor[rows] == 1), AT_EXIT, 0)
        left = rows[out]
        self._fall(world, left, household.fallen[left], world.year)
        ids, names = household.id[left], [each.name for each in world.plugins("programme")]
        pairs = zip(ids.tolist(), world.ledger.helped(world.year, names, ids).tolist(), strict=True)
        self._helped.update({(home, world.year): bits for home, bits in pairs if bits})

    def _fall(self, world: World, rows: Rows, bits: NDArray[np.int8], year: int) -> None:
        """Note bits of `fallen` that were set in a year."""
        some, household = bits != 0, world.population.household
        rows = rows[some]
        since = np.abs(household.record_spell[rows]).astype(np.int32)
        self._fallen.append({"household_id": household.id[rows], "first_year": since,
                             "year": np.full(len(rows), year, np.int32), "bits": bits[some].copy()})

    def found(self, world: World, rows: Rows) -> None:
        """Begin to see households that split off: their spells are those of the household in the row before."""
        household = world.population.household
        for basis in BASES:
            self._begin(world, rows, basis)
        out = rows[household.record_spell[rows] < 0]
        self._fall(world, out, household.fallen[out], world.year - 1)
        heirs = (each.tolist() for each in (household.id[out], household.id[out - 1], -household.record_spell[out]))
        self._helped.update({(heir, year): self._helped.get((home, year), 0) for heir, home, year in zip(*heirs, strict=True)})

    def close(self, world: World, rows: Rows, why: str) -> None:
        """End the spells of household rows that are about to disappear."""
        for basis in BASES:
            self._end(world, rows, basis, np.full(len(rows), ENDS.index(why), np.int8))

    def _begin(self, world: World, rows: Rows, basis: str) -> None:
        if self.wanted:
            self._begun.append(_begun(world, rows, basis))

    def _end(self, world: World, rows: Rows, basis: str, why: NDArray[np.int8]) -> None:
        if self.wanted:
            self._ended.append(_ended(world, rows, basis, why))

    def table(self, world: World) -> Table:
        """All spells by household, basis and first year; what still lasts is censored."""
        rows = np.arange(world.population.household.size)
        lasting = [_ended(world, rows, basis, np.full(len(rows), CENSORED, np.int8)) for basis in BASES]
        made, begun = _sorted([*self._ended, *lasting]), _sorted(self._begun)
        made |= {"left_censored": (made["first_year"] == self.first_year).astype(np.int8), **begun}
        made |= self._left(world, made)
        made["cause"] = labels(made["cause"], ["none", *(each.name for each in world.plugins("cause"))])
        made["kind"] = labels(made["kind"], ["poor", "out"])
        made["basis"], made["ended_by"] = labels(made["basis"], [TRUTH, RECORD]), labels(made["ended_by"], list(ENDS))
        return made

    def _left(self, world: World, made: Part) -> Table:
        """What is known of recorded exits, beside the spells in order; 0 and nothing for all other spells."""
        out = np.flatnonzero((made["basis"] == 1) & (made["kind"] == 1))
        homes, years = made["household_id"][out], made["first_year"][out]
        found = {name: np.zeros(len(made["kind"]), np.int32) for name, _ in FALLS}
        poor = np.zeros(len(made["kind"]), np.int8)
        falls = {name: np.concatenate([part[name] for part in self._fallen]) for name in self._fallen[0]}
        where = out[_places(homes, years, falls["household_id"], falls["first_year"])] if len(out) else out
        for bit, (name, _) in enumerate(FALLS):
            some = (falls["bits"] >> bit & 1) == 1
            found[name][where[some]] = falls["year"][some]
        poor[where[(falls["bits"] & AT_EXIT) != 0]] = 1
        bits = np.zeros(len(made["kind"]), np.int64)
        bits[out] = [self._helped.get(pair, 0) for pair in zip(homes.tolist(), years.tolist(), strict=True)]
        return {"programmes": joined(bits, [each.name for each in world.plugins("programme")]), "poor_at_exit": poor, **found}


def _places(homes: Rows, years: Rows, ids: Rows, firsts: Rows) -> Rows:
    """Where pairs of household and year stand among pairs that are in order; all of them do."""
    known, place = np.unique(homes, return_inverse=True)
    made: Rows = np.searchsorted(place * 10_000 + years, np.searchsorted(known, ids) * 10_000 + firsts)
    return made


def _sorted(parts: list[Part]) -> Part:
    """Parts below each other, by household, basis and first year."""
    made = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    order = np.lexsort((made["first_year"], made["basis"], made["household_id"]))
    return {name: values[order] for name, values in made.items()}


def _in_spells(world: World, rows: Rows, basis: str) -> tuple[NDArray[np.bool_], Part]:
    """Which household rows are in a spell, and what names it."""
    household = world.population.household
    spell = getattr(household, BASES[basis])[rows]
    keep = spell != NONE
    rows, spell = rows[keep], spell[keep]
    return keep, {"household_id": household.id[rows], "basis": np.full(len(rows), basis == RECORD, np.int8),
                  "first_year": np.abs(spell).astype(np.int32), "kind": (spell < 0).astype(np.int8)}


def _begun(world: World, rows: Rows, basis: str) -> Part:
    """The spells of these household rows as they are first seen."""
    keep, made = _in_spells(world, rows, basis)
    members = world.population.household.members[rows[keep]].astype(np.int64)
    return {**made, "seen_from": np.full(len(members), world.year, np.int32), "members": members}


def _ended(world: World, rows: Rows, basis: str, why: NDArray[np.int8]) -> Part:
    """The spells that these household rows are in, where they are in one; what does not last ended with last year."""
    household, village = world.population.household, world.population.village
    keep, made = _in_spells(world, rows, basis)
    rows, why = rows[keep], why[keep]
    last = np.where(why == CENSORED, world.year, world.year - 1)
    return {
        **made, "village_id": village.id[household.parent[rows]], "cause": causes_of(world, rows, basis),
        "last_year": np.maximum(made["first_year"], last).astype(np.int32), "ended_by": why,
    }


def causes_of(world: World, rows: Rows, basis: str) -> NDArray[np.int8]:
    """The main cause of household rows, 0 = none: on the record, or in truth this year's and else last year's."""
    household = world.population.household
    now, before = household.cause[rows], household.cause_before[rows]
    index = household.recorded_cause[rows] if basis == RECORD else np.where(now >= 0, now, before)
    made: NDArray[np.int8] = (index + 1).astype(np.int8)
    return made


def _poor_or_out(world: World, basis: str, spell: NDArray[np.int16]) -> NDArray[np.int8]:
    """What a household is now: poor, out of poverty after having been poor, or neither."""
    household = world.population.household
    if basis == TRUTH:
        return np.where(household.poor == 1, np.int8(POOR), np.where(spell == NONE, np.int8(NONE), np.int8(OUT)))
    poor = (household.status == REGISTERED) | (household.status == RE_REGISTERED)
    return np.where(poor, np.int8(POOR), np.where(household.status == EXITED, np.int8(OUT), np.int8(NONE)))
