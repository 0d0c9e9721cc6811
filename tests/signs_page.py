"""A page of seventy counties of fields and markets, lived in pairs with one luck, for tests of signs."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import numpy as np

from concepts import net
from povsim.levels import EXITED, INDUSTRIES, NEVER, RE_REGISTERED, REGISTERED
from povsim.scenario import load
from povsim.simulation import Simulation

COUNTY = Path(__file__).parents[1] / "docs" / "examples" / "county.yaml"
FIELDS = (
    "population.villages=280", "population.households=28000", "population.persons=114800", "population.poor_villages=105",
    "population.registered.households=9800", "population.registered.persons=35875",
    "population.counties={dry_hills: 35, valley_town: 35}", "shocks={disaster: {}}",
    "money.sources.fiscal.total=7e8", "money.uses.batches.fiscal=7e8", "programmes.industry.budget=42e6",
    "programmes.dibao.budget=14e6", "programmes.medical={use: batches, budget: 7e7}",
)
"""28,000 households, more than a third of them registered, so that many exits can be watched; help for most."""
COLUMNS = ("id", "status", "exit_year", "poor", "industry_grants")
Year = dict[str, np.ndarray]


@lru_cache(maxsize=64)
def lived(seed: int, changes: tuple[str, ...], price: float = 1.0) -> tuple[Year, ...]:
    """What every household was at the end of each year from 2016, with this national price of all produce."""
    run = Simulation(load(COUNTY, [*FIELDS, f"seed={seed}", *changes]))
    world = run.world
    for name in INDUSTRIES:
        getattr(world.population.province, f"price_{name}")[:] = np.log(price)
        world.changed([f"province.price_{name}"])
    years = []
    while run.year < 2020:
        run.step()
        home, line = world.population.household, float(world.population.province.line[0])
        year = {name: getattr(home, name).copy() for name in COLUMNS}
        promoted = world.population.county.promoted[world.population.up("household", "county")]
        years.append(year | {"net": net(home) < line, "grower": home.industry == promoted})
    return tuple(years)


def asked(rows: Year, column: str, year: int) -> np.ndarray:
    """Whom a column of section 7.1 is about."""
    if column == "exited":
        return np.asarray((rows["status"] == EXITED) & (rows["exit_year"] < year))
    if column in ("never", "growers"):
        return np.asarray((rows["status"] == NEVER) & ((column == "never") | rows["grower"]))
    return np.ones(len(rows["id"]), dtype=bool)


def told(rows: Year, column: str) -> np.ndarray:
    """What it says of them: on the record, poor net of payments, or poor."""
    if column == "record":
        return np.isin(rows["status"], (REGISTERED, RE_REGISTERED)).astype(int)
    return rows["net" if column == "net" else "poor"].astype(int)


def shifts(worlds: tuple[tuple[Year, ...], ...], signs: tuple[int, ...], column: str) -> tuple[int, int, int]:
    """Households with more, and with fewer, years so told in worlds of positive sign; and how many were asked.

    Only years count in which the column is about the household in every world.
    """
    ids, changes = [], []
    for year, rows in enumerate(zip(*worlds, strict=True), start=2016):
        both = rows[0]["id"]
        for each in rows[1:]:
            both = np.intersect1d(both, each["id"])
        places = [np.flatnonzero(np.isin(each["id"], both)) for each in rows]
        places = [at[np.argsort(each["id"][at])] for at, each in zip(places, rows, strict=True)]
        within = np.all([asked(each, column, year)[at] for at, each in zip(places, rows, strict=True)], axis=0)
        change = sum(sign * told(each, column)[at] for sign, at, each in zip(signs, places, rows, strict=True))
        ids.append(both[within])
        changes.append(np.asarray(change)[within])
    _, household = np.unique(np.concatenate(ids), return_inverse=True)
    total = np.bincount(household, weights=np.concatenate(changes))
    return int((total > 0).sum()), int((total < 0).sum()), len(total)
