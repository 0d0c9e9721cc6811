"""Severe and chronic illness: a bill of the hospital, and less strength to work.  因病

S02 of the model: three states (healthy, chronic, severe), a Poisson number of admissions with a
log-normal cost each, a yearly bill outside hospital, and care that is forgone for want of money.
"""

from povsim.rule import (
    CHRONIC,
    HEALTHY,
    SEVERE,
    Draw,
    Household,
    Parameters,
    Person,
    exp,
    flag,
    normal,
    parameter,
    uniform,
)

columns = (flag("person.forgone_care", "1 in severe illness without the admission it needs, for want of money", yearly=True),)


class Settings(Parameters):
    """Chances of falling ill and getting well, admissions, and what they cost."""

    onset_under_30: float = parameter(0.004, "a year", low=0, high=0.1, source="assumed; x.5 to x1.5, fit to prevalence in CFPS")
    onset_under_45: float = parameter(0.012, "a year", low=0, high=0.1, source="assumed; x.5 to x1.5, fit to prevalence in CFPS")
    onset_under_60: float = parameter(0.025, "a year", low=0, high=0.2, source="assumed; x.5 to x1.5, fit to prevalence in CFPS")
    onset_from_60: float = parameter(0.045, "a year", low=0, high=0.3, source="assumed; x.5 to x1.5, fit to prevalence in CFPS")
    unsafe_water: float = parameter(
        0.2, "share", low=0, high=1,
        source="assumed; more chronic illness without safe water, direction known, size a guess, 0-.5",
    )
    easing: float = parameter(
        0.07, "a year", low=0, high=0.5,
        source="assumed; chronic to healthy, keeps prevalence near .17, .03-.12",
    )
    severe_healthy: float = parameter(
        0.006, "a year", low=0, high=0.1,
        source="assumed; severe episode of the healthy, x.5 to x2",
    )
    severe_chronic: float = parameter(
        0.03, "a year", low=0, high=0.3,
        source="assumed; severe episode of the chronically ill, x.5 to x2",
    )
    severe_old: float = parameter(0.05, "a year", low=0, high=0.4, source="assumed; the same from 60 years, x.5 to x2")
    relief: float = parameter(0.53, "share of survivors", low=0, high=1, source="assumed; severe to chronic, .4-.6")
    recovery: float = parameter(0.30, "share of survivors", low=0, high=1, source="assumed; severe to healthy, .2-.4")
    disabling: float = parameter(
        0.08, "share of survivors", low=0, high=1,
        source="assumed; severe illness that disables, .04-.12",
    )
    admission_rate: float = parameter(
        {2010: 0.080, 2012: 0.092, 2014: 0.115, 2016: 0.120, 2018: 0.144}, "admissions a person and year",
        low=0, high=1, source="CFPS rural adults in hospital a year",
    )
    admissions_healthy: float = parameter(0.6, "factor", low=0, high=5, source="assumed; fewer than the mean person, .4-.8")
    admissions_chronic: float = parameter(1.9, "factor", low=0, high=10, source="assumed; twice the mean person, 1.4-2.5")
    admissions_severe: float = parameter(7.0, "factor", low=0, high=20, source="assumed; nearly one admission a year, 5-9")
    admissions_mean: float = parameter(
        0.90, "factor", low=0.3, high=3,
        source="assumed; mean of the three factors at prevalences .82, .17 and .01, keeps the rate",
    )
    admission_cost: float = parameter(6_709.0, "yuan an admission, 2015", low=0, high=1e6, source="assumed; mean, 4,500-10,000")
    admission_spread: float = parameter(
        0.85, "s.d. of log", low=0, high=2,
        source="assumed; hospital bills are very unequal, .6-1.1",
    )
    township: float = parameter(
        0.20, "share of admissions", low=0, high=1,
        source="assumed; referral leaves few in township hospitals",
    )
    city: float = parameter(0.20, "share of admissions", low=0, high=1, source="assumed; a fifth is treated beyond the county")
    cost_township: float = parameter(0.45, "factor", low=0, high=5, source="assumed; small hospitals cost less than half, .3-.6")
    cost_county: float = parameter(
        0.95, "factor", low=0, high=5,
        source="assumed; keeps the mean of the three levels at 1, .8-1.1",
    )
    cost_city: float = parameter(1.70, "factor", low=0, high=5, source="assumed; city hospitals cost nearly twice, 1.4-2.2")
    outpatient_chronic: float = parameter(810.0, "yuan a year, 2015", low=0, high=1e5, source="assumed; median, 400-2,000")
    outpatient_healthy: float = parameter(100.0, "yuan a year, 2015", low=0, high=1e5, source="assumed; colds and teeth, 50-200")
    outpatient_spread: float = parameter(0.8, "s.d. of log", low=0, high=2, source="assumed; rare and regular patients, .5-1.1")
    forgo_base: float = parameter(-2.94, "logit", low=-10, high=5, source="assumed; one in twenty forgoes care without cost")
    forgo_cost: float = parameter(2.0, "logit a share of income", low=0, high=10, source="assumed; own cost by income, 0-4")
    forgo_insured: float = parameter(0.5, "logit", low=0, high=5, source="assumed; insurance helps people to go, 0-1")
    own_share: float = parameter(0.45, "share", low=0, high=1, source="assumed; what a patient expects to pay himself, .1-.6")
    labour_value: float = parameter(
        6_000.0, "yuan an able adult, 2015", low=0, high=1e5,
        source="assumed; yearly earnings of an able adult in a poor county, 4-9,000",
    )


def strike(p: Person, s: Settings, draw: Draw) -> None:
    """Fall ill, get well or stay so; then the admissions and bills of the year."""
    prices = p.household.village.county.illness_factor * p.household.village.county.province.medical_index
    risk = severe_chance(p.health, p.age, s) * p.household.village.county.illness_factor
    begin = onset_chance(p.age, s) * (1.0 + s.unsafe_water * (1.0 - p.household.village.water))
    u = uniform(draw, 0)
    if p.health == SEVERE and s.recovery + s.relief <= u < s.recovery + s.relief + s.disabling:
        p.disabling = 1
    state = next_state(p.health, u, risk, begin, s)
    times = admissions(s.admission_rate * admission_factor(state, s) / s.admissions_mean, uniform(draw, 1))
    if state == SEVERE and uniform(draw, 2) < forgone(p.household.income * p.household.members, s):
        times = 0.0
        p.forgone_care = 1
    level = hospital_level(uniform(draw, 3), s)
    care = cost(times, 1, normal(draw, 4), s) + cost(times, 2, normal(draw, 5), s) + cost(times, 3, normal(draw, 6), s)
    p.health = state
    p.admissions = times
    p.hospital = level
    p.inpatient += s.admission_cost * level_factor(level, s) * prices * care
    p.bill += (s.admission_cost * level_factor(level, s) * care + outpatient(state, normal(draw, 7), s)) * prices


def severe_chance(health: float, age: float, s: Settings) -> float:
    """Chance of a severe episode this year, at sea level."""
    if health == HEALTHY:
        return s.severe_healthy
    return s.severe_old if age >= 60 else s.severe_chronic


def onset_chance(age: float, s: Settings) -> float:
    """Chance that a healthy person falls chronically ill this year."""
    young = s.onset_under_30 if age < 30 else s.onset_under_45
    old = s.onset_under_60 if age < 60 else s.onset_from_60
    return young if age < 45 else old


def next_state(health: float, u: float, risk: float, begin: float, s: Settings) -> float:
    """State of health at the end of the year, from one uniform number."""
    if health == SEVERE:
        if u < s.recovery:
            return HEALTHY
        return CHRONIC if u < s.recovery + s.relief + s.disabling else SEVERE
    if u < risk:
        return SEVERE
    if health == HEALTHY:
        return CHRONIC if u < risk + begin else HEALTHY
    return HEALTHY if u < risk + s.easing else CHRONIC


def admission_factor(state: float, s: Settings) -> float:
    """Admissions relative to the mean person."""
    ill = s.admissions_severe if state == SEVERE else s.admissions_chronic
    return s.admissions_healthy if state == HEALTHY else ill


def admissions(mean: float, u: float) -> float:
    """Poisson number of admissions by inversion, at most three."""
    none = exp(-mean)
    one = none * (1.0 + mean)
    two = one + none * mean * mean / 2.0
    many = 2.0 if u < two else 3.0
    few = 0.0 if u < none else 1.0
    return few if u < one else many


def forgone(income: float, s: Settings) -> float:
    """Chance that a severely ill person does without hospital."""
    share = min(3.0, s.own_share * s.admission_cost / max(income, 500.0))
    return 1.0 / (1.0 + exp(s.forgo_insured - s.forgo_base - s.forgo_cost * share))


def hospital_level(u: float, s: Settings) -> float:
    """0 township, 1 county, 2 city."""
    away = 2.0 if u >= 1.0 - s.city else 1.0
    return 0.0 if u < s.township else away


def level_factor(level: float, s: Settings) -> float:
    """Cost of an admission relative to the mean hospital."""
    away = s.cost_county if level == 1 else s.cost_city
    return s.cost_township if level == 0 else away


def cost(times: float, number: float, luck: float, s: Settings) -> float:
    """Cost of admission `number`, 1 = mean; 0 where there were fewer."""
    return exp(s.admission_spread * luck - 0.5 * s.admission_spread * s.admission_spread) if times >= number else 0.0


def outpatient(state: float, luck: float, s: Settings) -> float:
    """Bill of the year outside hospital, 2015 prices."""
    median = s.outpatient_healthy if state == HEALTHY else s.outpatient_chronic
    return median * exp(s.outpatient_spread * luck)


def present(h: Household, s: Settings) -> float:
    """Own payments for care, and the work that illness took, in yuan a year."""
    if h.ill == 0 and h.bills < 500.0:
        return 0.0
    return h.out_of_pocket + h.labour_lost_illness * s.labour_value * h.village.county.province.wage_index
