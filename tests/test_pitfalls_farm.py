"""Farms, prices, disasters and village works: known answers and what a domain expert would laugh at."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from povsim.draws import Draw, key
from povsim.engine.compiled import Compiled
from povsim.engine.driver import Call
from povsim.levels import FUNGUS, INDUSTRIES, VEGETABLES
from povsim.plugin import FOLDERS, Schema, builtin
from povsim.population import Population
from povsim.scenario import Scenario, load
from povsim.simulation import Simulation
from povsim.steps.local_prices import KINDS, local

QINGHAI = Path(__file__).parents[1] / "configs" / "qinghai.yaml"
COUNTY = Path(__file__).parents[1] / "docs" / "examples" / "county.yaml"
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


def county(years: int, *changes: str) -> Simulation:
    """The county of the README with one kind of place and nothing but industry support, so many years on."""
    run = Simulation(load(COUNTY, ("programmes.dibao=null", "population.registered.households=800", "population.registered.persons=2960", *changes)))
    for _ in range(years):
        run.step()
    return run


def of(place: str) -> tuple[str, str]:
    """The changes that make the county this kind of place."""
    return ("population.counties.dry_hills=null", f"population.counties.{place}=1") if place != "dry_hills" else ("seed=1", "seed=1")


QUIET = ("programmes.industry.copying=0", "programmes.industry.captured=0")


@pytest.mark.parametrize(("place", "promoted", "bears"), [("dry_hills", "potato", 1), ("dry_hills", "cattle", 2), ("border_subtropics", "tea", 4)])
def test_x28_nothing_pays_before_it_is_grown(place: str, promoted: str, bears: int) -> None:
    """Grants of 2016 alone: with them and without, whoever got one farms alike until the first output, and not from then on.

    A household in a hundred may differ earlier, whose exit came sooner for the help on its record; a village then has another
    mean of capital, which moves the use of its works by less than a hundredth.
    """
    chosen = (*of(place), f"presets.{place}.promoted={promoted}", "steps.local_prices.fresh=0", "steps.local_prices.stored=0", *QUIET)
    given = county(0, *chosen, "programmes.industry.budget={2016: 3e6, 2017: 0}")
    without = county(0, *chosen, "programmes.industry.budget=0")
    for year in range(2016, 2017 + bears):
        given.step()
        without.step()
        one, other = given.world.population.household, without.world.population.household
        mine, theirs = np.isin(one.id, other.id), np.isin(other.id, one.id)
        helped = (one.industry_grants[mine] > 0) & (one.harvest[mine] > 0)
        earned, twin = (each.astype(float)[helped] for each in (one.farm_income[mine], other.farm_income[theirs]))
        changed, moved = (earned != twin).mean(), (np.abs(earned - twin) > 0.01 * np.abs(twin)).mean()
        assert helped.sum() > 50 and (changed > 0.9 if year >= 2016 + bears else moved < 0.02), (year, changed, moved)


def test_x28_herds_die_in_snow() -> None:
    """A herd that grows every year would be an error: snow takes a quarter of it, in whole villages."""
    run = county(0, *of("pastoral"), "presets.pastoral.disaster_chance=0.5", "rules.herd.thirst=0", "shocks={disaster: {}}")
    before, home = run.world.population.household.herd.copy(), run.world.population.household
    ids = home.id.copy()
    run.step()
    home, village = run.world.population.household, run.world.population.village
    stays = np.isin(ids, home.id)
    now, hit = home.herd[np.isin(home.id, ids)], village.snow[home.parent[np.isin(home.id, ids)]] == 1
    change = now / np.maximum(before[stays], 1e-9)
    kept = (before[stays] > 0) & (home.industry_grants[np.isin(home.id, ids)] == 0)
    assert 0.1 < hit.mean() < 0.9
    for struck, factor in ((hit, 0.81), (~hit, 1.01)):
        assert (np.abs(change[struck & kept] - factor) < 1e-5).mean() > 0.97, "all but the few whose young families left with a part"


def test_x29_all_plant_the_winning_crop_and_its_price_falls_for_everybody() -> None:
    """Copying fills the market: the price of what is promoted falls, also for growers whom nobody supports."""
    chosen = (*of("valley_town"), "programmes.industry.budget=8e6", "years.last=2020")
    calm, rush = (county(5, *chosen, f"programmes.industry.copying={share}") for share in (0, 0.2))
    prices = [run.world.population.market.price[VEGETABLES] for run in (calm, rush)]
    supply = [run.world.population.market.supply[VEGETABLES] for run in (calm, rush)]
    assert supply[1] > 1.15 * supply[0] and prices[1] < 0.98 * prices[0]
    incomes = []
    for run in (calm, rush):
        home = run.world.population.household
        incomes.append(dict(zip(home.id.tolist(), zip(home.farm_income.tolist(), home.industry == VEGETABLES, home.status, strict=True), strict=True)))
    ever = [(incomes[0][each][0], incomes[1][each][0]) for each in incomes[0] if each in incomes[1]
            and incomes[0][each][1] and incomes[1][each][1] and incomes[0][each][2] == 0 and incomes[0][each][0] > 0]
    assert len(ever) > 100 and sum(other < one for one, other in ever) > 0.98 * len(ever)


def test_elite_capture_moves_value_to_large_households_and_the_ledger_keeps_every_fen() -> None:
    """The more is captured the less the supported own; what is booked is the same to the fen."""
    runs = [county(1, "programmes.industry.copying=0", f"programmes.industry.captured={share}") for share in (0, 0.4)]
    booked = [int(run.world.ledger.table()["amount_fen"].sum()) for run in runs]
    assert booked[0] == booked[1] > 0
    capital = [run.world.population.household.capital.astype(np.float64) for run in runs]
    home = runs[0].world.population.household
    helped, elite = home.industry_grants > 0, home.elite == 1
    village = runs[0].world.population.village
    inside = village.elites[home.parent] > 0
    grants = home.industry_fen[inside].astype(np.float64).sum() / 100.0
    gained = (capital[1] - capital[0])[elite & ~helped].sum()
    assert ((capital[1] <= capital[0])[helped & ~elite]).all()
    lost = (capital[0] - capital[1])[helped & ~elite & inside & (home.land >= 1)]
    assert (np.abs(lost - 0.94 * 0.95 * 0.4 * 15_000) < 1).mean() > 0.85 and len(lost) > 100
    assert 0.2 * grants < gained <= 0.4 * grants * (1 + 1e-6)


def test_x21_a_grant_in_kind_is_not_income() -> None:
    """In the year of the grant nobody's income differs from that of a year without one."""
    one, other = (county(1, *QUIET, f"programmes.industry.budget={budget}").world.population.household for budget in ("3e6", "0"))
    assert (one.industry_fen > 0).sum() > 50 and (one.total_income == other.total_income).all()


WORKS = ("road", "water", "power", "net", "irrigation")


def with_works(share: float) -> Simulation:
    """Two quiet years of the county with all works standing to this share."""
    run = county(0, "programmes.industry.budget=0", "shocks={}")
    for name in WORKS:
        getattr(run.world.population.village, name)[:] = share
    run.world.changed([f"village.{name}" for name in WORKS])
    run.step()
    run.step()
    return run


def test_x30_works_help_the_better_off_first() -> None:
    """V25, paired: all works against none raise the income of the third with most capital by about 12 %, of the third with least
    by less than a third of that (Park and Wang 2010, for a part of such works: 6.1-9.2 %, and nothing for the poorer). The
    standard error of either gain is below .01."""
    none, whole = (run.world.population.household for run in (with_works(0.0), with_works(1.0)))
    both = [np.isin(one.id, other.id) for one, other in ((none, whole), (whole, none))]
    before, after, use = none.total_income[both[0]], whole.total_income[both[1]], none.use[both[0]]
    low, high = np.quantile(use, [1 / 3, 2 / 3])
    gains = [(after[part] - before[part]).sum() / before[part].sum() for part in (use <= low, use > high)]
    assert 0.07 < gains[1] < 0.17 and -0.02 < gains[0] < gains[1] / 3
    relative = np.bincount(whole.parent, weights=whole.use) / np.bincount(whole.parent)
    assert relative == pytest.approx(with_works(1.0).world.population.village.mean_use, rel=1e-5), "the village's mean household gains as told"


def struck(years: int, chance: float, together: float) -> np.ndarray:
    """Which villages of 400 counties are struck in each year: shape (years, counties, villages a county)."""
    schema = Schema(each for kind in FOLDERS for each in builtin(kind).values() if kind != "preset")
    ids = np.arange(1, 4001, dtype=np.uint64)
    tables = {"province": (ids[:1], None), "county": (ids[:400], None), "village": (ids, np.repeat(np.arange(400, dtype=np.uint32), 10))}
    world, driver = Population(schema, tables), Compiled(schema)
    world.county.disaster_chance[:], world.county.disaster_loss[:] = chance, 0.28
    weather, disaster = builtin("rule")["weather"].rule("step"), builtin("shock")["disaster"].rule("strike")
    numbers = disaster.plugin.Settings(together=together).at(2016)
    found = []
    for year in range(years):
        driver.tell([Call(weather, {"year": 0.0}, key(1, "weather", year))], world)
        driver.tell([Call(disaster, numbers, key(1, "disaster", year))], world)
        found.append((world.village.disaster_loss > 0).reshape(400, 10))
    return np.array(found)


@pytest.mark.parametrize(("chance", "low", "high"), [(0.12, 0.25, 0.29), (0.2, 0.26, 0.31)])
def test_x31_villages_of_a_county_are_struck_together(chance: float, low: float, high: float) -> None:
    """A latent correlation of .5 is one of .26-.29 between 0 and 1 as observed (item 32); its error here is below .006."""
    hit = struck(150, chance, 0.5).astype(np.float64)
    p = hit.mean()
    assert p == pytest.approx(chance, abs=4.892 * np.sqrt(chance * (1 - chance) * (1 + 9 * 0.29) / hit.size))
    pairs = (hit.sum(axis=2) ** 2 - hit.sum(axis=2)).mean() / 90.0
    assert low < (pairs - p * p) / (p * (1 - p)) < high


def test_x31_more_villages_do_not_average_a_county_s_weather_away() -> None:
    """The s.d. of a county's share of struck villages: half as much and less where villages were struck alone."""
    spread = [struck(30, 0.2, together).mean(axis=2).std() for together in (0.5, 0.0)]
    alone = np.sqrt(0.2 * 0.8 / 10)
    assert spread[1] == pytest.approx(alone, rel=0.05) and spread[0] > 1.7 * alone


def test_losses_have_the_place_s_mean_and_irrigation_spares_a_part() -> None:
    """A loss of .28 on average where nothing is watered; all of it watered spares a fifth, to the bit of each draw."""
    hits = []
    for watered in (0.0, 1.0):
        schema = Schema(each for kind in FOLDERS for each in builtin(kind).values() if kind != "preset")
        ids = np.arange(1, 40_001, dtype=np.uint64)
        world = Population(schema, {"province": (ids[:1], None), "county": (ids[:1], None), "village": (ids, np.zeros(40_000, np.uint32))})
        world.county.disaster_chance[:], world.county.disaster_loss[:], world.village.irrigation[:] = 0.5, 0.28, watered
        disaster = builtin("shock")["disaster"].rule("strike")
        Compiled(schema).tell([Call(disaster, disaster.plugin.Settings(together=0).at(2016), key(1, "d"))], world)
        hits.append(world.village.disaster_loss.astype(np.float64))
    struck_ = hits[0] > 0
    assert hits[0][struck_].mean() == pytest.approx(0.28, abs=4.892 * 0.2 / np.sqrt(struck_.sum()) + 0.005)
    assert hits[1][struck_] == pytest.approx(0.8 * hits[0][struck_], rel=1e-5)
