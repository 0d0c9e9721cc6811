"""Vocational courses: a certificate is not yet a skill.  技能培训

S08 of the model. Programmes give places in courses; whether one leaves a trade that is wanted near by is decided here. The
poorest stay away more often: they cannot spare the days, and doubt that it is for them.
"""

from povsim.rule import Draw, Parameters, Person, parameter, uniform

phase = "labour"


class Settings(Parameters):
    """When a course leaves a skill."""

    effective: float = parameter(
        0.6, "share", low=0, high=1, plausible=(0.3, 0.9),
        source="assumed; learns the trade, at 6.5 years of school; far below the .927 of certificates in the Gansu plan",
    )
    schooling: float = parameter(
        0.03, "a year of school", low=0, high=0.2, plausible=(0, 0.06), source="assumed; the better schooled learn more",
    )
    quality: float = parameter(
        {2015: 1.0}, "factor", low=0, high=2, plausible=(0.6, 1.3), source="assumed; of the courses beside those of 2015",
    )
    mismatch: float = parameter(
        0.15, "share", low=0, high=1, plausible=(0, 0.4), source="assumed; trades learnt that nobody near by hires for",
    )
    poor_attend: float = parameter(
        0.7, "share", low=0, high=1, plausible=(0.4, 1),
        source="assumed; of places used by who was poor last year; training does not reach the poorest (Gandu 2015)",
    )
    oldest: float = parameter(
        55.0, "years", low=16, high=80, plausible=(50, 60), source="assumed; courses are for those of working age",
    )


def step(p: Person, s: Settings, draw: Draw) -> None:
    """Learn a trade where the household has a place in a course, goes to it, and the trade is wanted."""
    place = min(1.0, p.household.training / max(p.household.able, 1.0))
    goes = place * (s.poor_attend if p.household.poor == 1 else 1.0)
    learns = min(max(s.quality * (s.effective + s.schooling * (p.schooling - 6.5)), 0.0), 1.0)
    if p.able == 1 and p.age <= s.oldest and uniform(draw, 0) < goes * learns * (1.0 - s.mismatch):
        p.skill = p.skill + 1
