"""Local prices: what every household's industry fetches where the county's supply meets a thin market.  本地价格

S07 of the model with item 7 of its corrections. A part `theta` of each product is sold in the county, where its
price falls with what the county brings to market; the rest fetches the national price. Good roads and e-commerce each make
the local part smaller: theta = theta0 * (1 - .3 e-commerce) * (1 - .3 road). Supply is normal where it keeps step with
half the growth of incomes.
The base year stands at normal national prices, since the levels are fitted to its published means.
"""

from __future__ import annotations

from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from povsim.columns import column, gather
from povsim.levels import CATTLE, FRUIT, FUNGUS, INDUSTRIES, STAPLE, TEA
from povsim.maths import exp_array, log_array
from povsim.parameters import Parameters, parameter
from povsim.population import Table
from povsim.runs import Rows

if TYPE_CHECKING:
    from povsim.world import World

Floats = NDArray[np.float64]

phase = "production"
KINDS = len(INDUSTRIES)
TOGETHER = 16_384
"""Counties are summed up together until they have about so many households."""
STORED = (STAPLE, TEA)
"""Industries whose produce keeps and travels; of fungus nothing is sold in the county."""
LEAST, MOST = 0.25, 4.0
"""How far supply beside normal supply moves a local price at most."""
NATIONAL = tuple(f"province.price_{name}" for name in INDUSTRIES)

columns = (
    *(column(path, "float64", "log", "national price of the industry beside its trend") for path in NATIONAL),
    gather("village.herd", "sum", "household.herd", "livestock of all households", unit="sheep units", low=0),
    gather("county.herd", "sum", "village.herd", "livestock of all households", unit="sheep units", low=0),
    gather("county.road", "mean", "village.road", "hard road of a village", unit="share", low=0),
    gather("county.parcels", "mean", "village.parcels", "parcels sold to far buyers by a village", unit="share", low=0),
    column("county.income_earlier", "float64", "yuan a resident", "mean survey income two years before; 0 = not known", low=0),
    column("county.price_shock", "float64", "log", "what the county's produce fetches beside a normal year"),
    column("county.concentration", "float64", "index", "Herfindahl index of the county's supply by industry", low=0),
    column("county.likeness", "float64", "index", "how alike its supply and that of the other counties are", low=0),
    column("county.livestock_price", "float64", "index", "price of sheep and yaks this year, 1 = normal", low=0, start=1),
    column("county.natural_price", "float64", "index", "price of what is gathered this year, 1 = normal", low=0, start=1),
    column("household.price", "float32", "index", "price of its industry's produce in its county, 1 = normal", low=0, start=1),
    column("market.supply", "float64", "yuan", "what the county brought to market this year, at normal prices", low=0),
    column("market.reference", "float64", "yuan", "supply at which the local price is normal", low=0),
    column("market.price", "float64", "index", "price of the year, 1 = normal", low=0, start=1),
)
reads = (
    "household.harvest", "household.industry", "county.herd", "county.income_before", "county.road", "county.parcels",
    "province.farm_index", *NATIONAL,
)
writes = (
    "household.price", "market.supply", "market.reference", "market.price", "county.income_earlier",
    "county.price_shock", "county.tree_price", "county.concentration", "county.likeness", "county.livestock_price",
    "county.natural_price",
)


class Settings(Parameters):
    """How thin local markets are."""

    fresh: float = parameter(
        0.4, "share", low=0, high=1, plausible=(0.1, 0.8),
        source="assumed; of perishable produce, sold in the county and its towns",
    )
    stored: float = parameter(
        0.1, "share", low=0, high=1, plausible=(0, 0.3), source="assumed; of grain and tea, which traders carry anywhere",
    )
    elasticity: float = parameter(
        2.0, "log a log", low=0.2, high=50, plausible=(1, 5),
        source="assumed; of local demand to price; towns switch between foods",
    )
    parcels: float = parameter(
        0.3, "share", low=0, high=0.5, plausible=(0.1, 0.5),
        source="assumed; of the local part that full e-commerce takes to far buyers",
    )
    roads: float = parameter(
        0.3, "share", low=0, high=0.5, plausible=(0.1, 0.5),
        source="assumed; of the local part that full hard roads take to far buyers",
    )
    demand: float = parameter(
        0.5, "log a log", low=0, high=1, plausible=(0.2, 0.8),
        source="assumed; growth of local demand for farm produce with income",
    )
    newcomer: float = parameter(
        0.02, "share of supply", low=0.001, high=0.5, plausible=(0.005, 0.05),
        source="assumed; local demand for what hardly anybody grew in the base year",
    )
    sheep: float = parameter(
        156.0, "yuan a sheep unit, 2015", low=0, high=5_000, plausible=(100, 250),
        source="derived; sale rate .24 at 650 yuan, as in the rule herd",
    )


def step(world: World) -> None:
    """Sum up supply by market in row order, and write the price that each household meets."""
    population, own, settled = world.population, world.settings, world.year <= int(world.scenario.years.first)
    household, market, parts = population.household, population.market, _parts(world)
    supply = np.concatenate(world.driver.each([partial(_supply, household, each) for each in parts]))
    supply[:, CATTLE] += own.sheep * float(population.province.farm_index[0]) * population.county.herd
    reference = _reference(world, supply, settled)
    national = np.array([0.0 if settled else float(population.province.arrays[path.partition(".")[2]][0]) for path in NATIONAL])
    price = exp_array(national) * local(supply / reference, _local_part(world), own.elasticity)
    market.supply[:], market.reference[:], market.price[:] = supply.ravel(), reference.ravel(), price.ravel()
    _tell_counties(world, price, supply)
    prices = np.split(price.astype(np.float32), np.cumsum([len(each) - 1 for each in parts])[:-1])
    world.driver.each([partial(_meet, household, each, price) for each, price in zip(parts, prices, strict=True)])


def _parts(world: World) -> list[Rows]:
    """Counties that are summed up together, as the walls between their household rows, which lie side by side."""
    walls = world.population.first("village")[world.population.first("county")]
    groups = np.searchsorted(walls[1:], np.arange(0, walls[-1], TOGETHER), side="right")
    cuts = np.unique(np.concatenate([[0], groups, [len(walls) - 1]])).tolist()
    return [walls[a : b + 1] for a, b in pairwise(cuts)]


def _products(household: Table, walls: Rows) -> Rows:
    """The market of every household of these counties, counted from the first county's first."""
    counties = np.repeat(np.arange(len(walls) - 1) * KINDS, np.diff(walls))
    made: Rows = counties + household.industry[walls[0] : walls[-1]]
    return made


def _supply(household: Table, walls: Rows) -> Floats:
    """Harvests by county and industry, in row order: (counties, industries)."""
    some, many = household.harvest[walls[0] : walls[-1]], (len(walls) - 1) * KINDS
    sums = np.bincount(_products(household, walls), weights=some, minlength=many)
    return sums.astype(np.float64, copy=False).reshape(-1, KINDS)


def _meet(household: Table, walls: Rows, price: NDArray[np.float32]) -> None:
    """Write what the households of these counties meet: price (counties, industries)."""
    household.price[walls[0] : walls[-1]] = price.ravel()[_products(household, walls)]


def _tell_counties(world: World, price: Floats, supply: Floats) -> None:
    """What counties see of prices and supply (counties, industries): levels, single prices, and how alike all are."""
    county, trees = world.population.county, np.isin(np.arange(KINDS), (TEA, FRUIT))
    shares = supply / np.maximum(by_row(supply), 1.0)[:, None]
    others = (by_row(shares.T)[None, :] - shares) / max(len(shares) - 1, 1)
    county.price_shock[:] = log_array(mean_price(price, supply))
    county.tree_price[:] = mean_price(price[:, trees], supply[:, trees])
    county.livestock_price[:], county.natural_price[:] = price[:, CATTLE], price[:, FUNGUS]
    county.concentration[:], county.likeness[:] = by_row(shares * shares), by_row(shares * others)


def mean_price(price: Floats, supply: Floats) -> Floats:
    """The mean price of each row by supply, 1 where there is none."""
    total = by_row(supply)
    return np.asarray(np.where(total > 0.0, by_row(price * supply) / np.maximum(total, 1e-9), 1.0))


def local(ratio: Floats, theta: Floats, elasticity: float) -> Floats:
    """A local price beside the national one, from supply beside normal supply: shape (counties, industries)."""
    held = np.clip(ratio, LEAST, MOST)
    return theta * exp_array(-log_array(held) / elasticity) + (1.0 - theta)


def _local_part(world: World) -> Floats:
    """What share of each product is sold within the county: (counties, industries)."""
    own, county = world.settings, world.population.county
    parts = np.array([own.stored if code in STORED else 0.0 if code == FUNGUS else own.fresh for code in range(KINDS)])
    open_ = (1.0 - own.parcels * county.parcels) * (1.0 - own.roads * county.road)
    return np.asarray(open_[:, None] * parts)


def _reference(world: World, supply: Floats, settled: bool) -> Floats:
    """Normal supply: that of the base year, raised with incomes: (counties, industries)."""
    county, own = world.population.county, world.settings
    before, now = county.income_earlier.copy(), county.income_before
    county.income_earlier[:] = now
    if settled:
        return np.asarray(np.maximum(supply, np.maximum(own.newcomer * by_row(supply), 1.0)[:, None]))
    known = (before > 100.0) & (now > 100.0)
    growth = np.clip(np.where(known, now / np.where(known, before, 1.0), 1.0), 0.8, 1.3) - 1.0
    return np.asarray(world.population.market.reference.reshape(-1, KINDS) * (1.0 + own.demand * growth)[:, None])


def by_row(values: Floats) -> Floats:
    """The sum of every row, column by column: the same bits everywhere."""
    total = np.zeros(len(values))
    for place in range(values.shape[1]):
        total += values[:, place]
    return total
