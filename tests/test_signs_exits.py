"""Expected signs of exits, one change at a time (section 7.1 of the reference): margin, pressure of tasks, verification.

Worlds are paired: the same households with the same luck. Poverty of all and of the never registered, and time on the record, are
compared household by household as in `test_signs.py`. Relapse is a matter of who leaves, not of what becomes of anyone: there the
units are 70 counties, the share of poor years among the recorded-exited, its difference between worlds, and its standard error
over counties. 5.371 of them happen by chance once in a million with 69 degrees of freedom; two and a half points of 15 are seen.
"""

from __future__ import annotations

from functools import cache
from math import sqrt

import numpy as np
import pytest

from povsim.levels import EXITED, RE_REGISTERED, REGISTERED
from signs_page import Year, asked, lived, shifts

SURE, SURE_OF_70, SURE_OF_20 = 4.892, 5.371, 7.070
FIRST, MANY = 1, range(1, 21)
SEES, SEES_OF_RELAPSE = 0.02, 0.025
"""The net share of households, and the share of poor years among the exited, that one pair can see; checked with every test."""
VILLAGES = 10**9
"""Ids of settled households read as county, village, household."""
ONE_LOOK = ("rules.exit_check.before=0", "rules.exit_check.projected=0", "rules.observe.bunching=0")
"""A margin matters where one year decides; where the year before must suffice too, it mostly repeats that test."""
TASK = ("steps.exit_targets.persons={2015: 0, 2016: 15000}", "steps.exit_targets.base=-3", "steps.exit_targets.reach=0.5")
HARD = (*TASK, "steps.exit_targets.pressure=3")
ROWS = {
    "margin": ((*ONE_LOOK, "rules.exit_check.margin=0"), (*ONE_LOOK, "rules.exit_check.margin=0.5")),
    "pressure": ((*TASK, "steps.exit_targets.pressure=0"), HARD),
    "verification": ((*HARD, "steps.exit_targets.intensity=0"), (*HARD, "steps.exit_targets.intensity=2")),
}
RELAPSE = {"margin": -1, "pressure": 1, "verification": -1}
RECORD = {"margin": 1, "pressure": -1, "verification": 1}


@cache
def pair(row: str, seed: int = FIRST) -> tuple[tuple[Year, ...], ...]:
    """The worlds without and with the change."""
    one, other = ROWS[row]
    return lived(seed, one), lived(seed, other)


def by_county(world: tuple[Year, ...]) -> np.ndarray:
    """Poor years of the recorded-exited, and all their years, by county: shape (2, 70); founded households apart."""
    made = np.zeros((2, 70))
    for year, rows in enumerate(world, start=2016):
        county = (rows["id"] // np.uint64(VILLAGES)).astype(np.int64) - 1
        out = asked(rows, "exited", year) & (county >= 0) & (county < 70)
        for place, weights in enumerate((rows["poor"][out].astype(float), None)):
            made[place] += np.bincount(county[out], weights=weights, minlength=70)
    return made


def relapse(row: str, seed: int = FIRST) -> tuple[float, float]:
    """By how much the share of poor years among the exited differs, and its standard error over counties."""
    (poor, years), (other_poor, other_years) = (by_county(world) for world in pair(row, seed))
    shares = poor.sum() / years.sum(), other_poor.sum() / other_years.sum()
    one, other = (poor - shares[0] * years) / years.sum(), (other_poor - shares[1] * other_years) / other_years.sum()
    return float(shares[1] - shares[0]), sqrt(float(((other - one) ** 2).sum()) * 70 / 69)


@pytest.mark.parametrize("row", ROWS)
def test_sign_of_relapse(row: str) -> None:
    """Section 7.1: a margin keeps those in who would fall back, pressure lets them out, verification holds them."""
    found, error = relapse(row)
    assert SURE_OF_70 * error < SEES_OF_RELAPSE, (found, error)
    assert RELAPSE[row] * found > SURE_OF_70 * error, (found, error)


@pytest.mark.parametrize("row", ROWS)
def test_sign_of_the_record(row: str) -> None:
    """Section 7.1: more years on the record with a margin and under verification, fewer under pressure."""
    more, less, households = shifts(pair(row), (-1, 1), "record")
    assert SURE * sqrt(more + less) <= SEES * households
    assert RECORD[row] * (more - less) > SURE * sqrt(more + less), (more, less, households)


@pytest.mark.parametrize("row", ROWS)
@pytest.mark.parametrize(("column", "bound"), [("all", 0.02), ("never", 0.01)])
def test_no_sign_to_speak_of(row: str, column: str, bound: float) -> None:
    """Section 7.1 says 0, or a little less with a margin, of true poverty; 0 of the never registered; noise is included."""
    more, less, households = shifts(pair(row), (-1, 1), column)
    assert abs(more - less) + SURE * sqrt(more + less) < bound * households, (more, less, households)


def test_pressure_lets_out_early_who_would_have_left_later() -> None:
    """Section 7.1: fewer on the record at first, while honest exits of later years have gone before: fewer of them are left."""
    counts = [[int(np.isin(rows["status"], (REGISTERED, RE_REGISTERED)).sum()) for rows in world] for world in pair("pressure")]
    exits = [[int((rows["exit_year"] == year).sum()) for year, rows in enumerate(world, start=2016)] for world in pair("pressure")]
    assert all(late < early for early, late in zip(*counts, strict=True))
    assert exits[1][0] > 1.1 * exits[0][0] and sum(exits[1][2:]) < sum(exits[0][2:]) + sum(exits[1][:2]) - sum(exits[0][:2])
    assert (pair("pressure")[1][-1]["status"] == EXITED).sum() > (pair("pressure")[0][-1]["status"] == EXITED).sum()


@pytest.mark.nightly
@pytest.mark.parametrize("row", ROWS)
def test_relapse_of_20_pairs(row: str) -> None:
    """As above with whole pairs as units: 7.07 standard errors with 19 degrees of freedom happen once in a million."""
    found = np.array([relapse(row, seed)[0] for seed in MANY])
    assert RELAPSE[row] * found.mean() > SURE_OF_20 * found.std(ddof=1) / sqrt(len(MANY)), found
