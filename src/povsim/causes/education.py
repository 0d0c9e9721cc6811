"""School: the next stage, the cost of it, and leaving too early.  因学

S05 of the model. Nobody finishes more years than birthdays since the sixth. Within a few years school is
mostly a cost; its gain comes after it.
"""

from povsim.rule import (
    COLLEGE,
    COMPULSORY,
    NO_SCHOOL,
    PRESCHOOL,
    SENIOR,
    VOCATIONAL,
    Draw,
    Household,
    Parameters,
    Person,
    exp,
    log,
    parameter,
    uniform,
)


class Settings(Parameters):
    """Chances of going on, costs by stage."""

    preschool: float = parameter(0.55, "a year", low=0, high=1, source="assumed; gives .75 of those from 3 to 5 years, .3-.8")
    dropout_primary: float = parameter(0.008, "a year", low=0, high=0.2, source="assumed; Qinghai plan aims at .005, .003-.02")
    dropout_junior: float = parameter(0.03, "a year", low=0, high=0.2, source="assumed; Qinghai plan aims at .012, .01-.06")
    control: float = parameter(
        {2015: 0.6, 2016: 0.68, 2017: 0.75, 2018: 0.83, 2019: 0.9}, "share", low=0, high=1,
        source="assumed; dropouts prevented or brought back by name-by-name control, +-.2",
    )
    senior: float = parameter(
        0.9, "logit", low=-5, high=5,
        source="assumed; level of enrolment after junior school, .80 rising to .90",
    )
    college: float = parameter(
        0.0, "logit", low=-5, high=5,
        source="assumed; half of those who finish senior school go on, -1 to 1",
    )
    vocational: float = parameter(
        0.4, "share", low=0, high=1,
        source="assumed; share of senior pupils in vocational schools, .3-.5",
    )
    income: float = parameter(
        0.25, "logit a log", low=0, high=2,
        source="assumed; richer families keep children at school longer, 0-.6",
    )
    distance: float = parameter(0.5, "logit", low=0, high=3, source="assumed; from beside the school to the end of the road, 0-1")
    hands: float = parameter(0.4, "logit", low=0, high=3, source="assumed; where hands are few the child is needed at home, 0-1")
    subsidy: float = parameter(0.8, "logit a share", low=0, high=3, source="assumed; from no aid to all costs paid, 0-1.5")
    language: float = parameter(0.4, "logit", low=0, high=3, source="assumed; where the common language is little spoken, 0-1")
    trend: float = parameter(0.07, "logit a year", low=-0.2, high=0.5, source="assumed; enrolment rises in all provinces, 0-.12")
    cost_preschool: float = parameter(1_200.0, "yuan a year, 2015", low=0, high=1e5, source="assumed; +-40 %")
    cost_compulsory: float = parameter(700.0, "yuan a year, 2015", low=0, high=1e5, source="assumed; board and books, +-40 %")
    cost_senior: float = parameter(4_500.0, "yuan a year, 2015", low=0, high=1e5, source="assumed; fees and board, +-40 %")
    cost_vocational: float = parameter(
        2_500.0, "yuan a year, 2015", low=0, high=1e5,
        source="assumed; no fees, board only, +-40 %",
    )
    cost_college: float = parameter(
        12_000.0, "yuan a year, 2015", low=0, high=1e5,
        source="assumed; fees, dormitory and food, +-40 %",
    )
    cost_growth: float = parameter(
        0.03, "a year", low=-0.1, high=0.2,
        source="assumed; fees are held, board follows prices, .01-.05",
    )


def strike(p: Person, s: Settings, draw: Draw) -> None:
    """Finish a year of school, go on or leave, and pay for the year that begins."""
    most = max(p.schooling, p.age - 6.0)
    years = min(most, p.schooling + 1.0) if p.school >= COMPULSORY else p.schooling
    pull = wish(p, s) if 14 <= p.age <= 24 else 0.0
    u = uniform(draw, 0)
    early = PRESCHOOL if p.age >= 3 and (p.school == PRESCHOOL or u < s.preschool) else NO_SCHOOL
    stage: float = NO_SCHOOL
    if p.age < 6:
        stage = early
    elif p.age <= 24 and years < 9.0:
        stage = compulsory(p.school, p.age, years, u, s)
    elif p.age <= 24:
        stage = later(p.school, years, u, pull, s)
    p.schooling = years
    p.school = stage
    p.dropped_out = 1 if stage == NO_SCHOOL and 6 <= p.age <= 15 and years < 9.0 else 0
    p.school_cost += stage_cost(stage, s) * exp(s.cost_growth * (s.year - 2015.0))


def wish(p: Person, s: Settings) -> float:
    """What draws the young to stay at school, or away from it, on the logit scale."""
    income = log(max(p.household.income, 100.0) / p.household.village.county.province.line)
    few = 1.0 if p.household.labour < 0.35 * p.household.members else 0.0
    pull = s.income * income - s.distance * p.household.village.remoteness - s.hands * few
    return pull + s.subsidy * p.household.school_subsidy - s.language * p.household.language_barrier + s.trend * (s.year - 2015.0)


def chance(x: float) -> float:
    """Logistic function."""
    return 1.0 / (1.0 + exp(-x))


def compulsory(school: float, age: float, years: float, u: float, s: Settings) -> float:
    """Stay in the nine years, drop out, or be brought back."""
    if school == COMPULSORY:
        hazard = s.dropout_primary if years < 6.0 else s.dropout_junior
        return NO_SCHOOL if u < hazard * (1.0 - s.control) else COMPULSORY
    if age == 6:
        return COMPULSORY
    return COMPULSORY if age <= 15 and u < s.control else NO_SCHOOL


def later(school: float, years: float, u: float, pull: float, s: Settings) -> float:
    """Stage after the nine years: go on, or leave for work."""
    if school == COMPULSORY:
        goes = chance(s.senior + pull)
        kind = VOCATIONAL if u < goes * s.vocational else SENIOR
        return kind if u < goes else NO_SCHOOL
    if school in (SENIOR, VOCATIONAL) and years < 12.0:
        return school
    if school == SENIOR:
        return COLLEGE if u < chance(s.college + pull) else NO_SCHOOL
    return COLLEGE if school == COLLEGE and years < 16.0 else NO_SCHOOL


def stage_cost(stage: float, s: Settings) -> float:
    """Cost of a year at this stage, 2015 prices."""
    early = s.cost_preschool if stage == PRESCHOOL else s.cost_compulsory
    late = s.cost_senior if stage == SENIOR else s.cost_vocational
    after = s.cost_college if stage == COLLEGE else late
    paid = early if stage <= COMPULSORY else after
    return 0.0 if stage == NO_SCHOOL else paid


def present(h: Household, s: Settings) -> float:
    """What the household itself pays for school, in yuan a year."""
    return h.school_paid if h.students > 0 else 0.0
