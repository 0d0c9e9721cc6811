"""Expected signs, one change at a time (section 7.1 of the reference), and what industry support does to vulnerability (V28).

Worlds are paired: the same households with the same luck, so that what differs follows from the one change. Quick tests take one
pair of 28,000 households and count those with more (b) and with fewer (c) poor years than their twin: |b - c| > 4.892 sqrt(b + c)
happens by chance once in a million, if twins differ independently. That they do is not assumed by the nightly tests, whose unit
is the pair: 30 pairs, and a mean 5.917 standard errors from 0, which Student's t with 29 degrees passes once in a million.
"""

from __future__ import annotations

from math import exp, sqrt
from pathlib import Path

import numpy as np
import pytest

from povsim.draws import key, normal_array
from povsim.plugin import builtin
from povsim.scenario import load
from povsim.simulation import Simulation
from signs_page import Year, asked, lived, shifts

QINGHAI = Path(__file__).parents[1] / "configs" / "qinghai.yaml"
SURE, SURE_OF_30 = 4.892, 5.917
FIRST, MANY = 1, range(1, 31)
SEES = {"all": 0.015, "net": 0.015, "record": 0.015, "never": 0.015, "growers": 0.025, "exited": 0.035}
"""The net share of the households asked whose poor years must rise or fall to be seen by one pair; checked with every test."""
Changes = tuple[str, ...]
Worlds = tuple[tuple[Year, ...], ...]


def wider(farm: float = 0.28, pay: float = 0.24) -> Changes:
    """So much more variance of lasting differences of skill and pay between households, at the same mean."""
    mean = builtin("rule")["farm"].Settings().at(2015)["level"], builtin("rule")["pay"].Settings().at(2015)
    made = [f"rules.farm.level={mean[0] * exp(-farm / 2)}"]
    made += [f"rules.pay.{name}={mean[1][name] * exp(-pay / 2)}" for name in ("local", "migrant")]
    for place in ("dry_hills", "valley_town"):
        usual = builtin("preset")[place].Settings().at(2015)
        spreads = {"farm_spread": farm, "wage_spread": pay}
        made += [f"presets.{place}.{name}={sqrt(usual[name] ** 2 + more)}" for name, more in spreads.items()]
    return tuple(made)


def paid(numbers: tuple[float, ...]) -> Changes:
    """Reimbursement of the registered: aid, then eligible costs, three levels, critical illness, its threshold and starts."""
    names = ("eligible", "township", "county", "city", "critical", "threshold", "start")
    rest = [f"rules.reimbursement.{name}_registered={value}" for name, value in zip(names, numbers[1:], strict=True)]
    return (f"rules.reimbursement.assistance={numbers[0]}", *rest)


OFTEN = ("presets.dry_hills.disaster_chance=0.5", "presets.valley_town.disaster_chance=0.5")
ROWS: dict[str, tuple[Changes, Changes]] = {
    "transitory pay": ((), ("rules.wages.luck=0.6",)),
    "transitory harvest": ((), ("rules.farm.passing=0.8",)),
    "persistent": ((), ("rules.farm.lasting=0.5",)),
    "disaster": ((*OFTEN, "shocks.disaster.spread=0"), (*OFTEN, "shocks.disaster.spread=3")),
    "growth of farming": ((), ("steps.paths.farming=0.09",)),
    "growth of wages": ((), ("steps.paths.wages=0.1",)),
    "reimbursement": (paid((0, 0.85, 0.8, 0.68, 0.5, 0.5, 1, 1)), paid((1, 1, 1, 1, 1, 1, 0, 0))),
    "local part": ((), ("steps.local_prices.fresh=1", "steps.local_prices.stored=1")),
    "stiff demand": ((), ("steps.local_prices.elasticity=0.5",)),
    "copying": ((), ("programmes.industry.copying=1",)),
    "elite capture": ((), ("programmes.industry.captured=0.8",)),
    "fixed": ((), wider()),
}
FOUR = ("all", "exited", "never", "record")
SIGNS = [(row, column, 1) for row in ("transitory pay", "transitory harvest") for column in FOUR]
SIGNS += [("persistent", column, 1) for column in ("all", "never", "record")]
SIGNS += [(row, column, -1) for row in ("growth of farming", "growth of wages") for column in FOUR]
SIGNS += [("disaster", "all", 1), ("disaster", "never", 1), ("reimbursement", "net", -1)]
SIGNS += [(row, column, 1) for row in ("local part", "stiff demand") for column in ("all", "exited", "growers")]
SIGNS += [("copying", column, 1) for column in ("all", "never", "growers", "record")]
SIGNS += [("elite capture", "all", 1), ("elite capture", "exited", 1)]
LATER = [("price", column, 1) for column in FOUR]
LATER += [(row, "exited", 1) for row in ("persistent", "disaster", "copying")]
LATER += [(row, "record", 1) for row in ("disaster", "local part", "stiff demand")]
"""Cells that one pair is too little for."""
NONE = [("reimbursement", "never", 0.015), ("reimbursement", "record", 0.015), ("reimbursement", "exited", 0.025)]
NONE += [("elite capture", "never", 0.015), ("elite capture", "record", 0.015)]


def pair(row: str, seed: int = FIRST) -> Worlds:
    """The worlds without and with the change."""
    one, other = ROWS[row]
    return lived(seed, one), lived(seed, other)


def seen(found: tuple[int, int, int], column: str, sign: int) -> None:
    """The change has this sign, and the test sees as little as it says."""
    more, less, households = found
    assert SURE * sqrt(more + less) <= SEES[column] * households, (found, SURE * sqrt(more + less) / households)
    assert sign * (more - less) > SURE * sqrt(more + less), found


@pytest.mark.parametrize(("row", "column", "sign"), SIGNS)
def test_sign(row: str, column: str, sign: int) -> None:
    """Section 7.1; `growers` are never-registered households that grow what their county promotes (D1's spill-over)."""
    seen(shifts(pair(row), (-1, 1), column), column, sign)


@pytest.mark.parametrize(("row", "column", "bound"), NONE)
def test_no_sign_to_speak_of(row: str, column: str, bound: float) -> None:
    """Section 7.1 says 0: the net share of households touched stays within the bound, noise included.

    It is not nothing: who is spared bills, or robbed of grants, has more or less to work with, and leaves the record otherwise.
    """
    more, less, households = shifts(pair(row), (-1, 1), column)
    assert abs(more - less) + SURE * sqrt(more + less) < bound * households, (more, less, households)


def swung(seed: int = FIRST) -> Worlds:
    """Worlds at normal prices, at prices a quarter above and a quarter below: a spread of one quarter about the same mean."""
    return tuple(lived(seed, (), price) for price in (1.0, 1.25, 0.75))


@pytest.mark.parametrize("column", ["all", "never"])
def test_sign_of_price_swings(column: str) -> None:
    """Dear years save fewer than cheap years ruin: poor years at both prices beside twice those at the normal one."""
    seen(shifts(swung(), (-2, 1, 1), column), column, 1)


def relapses(worlds: Worlds) -> list[tuple[float, int]]:
    """The share of the recorded-exited that are poor, and how many household-years that is, by world."""
    made = []
    for world in worlds:
        poor = np.concatenate([rows["poor"][asked(rows, "exited", year)] for year, rows in enumerate(world, start=2016)])
        made.append((float(poor.mean()), len(poor)))
    return made


def test_fixed_dispersion_keeps_the_poor_on_the_record_and_does_not_lower_relapse() -> None:
    """Section 7.1 says less relapse, as the chronic poor do not exit. They do not; but those who do relapse more (next test).

    Fewer exits, a longer record; relapse higher by some 3 points of 12. A point and a half of 8,000 household-years is seen.
    """
    worlds = pair("fixed")
    seen(shifts(worlds, (-1, 1), "record"), "record", 1)
    seen(shifts(worlds, (-1, 1), "exited"), "exited", 1)
    one, other = relapses(worlds)
    assert other[1] < 0.95 * one[1] and other[0] > one[0] + 0.015


@pytest.mark.parametrize("held", ["mean", "headcount"])
def test_in_closed_form_too_fixed_dispersion_raises_relapse(held: str) -> None:
    """Oracle 4's world of lasting differences and luck: a narrow one draws who exits to a mean above the line.

    Exit is an observed income 10 % above the line after a poor year. Of 400,000 some 13,000 exit: a standard error of .003.
    """
    ids = np.arange(1, 400_001, dtype=np.uint64)
    lasting, error, *luck = (normal_array(key(1, "fixed"), ids, k) for k in range(5))
    exits, back = [], []
    for spread in (0.5, 0.8):
        centre = 1.022 - spread**2 / 2 if held == "mean" else 1.232 * sqrt(spread**2 + 0.0625)
        years = [centre + spread * lasting + 0.25 * each for each in luck]
        poor = years[0] < 0
        out = poor & (years[1] + 0.2 * error > np.log(1.1))
        exits.append(out.sum() / poor.sum())
        back.append((years[2][out] < 0).mean())
    assert exits[1] < exits[0] - 0.03 and back[1] > back[0] + 0.03


def test_v28_industry_support_lowers_vulnerability() -> None:
    """V28: who had a grant by 2018 is less often poor in 2019 and 2020 than the same household where nobody gets one.

    Some 14 % less often, as the survey study says of its vulnerability; the sign is the target. Some 7,000 households.
    """
    given, bare = lived(FIRST, ()), lived(FIRST, ("programmes.industry.budget=0",))
    helped = given[2]["id"][given[2]["industry_grants"] > 0]
    worlds = tuple(tuple(only(rows, helped) for rows in world[3:]) for world in (bare, given))
    more, less, households = shifts(worlds, (-1, 1), "all")
    without, with_it = (np.concatenate([rows["poor"] for rows in world]).mean() for world in worlds)
    assert households > 6_000 and less - more > SURE * sqrt(more + less), (more, less)
    assert 0.75 < with_it / without < 0.95


def test_v27_the_poor_pass_more_of_a_shock_on_to_consumption() -> None:
    """V27: of one year's luck the poorest third pass .40 (+-.10) on to consumption, and the richest third less.

    The same 28,000 households in a year of two lucks; slopes have standard errors below .01. Of the richest third the target is
    .10 (+-.10) and the model's .26: only those who stay above three lines pass on a tenth.
    """
    runs = [Simulation(load(QINGHAI, ["population.share=0.03", f"seed={seed}", "programmes=null"])) for seed in (1, 2)]
    start = runs[0].world.population.household
    level, ids = start.income.copy(), start.id.copy()
    for run in runs:
        run.step()
    one, other = (run.world.population.household for run in runs)
    same = np.intersect1d(np.intersect1d(one.id, other.id), ids)
    rows = [np.searchsorted(each, same, sorter=np.argsort(each)) for each in (one.id, other.id, ids)]
    rows = [np.argsort(each)[at] for each, at in zip((one.id, other.id, ids), rows, strict=True)]
    more, eaten = (getattr(other, name)[rows[1]] - getattr(one, name)[rows[0]] for name in ("total_income", "consumption"))
    low, high = np.quantile(level[rows[2]], [1 / 3, 2 / 3])
    poor, rich = (np.polyfit(more[part], eaten[part], 1)[0] for part in (level[rows[2]] <= low, level[rows[2]] >= high))
    assert 0.30 < poor < 0.50 and 0.10 < rich < poor - 0.05, (poor, rich)


def only(rows: Year, ids: np.ndarray) -> Year:
    """The rows of these households."""
    kept = np.isin(rows["id"], ids)
    return {name: values[kept] for name, values in rows.items()}


def by_pair(row: str, columns: list[str]) -> dict[str, float]:
    """How many standard errors the mean difference of 30 pairs lies from 0, by column."""
    differences: dict[str, list[float]] = {column: [] for column in columns}
    for seed in MANY:
        worlds, signs = (swung(seed), (-2, 1, 1)) if row == "price" else (pair(row, seed), (-1, 1))
        for column in columns:
            more, less, households = shifts(worlds, signs, column)
            differences[column].append((more - less) / households)
    return {column: float(np.mean(each) / np.std(each, ddof=1) * sqrt(len(MANY))) for column, each in differences.items()}


@pytest.mark.nightly
@pytest.mark.parametrize("row", [*(row for row in ROWS if row != "fixed"), "price"])
def test_signs_of_30_pairs(row: str) -> None:
    """As above, with whole pairs as units: sees a mean difference of two standard deviations of a pair."""
    signs = {column: sign for name, column, sign in [*SIGNS, *LATER] if name == row}
    found = by_pair(row, list(signs))
    assert all(sign * found[column] > SURE_OF_30 for column, sign in signs.items()), found
