"""Hospital: where the year's admissions lead, what they cost, and care that is forgone.  住院费用

S02 of the model: a log-normal cost of each admission by the level of the hospital. Who is severely ill and
should go may do without for want of money, insurance or a doctor near by; that lowers spending and prolongs illness.
"""

from povsim.rule import FORGONE, SEVERE, Draw, Parameters, Person, exp, log, normal, parameter, sqrt, uniform

phase = "costs"


class Settings(Parameters):
    """Costs by level of the hospital, and who does without."""

    admission_cost: float = parameter(
        6_709.0, "yuan an admission, 2015", low=0, high=1e6, plausible=(4_500, 10_000),
        source="assumed; mean over the three levels",
    )
    spread: float = parameter(
        0.85, "s.d. of log", low=0, high=2, plausible=(0.6, 1.1), source="assumed; hospital bills are very unequal",
    )
    township: float = parameter(
        0.20, "share of admissions", low=0, high=1, plausible=(0.1, 0.35),
        source="assumed; referral leaves few in township hospitals",
    )
    city: float = parameter(
        0.20, "share of admissions", low=0, high=1, plausible=(0.1, 0.3),
        source="assumed; a fifth is treated beyond the county",
    )
    cost_township: float = parameter(
        0.45, "factor", low=0, high=5, plausible=(0.3, 0.6), source="assumed; small hospitals cost less than half",
    )
    cost_county: float = parameter(
        0.95, "factor", low=0, high=5, plausible=(0.8, 1.1), source="assumed; keeps the mean of the three levels at 1",
    )
    cost_city: float = parameter(
        1.70, "factor", low=0, high=5, plausible=(1.4, 2.2), source="assumed; city hospitals cost nearly twice",
    )
    forgo_base: float = parameter(
        -2.94, "logit", low=-10, high=5, plausible=(-3.5, -2.3), source="assumed; one in twenty forgoes care without cost",
    )
    forgo_cost: float = parameter(
        2.0, "logit a share of income", low=0, high=10, plausible=(0, 4),
        source="assumed; expected own cost beside the income of the year before",
    )
    forgo_insured: float = parameter(
        0.5, "logit", low=0, high=5, plausible=(0, 1), source="assumed; insurance helps people to go",
    )
    forgo_clinic: float = parameter(
        0.3, "logit", low=0, high=5, plausible=(0, 1), source="assumed; a village doctor sends patients to hospital in time",
    )


def step(p: Person, s: Settings, draw: Draw) -> None:
    """The bill of all admissions of the year, or the admission forgone."""
    if p.admissions > 0:
        price = p.household.village.county.illness_factor * p.household.village.county.province.medical_index
        mean = s.admission_cost * price
        forgoes = p.health == SEVERE and uniform(draw, 0) < forgone(p, mean, s)
        level = hospital_level(uniform(draw, 1), s)
        bill = mean * level_factor(level, s) * luck_of(p.admissions, normal(draw, 2), s)
        p.hospital = FORGONE if forgoes else level
        p.inpatient = 0.0 if forgoes else bill
        p.admissions = 0 if forgoes else p.admissions


def forgone(p: Person, mean: float, s: Settings) -> float:
    """Chance that a severely ill person does without hospital."""
    means = max(p.household.income * p.household.members, 500.0)
    share = min(3.0, (1.0 - 0.01 * p.household.coverage) * mean / means)
    clinic = 1.0 if p.household.moved_year > 0 else p.household.village.clinic
    held = s.forgo_insured * p.household.insured + s.forgo_clinic * clinic
    return 1.0 / (1.0 + exp(held - s.forgo_base - s.forgo_cost * share))


def hospital_level(u: float, s: Settings) -> float:
    """0 township, 1 county, 2 city."""
    away = 2.0 if u >= 1.0 - s.city else 1.0
    return 0.0 if u < s.township else away


def level_factor(level: float, s: Settings) -> float:
    """Cost of an admission relative to the mean hospital."""
    away = s.cost_county if level == 1 else s.cost_city
    return s.cost_township if level == 0 else away


def luck_of(times: float, luck: float, s: Settings) -> float:
    """Cost of so many admissions in mean admissions: one log-normal with the mean and spread of their sum."""
    more = spread_of(2.0, s) if times == 2 else spread_of(3.0, s)
    spread = spread_of(1.0, s) if times <= 1 else more
    return times * exp(spread * luck - 0.5 * spread * spread)


def spread_of(times: float, s: Settings) -> float:
    """Standard deviation of the log of the mean of so many log-normal costs."""
    return sqrt(log(1.0 + (exp(s.spread * s.spread) - 1.0) / max(times, 1.0)))
