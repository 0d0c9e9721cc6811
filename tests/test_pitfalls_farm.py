"""Farms, prices, disasters and village works: known answers and what a domain expert would laugh at."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from povsim.draws import Draw, key
from povsim.levels import FUNGUS, INDUSTRIES
from povsim.plugin import builtin
from povsim.scenario import Scenario, load
from povsim.simulation import Simulation
from povsim.steps.local_prices import KINDS, local

QINGHAI = Path(__file__).parents[1] / "configs" / "qinghai.yaml"
SMALL = ("population.share=0.01", "years.last=2017")


def qinghai(*changes: str) -> Scenario:
    return load(QINGHAI, (*SMALL, *changes))


def lived(years: int, *changes: str) -> Simulation:
    """Qinghai at one hundredth, so many years on."""
    run = Simulation(qinghai(*changes))
    for _ in range(years):
        run.step()
    return run


def test_oracle_9_without_a_local_part_supply_does_not_move_the_price() -> None:
    ratio = np.array([[0.01, 0.5, 1.0, 3.0, 900.0]])
    assert (local(ratio, np.zeros((1, 5)), 2.0) == 1.0).all()
    market = lived(2, "steps.local_prices.fresh=0", "steps.local_prices.stored=0").world.population.market
    price, supply = market.price.reshape(-1, KINDS), market.supply.reshape(-1, KINDS)
    assert (price == price[0]).all() and len(np.unique(price[0])) == KINDS and len(np.unique(supply)) > KINDS


def test_oracle_9_with_unit_elasticity_local_revenue_is_constant() -> None:
    ratio = np.array([0.26, 0.5, 1.0, 2.0, 3.9])
    assert local(ratio, np.ones(5), 1.0) * ratio == pytest.approx(np.ones(5), rel=1e-12)
    market = lived(1, "steps.local_prices.fresh=1", "steps.local_prices.parcels=0", "steps.local_prices.roads=0",
                   "steps.local_prices.elasticity=1", "shocks.price=null").world.population.market
    held = (market.industry != 0) & (market.industry != 5) & (market.industry != FUNGUS)
    ratio = market.supply / market.reference
    held &= (ratio > 0.25) & (ratio < 4.0)
    assert held.sum() > 50 and np.ptp(ratio[held]) > 0.3
    assert (market.price * market.supply)[held] == pytest.approx(market.reference[held], rel=1e-9)


def test_base_year_stands_at_normal_prices_and_national_prices_stray_together() -> None:
    run = lived(0)
    assert (run.world.population.household.price[run.world.population.household.harvest > 0] > 0.99).all()
    names = [f"price_{name}" for name in INDUSTRIES]
    paths = np.array([[getattr(each.world.population.province, name)[0] for name in names] for each in (lived(0, f"population.seed={k}") for k in range(3))])
    assert len(np.unique(paths)) == paths.size


def test_settled_mix_of_industries_is_the_presets() -> None:
    population = lived(0).world.population
    county = population.up("household", "county")
    pastoral = population.county.pastoral[county] > 0.5
    shares = np.bincount(population.household.industry[pastoral], minlength=KINDS) / pastoral.sum()
    sure = 4.892 * np.sqrt(0.25 / pastoral.sum())
    assert shares == pytest.approx([0.15, 0, 0, 0.8, 0, 0, 0, 0.05, 0], abs=sure)
    assert (population.market.industry == np.tile(np.arange(KINDS), population.county.size)).all()
    assert set(population.firm.industry.tolist()) <= set(range(KINDS))


def test_national_prices_have_their_spread_their_correlation_and_mean_one() -> None:
    """20,000 years of the shock; a tenth more or less of any spread would be seen."""
    price = builtin("shock")["price"]
    settings, row = SimpleNamespace(**price.Settings().at(2016)), SimpleNamespace(**{f"price_{name}": 0.0 for name in INDUSTRIES})
    path = np.empty((20_000, KINDS))
    for year in range(len(path)):
        price.module.strike(row, settings, Draw(key(1, "price", year), 1))
        path[year] = [getattr(row, f"price_{name}") for name in INDUSTRIES]
    declared = np.array([getattr(settings, name) for name in INDUSTRIES])
    assert path.std(axis=0) == pytest.approx(declared, rel=0.04)
    between = np.corrcoef(path.T)[np.triu_indices(KINDS, 1)]
    assert between == pytest.approx(np.full(len(between), 0.2), abs=0.08)
    assert np.exp(path).mean(axis=0) == pytest.approx(np.ones(KINDS), abs=4.892 * 0.3 * np.sqrt(3.4 / len(path)))
