"""A year of school: finish it, go on, leave, or be brought back.  就学

S05 of the model with item 53 of its corrections. Nobody finishes more years than birthdays since the sixth. What school
costs is a matter of the cause `education`; what it brings comes in pay and work, after it.
"""

from povsim.rule import (
    COLLEGE,
    COMPULSORY,
    NO_SCHOOL,
    PRESCHOOL,
    SENIOR,
    VOCATIONAL,
    Draw,
    Parameters,
    Person,
    exp,
    parameter,
    uniform,
)

phase = "demography"


class Settings(Parameters):
    """Chances of going on; those after the nine years are of a family at the line, beside the school, without aid."""

    preschool: float = parameter(
        0.55, "a year", low=0, high=1, plausible=(0.3, 0.8),
        source="assumed; three years of it give .75 of those from 3 to 5 years; the Qinghai plan wants .85",
    )
    dropout_primary: float = parameter(
        0.008, "a year", low=0, high=0.2, plausible=(0.003, 0.02),
        source="assumed; without control; the Qinghai plan wants at most .005",
    )
    dropout_junior: float = parameter(
        0.03, "a year", low=0, high=0.2, plausible=(0.01, 0.06),
        source="assumed; without control; the Qinghai plan wants at most .012",
    )
    control: float = parameter(
        {2015: 0.6, 2016: 0.68, 2017: 0.75, 2018: 0.83, 2019: 0.9}, "share", low=0, high=1, plausible=(0.4, 0.95),
        source="assumed; dropouts prevented or brought back by name-by-name control, policy input",
    )
    senior: float = parameter(
        0.9, "logit", low=-5, high=5, plausible=(0.4, 1.4),
        source="assumed; level of enrolment after junior school, .80 rising to .90 over all families",
    )
    college: float = parameter(
        0.0, "logit", low=-5, high=5, plausible=(-1, 1),
        source="assumed; half of those who finish senior school go on",
    )
    vocational: float = parameter(
        0.4, "share", low=0, high=1, plausible=(0.3, 0.5),
        source="assumed; share of senior pupils in vocational schools",
    )


def step(p: Person, s: Settings, draw: Draw) -> None:
    """Finish a year of school, and go on or leave."""
    most = max(p.schooling, p.age - 6.0)
    years = min(most, p.schooling + 1.0) if p.school >= COMPULSORY else p.schooling
    u = uniform(draw, 0)
    early = PRESCHOOL if p.age >= 3 and (p.school == PRESCHOOL or u < s.preschool) else NO_SCHOOL
    late = compulsory(p.school, p.age, years, u, s) if years < 9.0 else later(p.school, years, u, p.household.school_odds, s)
    stage = early if p.age < 6 else late
    p.schooling = years
    p.school = stage if p.age <= 24 else NO_SCHOOL


def compulsory(school: float, age: float, years: float, u: float, s: Settings) -> float:
    """Stay in the nine years, drop out, or be brought back."""
    hazard = s.dropout_primary if years < 6.0 else s.dropout_junior
    out = u < hazard * (1.0 - s.control) if school == COMPULSORY else (age > 6 and (age > 15 or u >= s.control))
    return NO_SCHOOL if out else COMPULSORY


def later(school: float, years: float, u: float, pull: float, s: Settings) -> float:
    """Stage after the nine years: go on, or leave for work; goes with chance odds / (1 + odds)."""
    odds = pull * (exp(s.senior) if school == COMPULSORY else exp(s.college))
    goes = u * (1.0 + odds) < odds
    trade = u * (1.0 + odds) < odds * s.vocational
    kind = VOCATIONAL if trade else SENIOR
    on = (kind if school == COMPULSORY else COLLEGE) if goes else NO_SCHOOL
    stays = (school in (SENIOR, VOCATIONAL) and years < 12.0) or (school == COLLEGE and years < 16.0)
    moves = on if school in (COMPULSORY, SENIOR) else NO_SCHOOL
    return school if stays else moves
