"""Illness: chronic or severe, it takes strength and brings people to hospital.  因病

S02 of the model with item 31 of its corrections: three states (healthy, chronic, severe) and a Poisson
number of admissions, which rises where more of a bill comes back. What the admissions cost is the rule
`hospital`, what care costs outside hospital the rule `outpatient`.
"""

from povsim.rule import (
    CHRONIC,
    FORGONE,
    HEALTHY,
    SEVERE,
    Draw,
    Household,
    Parameters,
    Person,
    exp,
    parameter,
    uniform,
)

usual_answer = True
seen_in = "ill"
"""What officials write who do not know the cause."""


class Settings(Parameters):
    """Chances of falling ill and getting well, and admissions."""

    onset_under_30: float = parameter(
        0.004, "a year", low=0, high=0.1, plausible=(0.002, 0.006),
        source="assumed; chronic illness of the young, fit to prevalence in CFPS",
    )
    onset_under_45: float = parameter(
        0.012, "a year", low=0, high=0.1, plausible=(0.006, 0.018), source="assumed; fit to prevalence in CFPS",
    )
    onset_under_60: float = parameter(
        0.025, "a year", low=0, high=0.2, plausible=(0.0125, 0.0375), source="assumed; fit to prevalence in CFPS",
    )
    onset_from_60: float = parameter(
        0.045, "a year", low=0, high=0.3, plausible=(0.0225, 0.0675), source="assumed; fit to prevalence in CFPS",
    )
    unsafe_water: float = parameter(
        0.2, "share", low=0, high=1, plausible=(0, 0.5),
        source="assumed; more chronic illness without safe water, direction known, size a guess",
    )
    easing: float = parameter(
        0.07, "a year", low=0, high=0.5, plausible=(0.03, 0.12),
        source="assumed; chronic to healthy, keeps prevalence near .17",
    )
    unreached: float = parameter(
        0.15, "share", low=0, high=1, plausible=(0, 0.3),
        source="assumed; fewer get well where the village has no clinic, direction known, size a guess",
    )
    prolonged: float = parameter(
        0.5, "share", low=0, high=1, plausible=(0.2, 0.8),
        source="assumed; of the chance to get well that is lost after a year of severe illness without hospital",
    )
    severe_healthy: float = parameter(
        0.006, "a year", low=0, high=0.1, plausible=(0.003, 0.012), source="assumed; severe episode of the healthy",
    )
    severe_chronic: float = parameter(
        0.03, "a year", low=0, high=0.3, plausible=(0.015, 0.06), source="assumed; severe episode of the chronically ill",
    )
    severe_old: float = parameter(
        0.05, "a year", low=0, high=0.4, plausible=(0.025, 0.1), source="assumed; the same from 60 years",
    )
    relief: float = parameter(
        0.53, "share of survivors", low=0, high=1, plausible=(0.4, 0.6), source="assumed; severe to chronic within a year",
    )
    recovery: float = parameter(
        0.30, "share of survivors", low=0, high=1, plausible=(0.2, 0.4), source="assumed; severe to healthy within a year",
    )
    disabling: float = parameter(
        0.08, "share of survivors", low=0, high=1, plausible=(0.04, 0.12), source="assumed; severe illness that disables",
    )
    admission_rate: float = parameter(
        {2010: 0.080, 2012: 0.092, 2014: 0.115, 2016: 0.120, 2018: 0.144}, "share of adults a year",
        low=0, high=1, plausible=(0.07, 0.165), source="CFPS study 2023, rural adults in hospital in the year",
    )
    admissions_healthy: float = parameter(
        0.6, "factor", low=0, high=5, plausible=(0.4, 0.8), source="assumed; fewer than the mean person",
    )
    admissions_chronic: float = parameter(
        1.9, "factor", low=0, high=10, plausible=(1.4, 2.5), source="assumed; twice the mean person",
    )
    admissions_severe: float = parameter(
        7.0, "factor", low=0, high=20, plausible=(5, 9), source="assumed; about one admission a year",
    )
    admissions_mean: float = parameter(
        0.78, "factor", low=0.3, high=3, plausible=(0.7, 0.86),
        source="derived; with the three factors the share of adults with an admission is the published rate",
    )
    moral_hazard: float = parameter(
        0.2, "elasticity", low=0, high=1, plausible=(0, 0.5),
        source="assumed; admissions rise with the share that comes back, sign published, size a guess; 0 = off",
    )
    base_share: float = parameter(
        0.51, "share", low=0, high=1, plausible=(0.4, 0.65),
        source="derived; of hospital bills that came back in the year of the admission rates",
    )
    labour_value: float = parameter(
        6_000.0, "yuan an able adult, 2015", low=0, high=1e5, plausible=(4_000, 9_000),
        source="assumed; yearly earnings of an able adult in a poor county",
    )


def strike(p: Person, s: Settings, draw: Draw) -> None:
    """Fall ill, get well or stay so; then count the admissions of the year."""
    risk = severe_chance(p.health, p.age, s) * p.household.village.county.illness_factor
    begin = onset_chance(p.age, s) * (1.0 + s.unsafe_water * (1.0 - p.household.village.water))
    cured = healing(p, s)
    u = uniform(draw, 0)
    spared = (s.recovery + s.relief) * cured
    state = next_state(p.health, u, risk, begin, cured, s)
    demand = 1.0 + s.moral_hazard * (0.01 * p.household.coverage - s.base_share)
    p.event += 4 if p.health == SEVERE and spared <= u < spared + s.disabling else 0
    p.health = state
    p.admissions = admissions(s.admission_rate * admission_factor(state, s) / s.admissions_mean * demand, uniform(draw, 1))
    p.hospital = 0


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


def healing(p: Person, s: Settings) -> float:
    """Chances to get well relative to somebody with a clinic in the village who was in hospital when it was needed."""
    clinic = 1.0 if p.household.moved_year > 0 else p.household.village.clinic
    return (1.0 - s.unreached * (1.0 - clinic)) * (1.0 - s.prolonged * (p.hospital == FORGONE))


def next_state(health: float, u: float, risk: float, begin: float, cured: float, s: Settings) -> float:
    """State of health at the end of the year, from one uniform number."""
    if health == SEVERE:
        if u < s.recovery * cured:
            return HEALTHY
        return CHRONIC if u < (s.recovery + s.relief) * cured + s.disabling else SEVERE
    if u < risk:
        return SEVERE
    if health == HEALTHY:
        return CHRONIC if u < risk + begin else HEALTHY
    return HEALTHY if u < risk + s.easing * cured else CHRONIC


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


def present(h: Household, s: Settings) -> float:
    """Own payments for care, and the work that illness took, in yuan a year."""
    if h.ill == 0 and h.bills + h.outpatient < 500.0:
        return 0.0
    return h.out_of_pocket + 0.01 * h.labour_lost_illness * s.labour_value * h.village.county.province.wage_index
