"""Spells: how long households are poor and stay out of poverty, in truth and on the record.  贫困持续期"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from povsim.history import Table, labels
from povsim.levels import EXITED, RE_REGISTERED, REGISTERED
from povsim.tables import RECORD, TRUTH

if TYPE_CHECKING:
    from povsim.world import World

Rows = NDArray[np.int64]
NONE, POOR, OUT = 0, 1, -1
ENDS = ("exit", "relapse", "removal", "death", "censored")
EXIT, RELAPSE, REMOVAL, DEATH, CENSORED = range(len(ENDS))
BASES = {TRUTH: "truth_spell", RECORD: "record_spell"}
"""The basis of a spell, and the household's column that holds its first year with the sign of its kind."""


class Spells:
    """Collects spells as they end; those that last are closed by the end of the run."""

    def __init__(self, first_year: int, wanted: bool = True) -> None:
        self.first_year, self.wanted = first_year, wanted
        self._parts: list[dict[str, Any]] = []

    def follow(self, world: World) -> None:
        """Compare every household's state with its spell, end the old one and begin the new one."""
        household = world.population.household
        for basis, name in BASES.items():
            spell = getattr(household, name)
            now = _poor_or_out(world, basis, spell)
            rows = np.flatnonzero(now != np.sign(spell))
            ended = np.where(now[rows] == NONE, REMOVAL, np.where(now[rows] == POOR, RELAPSE, EXIT))
            self._end(world, rows, basis, ended.astype(np.int8))
            spell[rows] = now[rows] * np.int16(world.year)
        world.changed([f"household.{name}" for name in BASES.values()])

    def close(self, world: World, rows: Rows, why: str) -> None:
        """End the spells of household rows that are about to disappear."""
        for basis in BASES:
            self._end(world, rows, basis, np.full(len(rows), ENDS.index(why), np.int8))

    def _end(self, world: World, rows: Rows, basis: str, why: NDArray[np.int8]) -> None:
        if self.wanted:
            self._parts.append(_ended(world, rows, basis, why))

    def table(self, world: World) -> Table:
        """All spells by household, basis and first year; what still lasts is censored."""
        rows = np.arange(world.population.household.size)
        lasting = [_ended(world, rows, basis, np.full(len(rows), CENSORED, np.int8)) for basis in BASES]
        parts = [*self._parts, *lasting]
        made = {name: np.concatenate([part[name] for part in parts]) for name in lasting[0]}
        made["left_censored"] = (made["first_year"] == self.first_year).astype(np.int8)
        order = np.lexsort((made["first_year"], made["basis"], made["household_id"]))
        made = {name: values[order] for name, values in made.items()}
        made["cause"] = labels(made["cause"], ["none", *(each.name for each in world.plugins("cause"))])
        made["kind"] = labels(made["kind"], ["poor", "out"])
        made["basis"], made["ended_by"] = labels(made["basis"], [TRUTH, RECORD]), labels(made["ended_by"], list(ENDS))
        return made


def _ended(world: World, rows: Rows, basis: str, why: NDArray[np.int8]) -> dict[str, Any]:
    """The spells that these household rows are in, where they are in one; what does not last ended with last year."""
    household, village = world.population.household, world.population.village
    spell = getattr(household, BASES[basis])[rows]
    keep = spell != NONE
    rows, why, spell = rows[keep], why[keep], spell[keep]
    first = np.abs(spell).astype(np.int32)
    last = np.where(why == CENSORED, world.year, world.year - 1)
    return {
        "household_id": household.id[rows], "village_id": village.id[household.parent[rows]],
        "cause": causes_of(world, rows, basis), "kind": (spell < 0).astype(np.int8),
        "basis": np.full(len(rows), basis == RECORD, np.int8),
        "first_year": first, "last_year": np.maximum(first, last).astype(np.int32), "ended_by": why,
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
