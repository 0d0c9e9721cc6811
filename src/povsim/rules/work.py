"""Work off the farm: keep it, lose it or find it, near home or far away.  务工

S08 of the model with items 26 and 27 of its corrections. In the long run the share in wage work
is the logistic of the odds: jobs are lost at a constant rate and found in proportion to the odds.
Months that closed roads take from a job are spent waiting; they are not labour on the own farm.
"""

from povsim.rule import FARM, IDLE, LOCAL_WAGE, MIGRANT, Draw, Parameters, Person, exp, normal, parameter, uniform

phase = "labour"


class Settings(Parameters):
    """Odds of wage work, of leaving for it, and months worked."""

    trend: float = parameter(
        0.05, "logit a year", low=-0.2, high=0.3,
        source="reduced prototype of the evidence; assumed, .02-.08",
    )
    schooling: float = parameter(0.06, "logit a year", low=0, high=0.3, source="assumed; employers ask for junior school, .03-.1")
    skill: float = parameter(0.3, "logit a course", low=0, high=2, source="assumed; an effective course helps, .1-.6")
    age: float = parameter(0.04, "logit a year", low=0, high=0.2, source="assumed; jobs go to the young, .02-.06")
    road: float = parameter(0.4, "logit", low=0, high=2, source="assumed; from no road to a hard road, .1-.7")
    language: float = parameter(0.5, "logit", low=0, high=3, source="assumed; where the common language is little spoken, .2-1")
    care: float = parameter(0.8, "logit a patient", low=0, high=3, source="assumed; patients keep people at home, .4-1.2")
    loss: float = parameter(0.08, "a year", low=0.001, high=0.5, source="assumed; jobs lost in a normal year, .03-.2")
    finding: float = parameter(
        0.45, "a year", low=0, high=1,
        source="assumed; most that search or an organised offer finds, .25-.7",
    )
    away: float = parameter(0.4, "logit", low=-3, high=3, source="assumed; leaving for the wage earner of 35, 0-.8")
    away_network: float = parameter(0.5, "logit", low=0, high=3, source="assumed; acquaintances away, .2-1")
    away_age: float = parameter(0.05, "logit a year", low=0, high=0.3, source="assumed; the young leave, .03-.08")
    away_language: float = parameter(
        0.6, "logit", low=0, high=3,
        source="assumed; where the common language is little spoken, .2-1",
    )
    away_pay: float = parameter(0.424, "log", low=-2, high=2, source="net migrant beside local pay: 17,325 to 11,340 yuan a year")
    months_local: float = parameter(6.0, "months", low=1, high=12, source="assumed; casual work near home, 4-8")
    months_away: float = parameter(9.0, "months", low=1, high=12, source="assumed; from after New Year to winter, 7-10.5")
    months_spread: float = parameter(
        1.8, "months", low=0, high=4,
        source="assumed; standard deviation between workers and years, 1-2.5",
    )
    months_lost: float = parameter(
        {2015: 0.0, 2020: 1.5, 2021: 0.0}, "months", low=0, high=12, source="assumed; roads closed early in 2020, .5-2.5",
    )
    post_months: float = parameter(
        3.0, "months a post", low=0, high=12, plausible=(1, 6),
        source="assumed; a public post takes time from other work, on the farm or off it",
    )


def step(p: Person, s: Settings, draw: Draw) -> None:
    """Decide this year's work, the months of it and what is left for the own farm."""
    patients = min(1.0, p.household.sick / max(p.household.able, 1.0))
    odds = exp(pull(p, s) - s.care * patients)
    finds = finding(p.job, odds, p.household.placement / max(p.household.able, 1.0), s)
    has = p.job in (LOCAL_WAGE, MIGRANT)
    u = uniform(draw, 0)
    works = p.able == 1 and (u >= s.loss if has else u < finds)
    leaves = uniform(draw, 1) < logistic(leaving(p, s) - s.care * patients)
    chosen = MIGRANT if leaves else LOCAL_WAGE
    at_home = FARM if p.capacity > 0.0 else IDLE
    kept = p.job if has else chosen
    job = kept if works else at_home
    usual = s.months_away if job == MIGRANT else s.months_local
    meant = min(12.0, max(1.0, usual + s.months_spread * normal(draw, 2))) if works else 0.0
    post = min(1.0, s.post_months / 12.0 * p.household.public_posts / max(p.household.able, 1.0)) * p.able
    months = max(0.0, meant - s.months_lost) * (1.0 - post)
    p.job = job
    p.months = months
    p.away = 1 if job == MIGRANT and months > 6.0 else 0
    p.farm_labour = p.labour * (1.0 - meant / 12.0) * (1.0 - post)


def pull(p: Person, s: Settings) -> float:
    """Log-odds of wage work of this person."""
    person = s.schooling * (p.schooling - 6.5) + s.skill * p.skill - s.age * (p.age - 40.0)
    place = p.household.village.county.wage_odds + s.trend * (s.year - 2015.0) + s.road * p.household.village.road
    return person + place + p.household.job_pull - s.language * p.household.language_barrier


def finding(job: float, odds: float, offers: float, s: Settings) -> float:
    """Chance that one without wage work finds it; those new to work find it as others have it."""
    search = min(s.finding, s.loss * odds)
    alone = odds / (1.0 + odds) if job == IDLE else search
    return alone + (1.0 - alone) * s.finding * min(1.0, offers)


def leaving(p: Person, s: Settings) -> float:
    """Log-odds that a wage earner works away from home."""
    ties = s.away_age * (p.age - 35.0) + s.away_language * p.household.language_barrier
    return s.away + s.away_network * p.household.village.network + s.away_pay - ties


def logistic(x: float) -> float:
    """Chance of these log-odds."""
    return 1.0 / (1.0 + exp(-x))
