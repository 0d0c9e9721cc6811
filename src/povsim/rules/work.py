"""Work off the farm: keep it, lose it or find it, near home or far away.  务工

S08 of the model with items 26 and 27 of its corrections. In the long run the share in wage work is the logistic of the
odds: jobs are lost at a constant rate and found in proportion to the odds. Work near home is found only as far as the
county has places (step `jobs`); an organised offer brings its own. Months that closed roads take from a job are spent
waiting; they are not labour on the own farm.
"""

from povsim.rule import FARM, IDLE, LOCAL_WAGE, MIGRANT, Draw, Parameters, Person, exp, log, parameter, uniform

phase = "labour"


class Settings(Parameters):
    """A person's own odds of wage work and of leaving, and months worked."""

    schooling: float = parameter(
        0.06, "logit a year", low=0, high=0.3, plausible=(0.03, 0.1), source="assumed; employers ask for junior school",
    )
    skill: float = parameter(
        0.3, "logit a course", low=0, high=2, plausible=(0.1, 0.6), source="assumed; an effective course helps",
    )
    age: float = parameter(
        0.04, "logit a year", low=0, high=0.2, plausible=(0.02, 0.06), source="assumed; jobs go to the young",
    )
    loss: float = parameter(
        0.08, "a year", low=0.001, high=0.5, plausible=(0.03, 0.2), source="assumed; jobs lost in a normal year",
    )
    layoff: float = parameter(
        {2015: 0.0}, "a year", low=0, high=1, plausible=(0, 0.2),
        source="assumed; jobs lost beyond the normal in a bad year of the economy; 0 = no such year",
    )
    held_back: float = parameter(
        {2015: 0.0, 2020: 0.05, 2021: 0.0}, "share of migrants", low=0, high=1, plausible=(0, 0.1),
        source="State Council Information Office, May 2020: by the end of April 95 % of last year's poor migrants had left",
    )
    finding: float = parameter(
        0.45, "a year", low=0, high=1, plausible=(0.25, 0.7), source="assumed; most that search or an organised offer finds",
    )
    deadweight: float = parameter(
        0.35, "share", low=0, high=1, plausible=(0.1, 0.6),
        source="assumed; of organised placements that the same people would have found without them",
    )
    away_age: float = parameter(
        0.05, "logit a year", low=0, high=0.3, plausible=(0.03, 0.08), source="assumed; the young leave",
    )
    months_local: float = parameter(
        6.0, "months", low=1, high=12, plausible=(4, 8), source="assumed; casual work near home",
    )
    months_away: float = parameter(
        9.0, "months", low=1, high=12, plausible=(7, 10.5), source="assumed; from after New Year to winter",
    )
    months_spread: float = parameter(
        1.8, "months", low=0, high=4, plausible=(1, 2.5), source="assumed; standard deviation between workers and years",
    )
    months_lost: float = parameter(
        {2015: 0.0, 2020: 1.5, 2021: 0.0}, "months", low=0, high=12, plausible=(0.5, 2.5),
        source="assumed; roads closed early in 2020: 40 % of last year's migrants had left by the end of February",
    )
    post_months: float = parameter(
        3.0, "months a post", low=0, high=12, plausible=(1, 6),
        source="assumed; a public post takes time from other work, on the farm or off it",
    )


def step(p: Person, s: Settings, draw: Draw) -> None:
    """Decide this year's work, the months of it and what is left for the own farm."""
    u = uniform(draw, 0)
    leaving = exp(p.household.away_pull + log(s.months_away / s.months_local) - s.away_age * (p.age - 35.0))
    odds = exp(p.household.job_pull + s.schooling * (p.schooling - 6.5) + s.skill * p.skill - s.age * (p.age - 40.0))
    alone = odds / (1.0 + odds) if p.job == IDLE else min(s.finding, s.loss * odds)
    offered = (1.0 - alone) * s.finding * (1.0 - s.deadweight) * min(1.0, p.household.placement / max(p.household.able, 1.0))
    away = (alone + offered) * leaving
    near = alone * p.household.village.county.job_room + offered
    found = MIGRANT if u * (1.0 + leaving) < away else LOCAL_WAGE
    finds = u * (1.0 + leaving) < away + near
    lost = s.loss + s.layoff + (s.held_back if p.job == MIGRANT else 0.0)
    has = p.job in (LOCAL_WAGE, MIGRANT)
    works = p.able == 1 and (u >= lost if has else finds)
    at_home = FARM if p.labour > 0.0 else IDLE
    job = (p.job if has else found) if works else at_home
    usual = s.months_away if job == MIGRANT else s.months_local
    meant = min(12.0, max(1.0, usual + s.months_spread * spread(draw))) if works else 0.0
    post = min(1.0, s.post_months / 12.0 * p.household.public_posts / max(p.household.able, 1.0)) * p.able
    months = max(0.0, meant - s.months_lost) * (1.0 - post)
    p.job = job
    p.months = int(10.0 * months + 0.5)
    p.away = 1 if job == MIGRANT and months > 6.0 else 0
    p.farm_labour = int(p.labour * (1.0 - meant / 12.0) * (1.0 - post) + 0.5)


def spread(draw: Draw) -> float:
    """Mean 0 and standard deviation 1, as good as normal, and never beyond 3."""
    return 2.0 * (uniform(draw, 1) + uniform(draw, 2) + uniform(draw, 3)) - 3.0
