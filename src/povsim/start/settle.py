"""The starting population of a place from its published totals, which hold exactly.  初始总体

A page gives totals and the number of counties of every kind of place; presets give the
shapes. Counties, villages, households and persons are drawn from keys, so that a place is
the same on every machine and in every order.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from povsim.columns import LEVELS
from povsim.errors import Fault, InputError
from povsim.levels import COUNTY, INDUSTRIES, WORKS
from povsim.plugin import Schema
from povsim.population import Population
from povsim.start.homes import Columns, County, Floats, Luck, Whole, Words, homes, industries, kind_weights, shapes, suitability
from povsim.start.people import people
from povsim.start.place import Place, place_of
from povsim.start.quotas import shared_out, sizes_by_row

if TYPE_CHECKING:
    from povsim.scenario import Scenario

VILLAGES, HOUSEHOLDS, MEMBERS = 10_000, 100_000, 100
"""How many ids each parent has for its children: an id reads as county, village, household, person."""


@dataclass(frozen=True)
class Settled:
    """The columns of every level, rows in order, and how many of them each row above has."""

    columns: dict[str, Columns]
    counts: dict[str, Whole]


def settle(scenario: Scenario, threads: int = 1) -> Population:
    """The starting population of a page, before the years without programmes and the register."""
    return populated(settled(place_of(scenario), threads), scenario.schema)


def populated(made: Settled, schema: Schema) -> Population:
    """Put settled columns into tables; a column that no plugin of the page declares is left out."""
    tables: dict[str, Any] = {"province": (np.ones(1, dtype=np.uint64), None)}
    for level in LEVELS[1:]:
        counts = made.counts[level]
        tables[level] = (made.columns[level]["id"], np.repeat(np.arange(len(counts), dtype=np.uint32), counts))
    population = Population(schema, tables)
    for level, columns in made.columns.items():
        for name, values in columns.items():
            if name in population[level].columns:
                getattr(population[level], name)[:] = values
    return population


def settled(place: Place, threads: int = 1) -> Settled:
    """Draw the whole population of a place, counties side by side."""
    luck = Luck(place.seed)
    counties = _counties(place, luck)
    weights = luck.log_normal("county_size", counties["id"], place.numbers.county_sizes)
    villages = shared_out(weights, place.villages, 1)
    below = _villages(place, luck, counties, villages)
    sizes = _sizes(place, _sums(below["households"], villages))
    with ThreadPoolExecutor(threads) as pool:
        ranges = _split(below, villages)
        drawn = pool.map(lambda index, rows: _county(place, luck, index, rows, sizes), range(len(villages)), ranges)
        parts = list(drawn)
    households = {name: np.concatenate([part[0][name] for part in parts]) for name in parts[0][0]}
    persons = {name: np.concatenate([part[1][name] for part in parts]) for name in parts[0][1]}
    markets, firms = _below(counties, len(INDUSTRIES)), _below(counties, place.numbers.firms)
    markets["industry"] = np.tile(np.arange(len(INDUSTRIES)), len(villages))
    chance = luck.uniform("firm_industry", firms["id"])
    kinds = [place.presets[name] for name in place.counties for _ in range(place.numbers.firms)]
    firms["industry"] = np.array([industries(kind, chance[row : row + 1])[0] for row, kind in enumerate(kinds)], np.int8)
    counts = {"county": np.array([len(villages)]), "village": villages, "household": below.pop("households")}
    counts |= {"person": households.pop("members"), "market": markets.pop("count"), "firm": firms.pop("count")}
    del households["village"]
    lived = {"county": counties, "village": below, "household": households, "person": persons}
    return Settled(lived | {"market": markets, "firm": firms}, counts)


def _below(counties: Columns, each: int) -> Columns:
    """So many rows below each county, numbered."""
    many = len(counties["id"])
    number = np.tile(np.arange(1, each + 1), many).astype(np.uint64)
    return {"id": np.repeat(counties["id"], each) * np.uint64(MEMBERS) + number, "count": np.full(many, each)}


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
    county = np.repeat(np.arange(len(counts)), counts)
    number = np.arange(len(county)) - np.repeat(np.cumsum(counts) - counts, counts) + 1
    ids = counties["id"][county] * np.uint64(VILLAGES) + number.astype(np.uint64)
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


def _split(columns: Columns, counts: Whole) -> Iterator[Columns]:
    bounds = np.concatenate([[0], np.cumsum(counts)])
    for low, high in zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True):
        yield {name: values[low:high] for name, values in columns.items()}


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


def _county(place: Place, luck: Luck, index: int, villages: Columns, sizes: Whole) -> tuple[Columns, Columns]:
    """The households and persons of one county."""
    preset = place.presets[place.counties[index]]
    counts = villages["households"]
    if int(counts.max()) >= HOUSEHOLDS:
        raise InputError([Fault("", None, "population.households", f"a village has at most {HOUSEHOLDS - 1:,} households")])
    village = np.repeat(np.arange(len(counts)), counts)
    number = np.arange(len(village)) - np.repeat(np.cumsum(counts) - counts, counts) + 1
    ids = villages["id"][village] * np.uint64(HOUSEHOLDS) + number.astype(np.uint64)
    kind, size = shapes(sizes[index], preset, ids, luck)
    county = County(preset, place.numbers, luck, villages)
    made = {"id": ids, "kind": kind, "members": size, "village": village, **homes(county, ids, village, size)}
    member = np.arange(int(size.sum())) - np.repeat(np.cumsum(size) - size, size) + 1
    below = np.repeat(ids, size) * np.uint64(MEMBERS) + member.astype(np.uint64)
    return made, {"id": below, **people(county, made, below, (kind, size))}
