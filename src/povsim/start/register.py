"""The starting register: who is on it at the base year, with totals that hold exactly.  建档立卡

Poor villages are those with the most households among the neediest, and the remote ones.
Then whole quotas by county, poor village or not, and household size are filled by score.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from povsim import maths
from povsim.errors import Fault, InputError
from povsim.levels import REGISTERED, WORKS
from povsim.population import Population
from povsim.start.homes import Floats, Luck, Whole
from povsim.start.place import Place, place_of
from povsim.start.quotas import HALVINGS, LARGEST, SIZES, repaired, rounded

if TYPE_CHECKING:
    from povsim.scenario import Scenario

Marks = NDArray[np.bool_]
WRITES = (
    "household.veto", "household.status", "household.registered_year", "household.house_safe",
    "village.poor_village", *(f"village.{work}" for work in WORKS),
)
"""The columns that `assets` and `register` write."""


def assets(population: Population, scenario: Scenario) -> None:
    """Give out cars, flats, firms and public pay, which bar from the register, by income beside the line."""
    place, home = place_of(scenario), population.household
    poor = home.income < population.province.exit_line[0]
    chance = np.where(poor, place.numbers.veto_poor, place.numbers.veto)
    home.set("veto", Luck(place.seed).uniform("veto", home.id) < chance)


def register(population: Population, score: Floats, scenario: Scenario) -> Marks:
    """Choose poor villages and registered households by score, write both, and return who is registered.

    `score` (households,) is the identification score of the base year, larger for the needier.
    """
    place = place_of(scenario)
    neediest = _first(score, place.registered)
    poor = _poor_villages(population, neediest, place)
    chosen = _chosen(population, score, (neediest, poor), place)
    home = population.household
    population.village.set("poor_village", poor)
    home.set("status", np.where(chosen, REGISTERED, 0))
    home.set("registered_year", np.where(chosen, place.first_year, 0))
    if place.registered:
        home.set("house_safe", ~_unsafe(population, chosen, poor, place))
    _works(population, poor, place)
    return chosen


def _first(score: Floats, count: int) -> Marks:
    """Mark the `count` highest scores; ties go to the earlier row."""
    made = np.zeros(len(score), dtype=bool)
    made[np.argsort(-score, kind="stable")[:count]] = True
    return made


def _poor_villages(population: Population, neediest: Marks, place: Place) -> Marks:
    """The villages where most households are among the neediest, weighed with remoteness."""
    village = population.household.parent
    size = population.village.size
    all_homes = np.bincount(village, minlength=size)
    incidence = np.bincount(village, weights=neediest, minlength=size) / np.maximum(all_homes, 1)
    mean = max(place.registered / max(place.households, 1), 1e-9)
    return _first(incidence / mean + population.village.remoteness.astype(np.float64), place.poor_villages)


def _chosen(population: Population, score: Floats, marks: tuple[Marks, Marks], place: Place) -> Marks:
    """The highest scores of every cell of county, poor village and size, as many as its quota."""
    neediest, poor = marks
    row = 2 * population.up("household", "county").astype(np.int64) + poor[population.household.parent]
    size = np.diff(population.first("household"))
    cell = row * LARGEST + size - 1
    shape = (2 * population.county.size, LARGEST)
    there = np.bincount(cell, minlength=shape[0] * LARGEST).reshape(shape)
    top = np.bincount(cell[neediest], minlength=shape[0] * LARGEST).reshape(shape)
    quota = _quota(there, top, place)
    order = np.argsort(-score, kind="stable")
    order = order[np.argsort(cell[order].astype(np.int32), kind="stable")]
    begin = np.cumsum(there.ravel()) - there.ravel()
    rank = np.arange(len(order)) - begin[cell[order]]
    made = np.zeros(len(order), dtype=bool)
    made[order] = rank < quota.ravel()[cell[order]]
    return made


def _quota(there: Whole, top: Whole, place: Place) -> Whole:
    """Whole quotas (2 * counties, sizes): households inside and outside poor villages, and persons, exactly."""
    group = np.arange(len(there)) % 2
    room = [int(there[group == side].sum()) for side in (0, 1)]
    inside = int(np.floor(place.inside * place.registered + 0.5)) if room[0] else place.registered
    inside = min(max(inside, place.registered - room[0]), room[1], place.registered)
    wanted = np.array([place.registered - inside, inside], dtype=np.float64)
    expected = _expected(there, top, wanted, place.registered_persons)
    quota = np.zeros_like(there)
    for side in (0, 1):
        part = rounded(expected[group == side].ravel(), int(wanted[side]), there[group == side].ravel())
        quota[group == side] = part.reshape(-1, LARGEST)
    for groups in (group, np.zeros_like(group)):
        quota = repaired(quota, there, place.registered_persons - int((quota * SIZES).sum()), groups)
    if int((quota * SIZES).sum()) != place.registered_persons:
        message = f"no {place.registered} households hold {place.registered_persons} persons"
        raise InputError([Fault("", None, "population.registered", message)])
    return quota


def _expected(there: Whole, top: Whole, wanted: Floats, persons: int) -> Floats:
    """Quotas before rounding: the odds of being among the neediest, shifted by side and tilted by size."""
    odds = maths.log_array((top + 0.5) / (there - top + 0.5))
    low, high = -4.0, 4.0
    made = there.astype(np.float64)
    for _ in range(HALVINGS // 2):
        tilt = (low + high) / 2
        made = _shifted(there, odds + tilt * (SIZES - 4.0), wanted)
        low, high = (tilt, high) if _total(made * SIZES) < persons else (low, tilt)
    return made


def _shifted(there: Whole, odds: Floats, wanted: Floats) -> Floats:
    """Expected quotas with the wanted sums over rows outside (even) and inside (odd) poor villages."""
    ends = [(-60.0, 60.0), (-60.0, 60.0)]
    some = np.flatnonzero(there)
    count, factor, side = there.ravel()[some].astype(np.float64), maths.exp_array(odds).ravel()[some], some // LARGEST % 2
    part = count
    for _ in range(HALVINGS):
        middles = [(low + high) / 2 for low, high in ends]
        scale = np.array([_exp(each) for each in middles])[side] * factor
        part = count * (scale / (1.0 + scale))
        short = (np.bincount(side, weights=part, minlength=2) < wanted).tolist()
        ends = [(middle, high) if less else (low, middle) for less, middle, (low, high) in zip(short, middles, ends, strict=True)]
    made = np.zeros(there.shape)
    made.ravel()[some] = part
    return made


@lru_cache(maxsize=4096)
def _exp(number: float) -> float:
    """The exponential, once for all halvings of the same range."""
    return maths.exp(number)


def _total(values: Floats) -> float:
    """A sum in a fixed order."""
    return float(np.cumsum(values.ravel())[-1]) if values.size else 0.0


def _unsafe(population: Population, chosen: Marks, poor: Marks, place: Place) -> Marks:
    """Households without a safe house: exact shares of the registered and of the others; who has none already, first."""
    luck = Luck(place.seed).uniform("unsafe", population.household.id)
    rank = luck + 2.0 * (population.household.house_safe > 0) + (chosen & ~poor[population.household.parent])
    made = np.zeros(len(chosen), dtype=bool)
    for side, share in ((chosen, place.numbers.unsafe_registered), (~chosen, place.numbers.unsafe_others)):
        rows = np.flatnonzero(side)
        count = int(np.floor(share * len(rows) + 0.5))
        made[rows[np.argsort(rank[rows], kind="stable")[:count]]] = True
    return made


def _works(population: Population, poor: Marks, place: Place) -> None:
    """Let exactly so many poor villages lack a road, water, a clinic and what the page names as it says; the worst-off do."""
    rows = np.flatnonzero(poor)
    for work, share in place.lacking.items():
        level = getattr(population.village, work).astype(np.float64)
        order = rows[np.argsort(level[rows], kind="stable")]
        count = int(np.floor(share * len(rows) + 0.5))
        lack, have = order[:count], order[count:]
        level[lack] = np.minimum(level[lack], 0.3 * level[lack])
        level[have] = np.maximum(level[have], 0.85 + 0.15 * level[have])
        population.village.set(work, level)
