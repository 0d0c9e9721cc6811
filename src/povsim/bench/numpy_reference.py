"""Three rules as NumPy would run them at its best: the yardstick of the kernels.  Frozen.

Same formulas, same draws, float64, blocks that stay in cache, every operation in place. What
NumPy can do better than a kernel it does: tables instead of branches, the tail of the normal
alone, villages' numbers joined before they are handed down. Only bits may differ, since
NumPy's own exp and log are faster here than ours in NumPy. Frozen: it changes only when a
formula of its rules does, and a test holds it to their kernels.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from povsim.bench.numpy_draws import Floats, Room, normal_into, rows_of
from povsim.levels import COLLEGE, FRUIT, MIGRANT, SENIOR, SEVERE, TEA
from povsim.population import Population

Numbers = Mapping[str, float]
BLOCK = 8_192


def wages(population: Population, s: Numbers, key: int) -> None:
    """Rule `wages`: one exp and one normal a person."""
    person, room = population.person, Room(BLOCK)
    local, away = (_by_home(population, name) for name in ("local_pay", "away_pay"))
    for start in range(0, person.size, BLOCK):
        rows = slice(start, min(start + BLOCK, person.size))
        worth, part = (each[: rows.stop - start] for each in room.floats[:2])
        _worth(population, rows, s, (worth, part))
        luck = normal_into(rows_of(person.id[rows], key, room), 0, room, part)
        luck *= s["luck"]
        worth += luck
        np.exp(worth, out=worth)
        worth *= np.where(person.job[rows] == MIGRANT, away[person.parent[rows]], local[person.parent[rows]])
        worth *= person.months[rows]
        worth *= person.labour[rows]
        worth *= 0.001
        person.wage[rows] = worth


def _by_home(population: Population, name: str) -> Floats:
    """A column of the county for every household."""
    counties: Floats = getattr(population.county, name)[population.village.parent][population.household.parent]
    return counties


def _worth(population: Population, rows: slice, s: Numbers, room: tuple[Floats, Floats]) -> None:
    """The lasting part of the log of pay."""
    person, (worth, part) = population.person, room
    np.take(population.household.wage_effect, person.parent[rows], out=part.view(np.float32)[: len(part)], mode="clip")
    np.multiply(person.schooling[rows], s["schooling"], out=worth, dtype=np.float64)
    worth += part.view(np.float32)[: len(part)]
    np.multiply(person.skill[rows], s["skill"], out=part, dtype=np.float64)
    worth += part
    worth -= 6.0 * s["schooling"] + 0.5 * s["luck"] * s["luck"]


def abilities(population: Population, s: Numbers, key: int) -> None:
    """Rule `abilities`: branches on age, school, health and disability of a person."""
    person, room = population.person, Room(BLOCK)
    by_age, by_health, by_frame = _capacity_tables(s)
    for start in range(0, person.size, BLOCK):
        rows = slice(start, min(start + BLOCK, person.size))
        many = rows.stop - rows.start
        base, health, frame, both = (each[:many] for each in room.floats[:4])
        age, school = person.age[rows], person.school[rows]
        np.take(by_age, age, out=base, mode="clip")
        _at_school(age, school, base, room)
        np.take(by_health, person.health[rows], out=health, mode="clip")
        np.take(by_frame, person.disability[rows], out=frame, mode="clip")
        np.multiply(base, health, out=both)
        capacity = np.multiply(both, frame, out=room.floats[4][:many])
        base *= frame
        both *= np.subtract(1.0, frame, out=frame)
        base *= np.subtract(1.0, health, out=health)
        person.labour_lost_disability[rows] = _percent(both)
        person.labour_lost_illness[rows] = _percent(base)
        _flags(population, rows, capacity, room)
        person.labour[rows] = _percent(capacity)
        _care(population, rows, s)


def _percent(share: Floats) -> Floats:
    """A share in whole percent, in its place."""
    share *= 100.0
    share += 0.5
    return share


def _capacity_tables(s: Numbers) -> tuple[Floats, Floats, Floats]:
    ages = np.arange(128)
    bounds, parts = [16, 60, 65, 70, 75], np.array([0.0, 1.0, s["from_60"], s["from_65"], s["from_70"], 0.0])
    by_health = np.array([1.0, s["chronic"], s["severe"]])
    by_frame = np.array([1.0, s["moderate_disability"], s["severe_disability"]])
    return parts[np.searchsorted(bounds, ages, side="right")], by_health, by_frame


def _at_school(age: NDArray[np.int8], school: NDArray[np.int8], base: Floats, room: Room) -> None:
    late, young, older = (each[: len(age)] for each in room.flags)
    np.greater_equal(school, SENIOR, out=late)
    late &= np.greater_equal(age, 16, out=older)
    np.less_equal(age, 18, out=young)
    np.less_equal(age, 23, out=older)
    older &= school == COLLEGE
    young |= older
    late &= young
    base *= ~late


def _flags(population: Population, rows: slice, capacity: Floats, room: Room) -> None:
    person = population.person
    age = person.age[rows]
    np.greater_equal(capacity, 0.5, out=person.able[rows].view(np.bool_))
    out, part = person.dropped_out[rows].view(np.bool_), np.less(person.schooling[rows], 9.0)
    np.equal(person.school[rows], 0, out=out)
    out &= np.greater_equal(age, 6, out=room.flags[0][: len(age)])
    out &= np.less_equal(age, 15, out=room.flags[0][: len(age)])
    out &= part


def _care(population: Population, rows: slice, s: Numbers) -> None:
    """The percent of a worker's time that each person's care takes."""
    person = population.person
    need = np.where(person.age[rows] < s["infant"], np.int8(100.0 * s["infant_care"] + 0.5), np.int8(0))
    need[(person.health[rows] == SEVERE) | (person.disability[rows] == 2)] = np.int8(100.0 * s["care"] + 0.5)
    person.care_need[rows] = need


def farm(population: Population, s: Numbers, key: int) -> None:
    """Rule `farm`: exp, logs, two normals, and much of the village."""
    home, room = population.household, Room(BLOCK)
    village = _village_parts(population, s)
    for start in range(0, home.size, BLOCK):
        rows = slice(start, min(start + BLOCK, home.size))
        many = rows.stop - rows.start
        shock, ground, part, value = (each[:many] for each in room.floats[:4])
        draws = rows_of(home.id[rows], key, room)
        normal_into(draws, 0, room, shock)
        shock *= s["lasting"]
        np.multiply(home.farm_shock[rows], s["persistence"], out=part, dtype=np.float64)
        shock += part
        normal_into(draws, 1, room, ground)
        ground *= s["passing"]
        ground += shock
        ground += home.farm_effect[rows]
        at = home.parent[rows]
        ground += np.take(village["ground"], at, out=part, mode="clip")
        _means(population, rows, s, (ground, part))
        np.exp(ground, out=value)
        value *= _works(population, rows, village, room)
        value *= _farming(population, rows, s, room)
        home.farm_shock[rows] = shock
        _harvest(population, rows, village, (value, part))


def _village_parts(population: Population, s: Numbers) -> dict[str, Floats]:
    """What depends on the village alone, one number a village."""
    village, county = population.village, population.county
    spread = s["lasting"] ** 2 / max(1.0 - s["persistence"] ** 2, 0.05)
    level = np.log(s["level"] * float(population.province.farm_index[0]))
    return {
        "ground": village.effect + county.effect[village.parent] + level - 0.5 * spread - 0.5 * s["passing"] ** 2,
        "works": village.works_gain.astype(np.float64) / np.maximum(village.mean_use, 0.01),
        "dry": 1.0 - village.carrying.astype(np.float64),
        "kept": 1.0 - village.disaster_loss.astype(np.float64),
        "orchards": county.orchards[village.parent],
    }


def _means(population: Population, rows: slice, s: Numbers, room: tuple[Floats, Floats]) -> None:
    """Add the logs of labour, land, capital, and the gain of support."""
    home, (ground, part) = population.household, room
    for name, least, factor in (("farm_labour", 0.1, "labour"), ("land", 0.01, "land"), ("capital", 100.0, "capital")):
        np.maximum(getattr(home, name)[rows], least, out=part, dtype=np.float64)
        np.log(part, out=part)
        part *= s[factor]
        ground += part
    ground += home.farm_gain[rows]


def _works(population: Population, rows: slice, village: Mapping[str, Floats], room: Room) -> Floats:
    """What public works add."""
    home, works = population.household, room.floats[4][: rows.stop - rows.start]
    np.take(village["works"], home.parent[rows], out=works, mode="clip")
    works *= home.use[rows]
    works += np.take(village["dry"], home.parent[rows], mode="clip")
    return works


def _farming(population: Population, rows: slice, s: Numbers, room: Room) -> Floats:
    """What is left of the old ground to who farms, 0 for who does not."""
    home, many = population.household, rows.stop - rows.start
    farms, left = room.flags[0][:many], room.floats[5][:many]
    np.greater(home.land[rows], s["garden"], out=farms)
    farms &= home.labour[rows] > 0.0
    np.multiply(home.kept_ground[rows], farms, out=left, dtype=np.float64)
    left *= 0.01
    return left


def _harvest(population: Population, rows: slice, village: Mapping[str, Floats], room: tuple[Floats, Floats]) -> None:
    home, (value, part) = population.household, room
    at = home.parent[rows]
    np.take(village["kept"], at, out=part, mode="clip")
    value *= part
    industry = home.industry[rows]
    trees = np.flatnonzero((industry == TEA) | (industry == FRUIT))
    value[trees] *= np.take(village["orchards"], at[trees], mode="clip")
    home.harvest[rows] = value


REFERENCE: dict[str, Any] = {"wages": wages, "abilities": abilities, "farm": farm}
"""The three rules by name: (population, this year's numbers, key of the draws) -> None."""
