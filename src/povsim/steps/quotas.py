"""Identification under a quota: villages get places by a survey and fill them by score.  精准识别

Quotas are whole persons, by largest remainder. The starting register is made by the same
functions (`povsim.identification`); this step lists everybody anew in the year that the page
names, and in no other: between two listings the register is corrected household by household
(rule `register`, which comes after it).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from povsim.administration.identification import Floats, fill, places, score
from povsim.administration.purse import Whole
from povsim.levels import NEVER, REGISTERED, REMOVED
from povsim.maths import exp_array
from povsim.parameters import Parameters, parameter

if TYPE_CHECKING:
    from povsim.world import World

phase = "information"
reads = (
    "household.income", "household.members", "household.status", "household.elite", "household.veto", "household.house_safe",
    "household.ill", "household.disabled", "household.able", "province.exit_line",
)
writes = ("household.status", "household.registered_year", "household.enters_now", "household.removed_now")


class Settings(Parameters):
    """Errors and bonuses of the listing."""

    listing_year: int = parameter(
        0, "year, 0 = never", low=0, high=2100, source="assumed; the register of the page stands unless one asks",
    )
    noise: float = parameter(
        {2013: 0.5, 2015: 0.3}, "s.d. of log", low=0, high=1,
        source="0.5 in 2013-14 fits what the look-back removed, 10.4 %; after it assumed; holds the error of incomes",
    )
    quota_noise: float = parameter(
        0.25, "s.d. of log", low=0, high=0.5, source="assumed; error of the incidence by which villages get places",
    )
    elite_bonus: float = parameter(
        {2013: 0.25, 2017: 0.0}, "log", low=0, high=0.5,
        source="mixed evidence: favour before the look-back, none found in one county after it",
    )
    visible_bonus: float = parameter(
        0.1, "log", low=0, high=0.5,
        source="assumed; each of unsafe house, illness, disability, no able adult weighs as a tenth less income",
    )
    veto_malus: float = parameter(
        1.0, "log", low=0, high=3, plausible=(0.5, 3), source="assumed; a car, a flat or a public salary bars most, not all",
    )


def step(world: World) -> None:
    """List all households anew where this is the year for it."""
    if world.year != int(world.settings.listing_year):
        return
    household, first = world.population.household, world.population.first("village")
    quotas, points = _village_quotas(world), scores(world)
    chosen = np.zeros(household.size, dtype=bool)
    for village, quota in enumerate(quotas.tolist()):
        rows = slice(int(first[village]), int(first[village + 1]))
        chosen[rows] = fill(points[rows], household.members[rows].astype(np.int64), household.id[rows], quota)
    listed = household.status == REGISTERED
    entering = chosen & ((household.status == NEVER) | (household.status == REMOVED))
    household.removed_now[listed & ~chosen] = 1
    household.status[listed & ~chosen] = REMOVED
    household.enters_now[entering] = 1
    household.status[entering] = REGISTERED
    household.registered_year[entering] = world.year


def scores(world: World) -> Floats:
    """Every household's score, shape (households,)."""
    household, own = world.population.household, world.settings
    line = float(world.population.province.exit_line[0])
    visible = (household.house_safe == 0) * 1.0 + (household.ill > 0) + (household.disabled > 0) + (household.able == 0)
    noise = own.noise * world.normal("identification", household.id, 0)
    bonus = own.elite_bonus * household.elite + own.visible_bonus * visible - own.veto_malus * household.veto
    return score(household.income, line, noise + bonus)


def _village_quotas(world: World) -> Whole:
    """Person quotas by village: the province's poor, by estimated incidence with error."""
    household, village = world.population.household, world.population.village
    line = float(world.population.province.exit_line[0])
    members = household.members.astype(np.float64)
    poor = np.bincount(household.parent, weights=members * (household.income < line), minlength=village.size)
    persons = np.bincount(household.parent, weights=members, minlength=village.size)
    error = exp_array(world.settings.quota_noise * world.normal("quota", village.id, 0))
    return places(int(poor.sum()), persons.astype(np.int64), poor / np.maximum(persons, 1) * error, village.id)
