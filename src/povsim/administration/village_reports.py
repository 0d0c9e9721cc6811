"""Five reports of every village: who is poor, why, who came and went, and by when all are to be out.  五张图"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from povsim.administration.accuracy import Look
from povsim.administration.purse import Whole
from povsim.history import Table, labels

if TYPE_CHECKING:
    from povsim.world import World

Marks = NDArray[np.bool_]

WORKS = ("road", "water", "clinic", "power", "net")
TYPES = ("elders_only", "childless", "nuclear", "three_generations")
MOVES = (("entries_recorded", "enters_now"), ("relapses_recorded", "relapses_now"), ("removed_recorded", "removed_now"),
         ("exits_recorded", "exits_now"), ("relapses_true", "relapses_truly"))


def places(world: World, rows: Whole | None = None) -> Table:
    """Year, village and county of every village, or of some rows."""
    village = world.population.village
    chosen = np.arange(village.size) if rows is None else rows
    counties = [f"county {number:02d}" for number in range(1, world.population.county.size + 1)]
    return {
        "year": np.full(len(chosen), world.year, np.int32), "village_id": village.id[chosen],
        "county": labels(village.parent[chosen].astype(np.int64), counties),
    }


def poor(world: World, look: Look) -> Table:
    """Distribution of the poor.  贫困人口分布图"""
    home, village = world.population.household, world.population.village
    true, everybody = home.poor == 1, np.ones(home.size, bool)
    made = {"poor_village": village.poor_village.astype(np.int8)}
    made |= {"households": _count(world, everybody, False), "persons": _count(world, everybody)}
    for name, marked in (("registered", look.kept), ("poor_recorded", look.poor), ("poor_true", true)):
        made |= _twins(world, name, marked)
    for code, name in enumerate(TYPES):
        made[f"poor_recorded_{name}"] = _count(world, look.poor & (home.kind == code))
    return {**places(world), **made}


def causes(world: World, look: Look) -> Table:
    """Causes of poverty on the record, and in truth.  致贫原因图"""
    home, many = world.population.household, world.population.village.size
    parts = []
    for place, cause in enumerate(world.plugins("cause")):
        main = look.poor & (home.recorded_cause == place)
        columns = {
            **_twins(world, "main_recorded", main),
            "named_recorded_households": _count(world, look.poor & ((home.recorded_causes >> place) & 1 == 1), False),
            "main_true_households": _count(world, look.poor & (home.cause == place), False),
        }
        rows = np.flatnonzero(sum(columns.values(), np.zeros(many, np.int64)))
        head = {**places(world, rows), "cause": np.full(len(rows), cause.name, object)}
        parts.append({**head, **{name: values[rows] for name, values in columns.items()}})
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}


def moves(world: World) -> Table:
    """In and out of the register in the year.  贫困人口进出动态图"""
    home, made = world.population.household, places(world)
    for name, flag in MOVES:
        made |= _twins(world, name, getattr(home, flag) == 1)
    return made


def exits(world: World, look: Look, targets: Whole) -> Table:
    """When the village is to be out, and what it still lacks.  贫困村退出目标图"""
    village = world.population.village
    works = {name: getattr(village, name).astype(np.float64) for name in WORKS}
    rate = _count(world, look.poor) / np.maximum(_count(world, np.ones(len(look.poor), bool)), 1)
    return {
        **places(world), "poor_village": village.poor_village.astype(np.int8), "headcount_recorded": rate,
        "target_year": targets.astype(np.int32), **works, "exit_year": village.exit_year.astype(np.int32),
    }


def _twins(world: World, name: str, marked: Marks) -> Table:
    return {name: _count(world, marked), f"{name}_households": _count(world, marked, False)}


def _count(world: World, marked: Marks, persons: bool = True) -> Whole:
    """Persons, or households, of the marked rows by village."""
    home = world.population.household
    rows = np.flatnonzero(marked)
    weights = home.members[rows].astype(np.float64) if persons else None
    return np.bincount(home.parent[rows], weights=weights, minlength=world.population.village.size).astype(np.int64)
