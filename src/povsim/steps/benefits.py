"""Who gets what: support by income, the cliff at the line, and what the poor and the exited live on.  受益分布与悬崖

Sections 5.5 and 5.8 and S25 of the model, off unless a page asks. Support is what a household got in the year in cash,
dividends, waivers and medical aid. It stands against the income of the year before, by which it was decided and which it did
not raise yet, as a share of the year's line. Nothing else changes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from povsim.administration.cliff import Cliff, cliff
from povsim.engine.driver import Cells
from povsim.history import Table
from povsim.levels import EXITED, RE_REGISTERED, REGISTERED
from povsim.parameters import Parameters, parameter
from povsim.tables import RECORD, TRUTH

if TYPE_CHECKING:
    from povsim.world import World

Floats = NDArray[np.float64]

phase = "accounting"
switch = "asked"
tables = ("benefits", "cliffs", "incomes")
reads = (
    "household.income_before", "household.recorded_income_before", "household.members", "household.status", "household.poor",
    "household.programme_income", "household.dividend_income", "household.aid", "household.school_aid", "province.exit_line",
    "province.most_poor", "village.out", "village.due", "village.recorded_poor", "village.persons", "village.households",
    "county.recorded_poor", "county.persons", "county.households",
)
writes = ()

BAND, BANDS = 0.1, 40
"""Bands of income as a share of the line: the first holds all below its end, the last all above its start."""
STATES = ("poor_recorded", "exited_recorded", "others_recorded")
SOURCE = "income_"


class Settings(Parameters):
    """Whether it is asked for, and how near the line households count for the cliff."""

    asked: bool = parameter(False, "switch", source="assumed; a page asks for it")
    width: float = parameter(
        0.5, "of the line", low=0.05, high=1, plausible=(0.2, 1),
        source="assumed; households so near the line tell the size of its cliff, the nearer the more",
    )
    width_of_places: float = parameter(
        0.05, "share of persons", low=0.001, high=1, plausible=(0.02, 0.1),
        source="assumed; villages and counties whose recorded poverty is so near the limit of exit tell the size of theirs",
    )


def step(world: World) -> None:
    """Write down who got what; nobody is helped in the first year."""
    _keep_incomes(world)
    if world.year == int(world.scenario.years.first):
        return
    home, line = world.population.household, float(world.population.province.exit_line[0])
    support = np.maximum(sum((getattr(home, name).astype(np.float64) for name in SUPPORT), np.zeros(home.size)), 0.0)
    for basis, income in ((RECORD, home.recorded_income_before), (TRUTH, home.income_before * 10.0)):
        _keep_bands(world, basis, income.astype(np.float64) / line, support)
        found = cliff(income.astype(np.float64) / line, support, 1.0, world.settings.width)
        _keep_cliff(world, ("household", basis), found, (line, found.many))
    _keep_cliffs_of_places(world, support)


SUPPORT = ("programme_income", "dividend_income", "aid", "school_aid")
"""What support is made of."""


def _keep_bands(world: World, basis: str, place: Floats, support: Floats) -> None:
    """Support by band of income."""
    members = world.population.household.members.astype(np.float64)
    band = np.clip(np.floor(place / BAND), 0, BANDS - 1).astype(np.int64)

    def count(weights: Floats | None = None) -> Floats:
        return np.bincount(band, weights=weights, minlength=BANDS).astype(np.float64)

    world.records.keep("benefits", {
        **_head(world, BANDS), "basis": np.full(BANDS, basis, object), "from_line": np.arange(BANDS) * BAND,
        "households": count().astype(np.int64), "persons": count(members).astype(np.int64),
        "helped_households": count((support > 0.0).astype(np.float64)).astype(np.int64), "benefit_yuan": count(support),
    })


def _keep_cliffs_of_places(world: World, support: Floats) -> None:
    """The cliffs of listed villages and of counties, where recorded poverty comes down to the limit of exit."""
    home, village, county = (world.population[level] for level in ("household", "village", "county"))
    limit = float(world.population.province.most_poor[0])
    listed = (village.out == 1) | (village.due == 1)
    sums = np.bincount(home.parent, weights=support, minlength=village.size)
    of_county = np.bincount(village.parent, weights=sums, minlength=county.size)
    for level, table, total, chosen in (("village", village, sums, listed), ("county", county, of_county, county.persons > 0)):
        rate = (table.recorded_poor / np.maximum(table.persons, 1))[chosen]
        mean = (total / np.maximum(table.households, 1))[chosen]
        found = cliff(-rate, mean, -limit, world.settings.width_of_places)
        near = np.abs(rate - limit) < world.settings.width_of_places
        _keep_cliff(world, (level, RECORD), found, (float("nan"), int(table.households[chosen][near].sum())))


def _keep_cliff(world: World, words: tuple[str, str], found: Cliff, rests: tuple[float, int]) -> None:
    """A row of the table: level and basis, the cliff, and the line and the households that it rests on."""
    numbers = {"line_yuan": rests[0], "below_yuan": found.below, "above_yuan": found.above, "size_yuan": found.size}
    numbers |= {"size_low": found.low, "size_high": found.high}
    made: Table = {name: np.array([value]) for name, value in numbers.items()}
    named = {name: np.array([word], object) for name, word in zip(("level", "basis"), words, strict=True)}
    world.records.keep("cliffs", {**_head(world, 1), **named, **made, "used_households": np.array([rests[1]], np.int64)})


def _keep_incomes(world: World) -> None:
    """The sources of income of the poor, the exited and all others on the record, and of the poor in truth."""
    home = world.population.household
    poor = (home.status == REGISTERED) | (home.status == RE_REGISTERED)
    state = np.where(poor, 0, np.where(home.status == EXITED, 1, 2)).astype(np.int64)
    measures = [each for each in world.plugins("measure") if each.name.startswith(SOURCE)]
    sums = world.totals([each.rule("count") for each in measures], Cells(2 * state + (home.poor == 1), 2 * len(STATES)))
    persons = np.bincount(2 * state + (home.poor == 1), weights=home.members, minlength=2 * len(STATES))
    for name, cells in (*((name, [2 * k, 2 * k + 1]) for k, name in enumerate(STATES)), ("poor_true", [1, 3, 5])):
        whole, many = float(persons[cells].sum()), len(measures)
        world.records.keep("incomes", {
            **_head(world, many), "state": np.full(many, name, object),
            "source": np.array([each.name for each in measures], object), "persons": np.full(many, int(whole), np.int64),
            "income_yuan": sums[:, cells].sum(axis=1) / whole if whole else np.full(many, np.nan),
        })


def _head(world: World, many: int) -> Table:
    return {"year": np.full(many, world.year, np.int32)}
