"""Places of work near home: a county has only so many, and more seekers than vacancies find fewer.  就业岗位

S08 of the model. Jobs are counted in the settled years and grow from then on; resettlement sites add theirs (step
`site_jobs`), and so do partner provinces and firms that bring workshops with their money (`jobs` of a source on the page),
which counties get by registered persons. Jobs are vacant where somebody left one, or where one stands open; an organised
placement takes a part of its places from other villagers. Where vacancies by seeker fall behind those of the settled years,
own search finds as much less.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from povsim.columns import column
from povsim.levels import LOCAL_WAGE, MIGRANT
from povsim.parameters import Parameters, parameter
from povsim.runs import sums_between

if TYPE_CHECKING:
    from povsim.world import World

phase = "shocks"
reads = ("person.job", "person.able", "household.public_posts", "household.placement", "household.site_places",
         "county.registered")
writes = ("county.local_jobs", "county.vacancy_ratio", "county.job_room")

columns = (
    column("county.local_jobs", "float64", "jobs", "wage jobs near home, places at resettlement sites apart", low=0),
    column("county.job_room", "float64", "share", "of the usual finding that there are places for", low=0, high=1, start=1),
    column("county.vacancy_ratio", "float64", "vacancies a seeker", "of the settled years", low=0),
)


class Settings(Parameters):
    """Growth of jobs, and what rationing does."""

    growth: float = parameter(
        0.03, "a year", low=-0.5, high=0.5, plausible=(0, 0.06), source="assumed; jobs near home in a poor county",
    )
    vacant: float = parameter(
        0.20, "share of jobs", low=0.01, high=1, plausible=(0.08, 0.4),
        source="assumed; jobs that somebody left in a normal year (.08) or that stand open",
    )
    displacement: float = parameter(
        0.10, "share", low=0, high=1, plausible=(0, 0.3),
        source="assumed; of organised placements that take a vacancy from other villagers",
    )
    rationing: float = parameter(
        1.0, "share", low=0, high=1, plausible=(0, 1),
        source="assumed; finding falls in proportion to vacancies by seeker; 0 = there is a job for whoever looks",
    )


def step(world: World) -> None:
    """Count jobs, workers and seekers by county, and say how much of the usual finding there is room for."""
    own, county, settling = world.settings, world.population.county, world.year == int(world.scenario.years.first)
    held, seekers, offers, sites = _counted(world)
    if settling:
        county.local_jobs[:] = held
    else:
        county.local_jobs[:] = county.local_jobs * (1.0 + own.growth) + _brought(world)
    jobs = county.local_jobs + sites
    vacant = np.maximum(jobs - (1.0 - own.vacant) * held - own.displacement * offers, 0.0)
    ratio = vacant / np.maximum(seekers, 1.0)
    if settling:
        county.vacancy_ratio[:] = ratio
    usual = np.maximum(county.vacancy_ratio, 1e-9)
    county.job_room[:] = 1.0 - own.rationing * (1.0 - np.minimum(ratio / usual, 1.0))


def _brought(world: World) -> NDArray[np.float64]:
    """New places this year that come with the sources of money, by county.  扶贫车间"""
    sources, county = world.scenario.money.sources.values(), world.population.county
    places = sum(source.jobs.at(world.year) for source in sources) * float(world.scenario.population.share)
    made: NDArray[np.float64] = places * county.registered / max(float(county.registered.sum()), 1.0)
    return made


def _counted(world: World) -> NDArray[np.int64]:
    """Workers near home, seekers, organised offers and last year's places at sites of every county: (4, counties)."""
    person, home = world.population.person, world.population.household
    homes = world.population.first("village")[world.population.first("county")]
    people, job = world.population.first("household")[homes], person.job
    near = job == LOCAL_WAGE
    idle = sums_between((person.able == 1) & ~near & (job != MIGRANT), people)
    posts, offers, sites = (sums_between(each, homes) for each in (home.public_posts, home.placement, home.site_places))
    return np.stack([sums_between(near, people), np.maximum(idle - posts, 0), offers, sites])
