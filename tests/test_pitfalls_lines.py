"""Pitfalls of counting, lines and samples at which an expert would laugh: X01 to X05 and X33 of the reference."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from povsim.administration.assessment import passing
from povsim.levels import EXITED, RE_REGISTERED, REGISTERED
from povsim.plugin import FOLDERS, builtin
from povsim.scenario import load
from povsim.simulation import Simulation

COUNTY = Path(__file__).parents[1] / "docs" / "examples" / "county.yaml"
LINES = {2015: 2855, 2016: 2952, 2018: 2995, 2019: 3218}
"""The statistical line as that page gives it."""


def lived(years: int, *changes: str) -> Simulation:
    run = Simulation(load(COUNTY, list(changes)))
    for _ in range(years):
        run.step()
    return run


@pytest.fixture(scope="module")
def run() -> Simulation:
    return lived(4)


def test_x01_headcounts_weigh_persons(run: Simulation) -> None:
    """The registered are smaller households, so that a share of households is another number; both have their own name."""
    home, table = run.world.population.household, run.history().frame("yearly").iloc[-1]
    poor, persons = home.poor == 1, home.members.astype(np.int64)
    assert table.headcount_true == pytest.approx(persons[poor].sum() / persons.sum(), abs=1e-12)
    assert table.headcount_true_households == pytest.approx(poor.mean(), abs=1e-12) and table.headcount_true_households != table.headcount_true
    listed = np.isin(home.status, (REGISTERED, RE_REGISTERED, EXITED))
    assert persons[listed].mean() < persons[~listed].mean() - 0.2
    assert table.registered == persons[listed].sum() and table.registered_households == listed.sum()


def test_x02_income_of_a_year_meets_the_line_of_that_year(run: Simulation) -> None:
    """Nominal income of 2018 is not compared with 2,300 yuan, nor with the line of 2015."""
    home, yearly = run.world.population.household, run.history().frame("yearly")
    line = float(run.world.population.province.line[0])
    assert dict(zip(yearly.year, yearly.line, strict=True)) == {2015: 2855, 2016: 2952, 2017: 2952, 2018: 2995, 2019: 3218}
    assert run.world.year == 2019 and line == 3218 and np.array_equal(home.poor == 1, home.income < line)
    assert (home.poor == 1).sum() > (home.income < 2300).sum()


def test_x03_no_line_is_made_from_a_price_index() -> None:
    """Lines are published series on the page; no parameter of any plugin is a consumer price index, nor a line of 2,300 yuan."""
    names = [f"{plugin.name}.{each}" for kind in FOLDERS for plugin in builtin(kind).values() for each in _declared(plugin)]
    assert len(names) > 500 and [name for name in names if re.search(r"cpi|inflation|price_index", name)] == []
    world = lived(3).world
    assert float(world.population.province.line[0]) == LINES[2018]


def _declared(plugin: object) -> list[str]:
    settings = getattr(plugin, "settings", None) or getattr(getattr(plugin, "module", None), "Settings", None)
    return list(getattr(settings, "model_fields", {}))


def test_x04_each_line_has_its_own_use() -> None:
    """A higher line of exit moves the record and leaves true poverty of the year alone; a higher statistical line the reverse."""
    plain, exit_line, statistical = lived(0), lived(0, "lines.exit={2015: 4000}"), lived(0, "lines.statistical={2015: 4000}")
    poor = [run.world.population.household.poor.sum() for run in (plain, exit_line, statistical)]
    assert poor[0] == poor[1] and poor[2] > 1.2 * poor[0]
    assert float(exit_line.world.population.province.exit_line[0]) == 4000 != float(plain.world.population.province.exit_line[0])


def test_x05_the_line_is_for_a_person_and_no_scale_makes_large_households_richer(run: Simulation) -> None:
    """What a household has is divided by all its members, whatever their age."""
    home, own = run.world.population.household, run.world.scenario.parameters(builtin("rule")["welfare"])
    kinds = (home.wages, home.farm_income, home.herd_income, home.natural_income, home.business_income)
    counted = home.total_income - own.uncounted * np.maximum(0.0, sum(each.astype(np.float64) for each in kinds))
    assert home.income == pytest.approx(counted / home.members, rel=2e-4, abs=0.5)


def test_x33_a_thousand_households_are_not_a_thousand_independent_ones() -> None:
    """Two strata of five hundred: two per cent of one are ten households, and where villages are alike they say less still."""
    single, stratum, alike = passing(0.02, 1000), passing(0.02, 500), passing(0.02, 500, deff=2.0)
    assert passing(0.0199, 500) > passing(0.0299, 500) > 0.1, "ten of five hundred pass with three per cent wrong, one time in ten"
    assert passing(0.03, 1000) < passing(0.03, 500) < passing(0.03, 500, deff=2.0)
    assert 0.5 < single < 0.62 and 0.55 < stratum < 0.62 and alike > stratum
