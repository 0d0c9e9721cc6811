"""Vocational courses: a certificate is not yet a skill.  技能培训

S08 of the model. Programmes give places in courses; whether one is effective is decided here.
"""

from povsim.rule import Draw, Parameters, Person, parameter, uniform

phase = "labour"


class Settings(Parameters):
    """When a course leaves a skill."""

    effective: float = parameter(
        0.5, "share", low=0, high=1,
        source="assumed; far below the .927 of certificates in the Gansu plan, .2-.8",
    )
    schooling: float = parameter(
        0.03, "a year of school", low=0, high=0.2,
        source="assumed; the better schooled learn more, 0-.06",
    )
    oldest: float = parameter(55.0, "years", low=16, high=80, source="assumed; courses are for those of working age, 50-60")


def step(p: Person, s: Settings, draw: Draw) -> None:
    """Learn a trade where the household has a place in a course."""
    if p.household.training > 0 and p.able == 1 and p.age <= s.oldest:
        chance = s.effective + s.schooling * (p.schooling - 6.5)
        place = min(1.0, p.household.training / max(p.household.able, 1.0))
        if uniform(draw, 0) < place * min(max(chance, 0.0), 1.0):
            p.skill = p.skill + 1
