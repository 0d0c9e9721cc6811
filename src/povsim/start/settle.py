"""The starting population of a place from its published totals, which hold exactly.  初始总体

A page gives totals and the number of counties of every kind of place; presets give the
shapes. Counties, villages, households and persons are drawn from keys, so that a place is
the same on every machine and in every order.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any

import numpy as np

from povsim.errors import Fault, InputError
from povsim.levels import COUNTY, INDUSTRIES, WORKS
from povsim.plugin import Schema
from povsim.population import Population
from povsim.start.drawing import MEMBERS, Plan, draw, groups, numbered, put
from povsim.start.homes import Columns, Floats, Luck, Whole, Words, industries, kind_weights, suitability
from povsim.start.place import Place, place_of
from povsim.start.quotas import SIZES, shared_out, sizes_by_row

if TYPE_CHECKING:
    from povsim.scenario import Scenario

VILLAGES = 10_000
"""How many ids a county has for its villages: an id reads as county, village, household, person."""


SMALL = 20_000
"""Households of a place that is kept for the next run: those of an ensemble mostly start alike."""


@dataclass(frozen=True)
class Start:
    """A page as far as its starting population goes: pages that are equal here start alike."""

    scenario: Scenario = field(compare=False)
    people: Any
    presets: Any
    year: int
    schema: Schema


def settle(scenario: Scenario, threads: int = 1) -> Population:
    """The starting population of a page, before the years without programmes and the register."""
    if scenario.rows()["household"] > SMALL:
        return _drawn(scenario, threads)
    presets, year = scenario.settings["presets"], int(scenario.years.first)
    return again(_kept(Start(scenario, scenario.population, presets, year, scenario.schema)))


@lru_cache(maxsize=1)
def _kept(start: Start) -> Population:
    return _drawn(start.scenario, 1)


def again(kept: Population) -> Population:
    """The same population once more, to be changed."""
    made = Population(kept.schema, {level: (table.id, table.parent) for level, table in kept.tables.items()})
    for level, table in kept.tables.items():
        for name in table.columns:
            getattr(made[level], name)[:] = getattr(table, name)
    return made


def _drawn(scenario: Scenario, threads: int) -> Population:
    """Columns are drawn straight into the tables, some counties at a time."""
    place = place_of(scenario)
    luck = Luck(place.seed)
    counties = _counties(place, luck)
    villages = shared_out(luck.log_normal("county_size", counties["id"], place.numbers.county_sizes), place.villages, 1)
    below = _villages(place, luck, counties, villages)
    households = below.pop("households")
    plan = Plan(place, below, villages, households, _sizes(place, _sums(households, villages)))
    population = _unsettled(scenario.schema, plan)
    rest = {"county": counties, "village": below, "market": _markets(counties), "firm": _firms(place, luck, counties)}
    for level, columns in rest.items():
        put(population, level, 0, columns)
    with ThreadPoolExecutor(threads) as pool:
        members = list(pool.map(partial(draw, plan, population), groups(place, plan.sizes.sum(axis=1))))
    population.house(np.concatenate(members))
    return population


def _unsettled(schema: Schema, plan: Plan) -> Population:
    """Tables of the right sizes, the rows of each level beside those of the same row above; nobody has an id so far."""
    many = len(plan.counts)
    counts = {"county": np.array([many]), "village": plan.counts, "household": plan.households}
    counts |= {"market": np.full(many, len(INDUSTRIES)), "firm": np.full(many, plan.place.numbers.firms)}
    tables: dict[str, Any] = {"province": (np.ones(1, dtype=np.uint64), None)}
    for level, below in counts.items():
        tables[level] = (np.zeros(int(below.sum()), dtype=np.uint64), np.repeat(np.arange(len(below), dtype=np.uint32), below))
    tables["person"] = (np.zeros(int((plan.sizes * SIZES).sum()), dtype=np.uint64), None)
    return Population(schema, tables)


def _below(counties: Columns, each: int) -> Words:
    """Ids of so many rows below each county, numbered."""
    number = np.tile(np.arange(1, each + 1), len(counties["id"])).astype(np.uint64)
    ids: Words = np.repeat(counties["id"], each) * np.uint64(MEMBERS) + number
    return ids


def _markets(counties: Columns) -> Columns:
    """Markets by county, one an industry."""
    return {"id": _below(counties, len(INDUSTRIES)), "industry": np.tile(np.arange(len(INDUSTRIES)), len(counties["id"]))}


def _firms(place: Place, luck: Luck, counties: Columns) -> Columns:
    """Firms by county, in the industries of the place."""
    ids = _below(counties, place.numbers.firms)
    chance = luck.uniform("firm_industry", ids)
    kinds = [place.presets[name] for name in place.counties for _ in range(place.numbers.firms)]
    found = [industries(kind, chance[row : row + 1])[0] for row, kind in enumerate(kinds)]
    return {"id": ids, "industry": np.array(found, np.int8)}


def _counties(place: Place, luck: Luck) -> Columns:
    """Counties by number; a preset's numbers fill the columns of the same names."""
    ids = np.arange(1, len(place.counties) + 1, dtype=np.uint64)
    kinds = [place.presets[name] for name in place.counties]
    names = sorted(place.presets)
    spread = np.array([kind.county_spread for kind in kinds])
    made: Columns = {
        "id": ids,
        "preset": np.array([names.index(name) for name in place.counties]),
        "effect": spread * luck.normal("county_effect", ids),
        "promoted": np.array([int(kind.promoted) for kind in kinds]),
        "suitability": np.array([suitability(kind, place.numbers) for kind in kinds]),
    }
    for column in COUNTY:
        if column.gather is None and column.name not in made and hasattr(kinds[0], column.name):
            made[column.name] = np.array([float(getattr(kind, column.name)) for kind in kinds])
    return made


def _villages(place: Place, luck: Luck, counties: Columns, counts: Whole) -> Columns:
    """Villages by county: position, lasting effect, works that stand, and their households."""
    county, number = numbered(counts)
    ids = counties["id"][county] * np.uint64(VILLAGES) + number
    if len(number) and int(number.max()) >= VILLAGES:
        raise InputError([Fault("", None, "population.villages", f"a county has at most {VILLAGES - 1:,} villages")])
    numbers, shape = place.numbers, _by_county(place, county)
    far = np.clip(shape("remoteness") + numbers.remoteness_spread * luck.normal("remoteness", ids), 0.0, 1.0)
    slope = numbers.remoteness_slope * (shape("remoteness") - far)
    near = (shape("remoteness") - far) / max(numbers.remoteness_spread, 1e-9)
    link = numbers.village_remoteness
    standing = link * near + float(np.sqrt(1.0 - link * link)) * luck.normal("standing", ids)
    effect = shape("village_spread") * luck.normal("village_effect", ids) + slope
    made: Columns = {"id": ids, "remoteness": far, "standing": standing, "effect": effect}
    for work in WORKS:
        made[work] = _standing(shape(work), far - shape("remoteness"), luck, ids, work)
    made["network"] = np.clip(shape("network") + 0.1 * luck.normal("network", ids), 0.0, 1.0)
    weights = luck.log_normal("village_size", ids, numbers.village_sizes)
    made["households"] = shared_out(weights, place.households, 1)
    return made


def _by_county(place: Place, county: Whole) -> Any:
    """A function from a preset's number to that number for every village."""

    def shape(name: str) -> Floats:
        return np.array([float(getattr(place.presets[preset], name)) for preset in place.counties])[county]

    return shape


def _standing(share: Floats, farther: Floats, luck: Luck, ids: Words, work: str) -> Floats:
    """How far a public work stands: nearly whole, or, more often in far villages, hardly at all."""
    has = luck.uniform(work, ids) < np.clip(share - farther, 0.02, 0.98)
    level = luck.uniform(f"{work}_level", ids)
    return np.where(has, 0.85 + 0.15 * level, 0.3 * level)


def _sums(values: Whole, counts: Whole) -> Whole:
    ends = np.concatenate([[0], np.cumsum(values)])
    bounds = np.concatenate([[0], np.cumsum(counts)])
    made: Whole = ends[bounds[1:]] - ends[bounds[:-1]]
    return made


def _sizes(place: Place, households: Whole) -> Whole:
    """Households by county and size: so many of registered size that the register can be chosen exactly."""
    kinds = [place.presets[name] for name in place.counties]
    weights = np.stack([kind_weights(kind).sum(axis=0) for kind in kinds])
    registered = shared_out(households.astype(np.float64), place.registered)
    registered = np.minimum(registered, households)
    inside = np.array([kind.registered_size for kind in kinds])
    outside = np.array([kind.household_size for kind in kinds])
    small = sizes_by_row(weights, inside, registered, place.registered_persons)
    rest = sizes_by_row(weights, outside, households - registered, place.persons - place.registered_persons)
    made: Whole = small + rest
    return made


