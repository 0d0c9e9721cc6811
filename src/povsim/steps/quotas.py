"""Identification under a quota: villages get places by a survey and fill them by score.  精准识别

The province's places go to counties and on to villages by surveyed incidence, in whole persons. Officials score incomes and
what can be seen, the assembly ranks, and the list is published twice. The starting register is made of the same scores, under
the totals of the page; this step lists everybody anew in the year that the page names, and in no other: between two listings
the register is corrected household by household (rule `register`, which comes after it).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from povsim.administration.identification import Floats, chain, discussed, fill, published, score
from povsim.administration.purse import Whole
from povsim.levels import NEVER, REGISTERED, REMOVED
from povsim.maths import exp_array
from povsim.parameters import Parameters, parameter

if TYPE_CHECKING:
    from povsim.world import World

phase = "information"
reads = (
    "household.income", "household.members", "household.status", "household.elite", "household.veto", "household.house_safe",
    "household.ill", "household.disabled", "household.able", "household.permanent_income", "province.exit_line",
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
    places: float = parameter(
        1.0, "of the poor", low=0, high=10, plausible=(0.7, 1.5),
        source="assumed; places that the province hands out, of the persons below the line at the listing",
    )
    county_noise: float = parameter(
        0.1, "s.d. of log", low=0, high=0.5, plausible=(0, 0.2),
        source="assumed; error of the incidence by which counties get places: a survey of some hundred households each",
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
    assembly: float = parameter(
        0.4, "share of the score", low=0, high=1, plausible=(0, 0.8),
        source="assumed; weight of the villagers' ranking (Alatas and others 2012); Gandu's 30 reviewers have no stated weight",
    )
    view_noise: float = parameter(
        0.3, "s.d. of log", low=0, high=2, plausible=(0.1, 0.6),
        source="assumed; villagers know what a neighbour lives on about as well as officials after the look-back",
    )
    complaint: float = parameter(
        0.1, "share a round", low=0, high=1, plausible=(0, 0.3),
        source="assumed; of households wrongly on the list, those that a complaint strikes off each time that it is published",
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
    """Every household's score when the list is closed, shape (households,): seen, discussed and published."""
    household, own = world.population.household, world.settings
    line = float(world.population.province.exit_line[0])
    wrong = household.income >= line
    luck = world.uniform("publicity", household.id, 0)
    discussion = discussed(_seen(world, line), _villagers(world, line), household.parent, own.assembly)
    return published(discussion, wrong, luck, own.complaint)


def _seen(world: World, line: float) -> Floats:
    """What officials make of a household: income with error, visible signs, favour for relatives of leaders, assets."""
    household, own = world.population.household, world.settings
    visible = (household.house_safe == 0) * 1.0 + (household.ill > 0) + (household.disabled > 0) + (household.able == 0)
    noise = own.noise * world.normal("identification", household.id, 0)
    bonus = own.elite_bonus * household.elite + own.visible_bonus * visible - own.veto_malus * household.veto
    return score(household.income, line, noise + bonus)


def _villagers(world: World, line: float) -> Floats:
    """How poor neighbours think a household is: by what it lives on year in, year out, and not by one year."""
    household, own = world.population.household, world.settings
    lasting = household.permanent_income / np.maximum(household.members, 1)
    return score(lasting, line, own.view_noise * world.normal("assembly", household.id, 0))


def _village_quotas(world: World) -> Whole:
    """Person quotas by village: places for the province's poor, handed down by incidence estimated with error."""
    population, own = world.population, world.settings
    household, village = population.household, population.village
    line = float(population.province.exit_line[0])
    members = household.members.astype(np.float64)
    poor = np.bincount(household.parent, weights=members * (household.income < line), minlength=village.size)
    persons = np.bincount(household.parent, weights=members, minlength=village.size)
    sums = (np.bincount(village.parent, weights=each, minlength=population.county.size) for each in (poor, persons))
    above = np.divide(*(np.maximum(each, floor) for each, floor in zip(sums, (0, 1), strict=True)))
    errors = (own.county_noise * world.normal("county quota", population.county.id, 0),
              own.quota_noise * world.normal("quota", village.id, 0))
    estimates = (above * exp_array(errors[0]), poor / np.maximum(persons, 1) * exp_array(errors[1]))
    total = int(np.floor(own.places * poor.sum() + 0.5))
    return chain(total, persons.astype(np.int64), estimates, village.id, village.parent)
