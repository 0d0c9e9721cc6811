"""What each person can do in a year, by age, health, disability and school.  劳动能力

S04 of the model. Farmers work beyond the official working age.
"""

from povsim.rule import CHRONIC, COLLEGE, HEALTHY, NO_SCHOOL, SENIOR, SEVERE, Draw, Parameters, Person, parameter

phase = "labour"


class Settings(Parameters):
    """Capacity for work, 1 = a healthy adult."""

    from_60: float = parameter(0.7, "share", low=0, high=1, source="assumed; old farmers work on, .5-.85")
    from_65: float = parameter(0.5, "share", low=0, high=1, source="assumed; old farmers work on, .3-.7")
    from_70: float = parameter(0.3, "share", low=0, high=1, source="assumed; old farmers work on, .1-.4")
    chronic: float = parameter(
        0.75, "factor", low=0, high=1,
        source="assumed; +-.15, check: a health shock costs .056 of income (Zhao 2017)",
    )
    severe: float = parameter(
        0.2, "factor", low=0, high=1,
        source="assumed; +-.15, check: a health shock costs .056 of income (Zhao 2017)",
    )
    moderate_disability: float = parameter(0.5, "factor", low=0, high=1, source="assumed; half a day's work, +-.15")
    severe_disability: float = parameter(0.15, "factor", low=0, high=1, source="assumed; little more than care of oneself, 0-.3")


def step(p: Person, s: Settings, draw: Draw) -> None:
    """Note capacity, what illness and disability took of it, and who counts as what."""
    leaves = 23 if p.school == COLLEGE else 18
    at_school = p.school >= SENIOR and 16 <= p.age <= leaves
    base = 0.0 if at_school else by_age(p.age, s)
    health = by_health(p.health, s)
    frame = by_disability(p.disability, s)
    capacity = base * health * frame
    p.capacity = capacity
    p.labour_lost_illness = base * frame * (1.0 - health)
    p.labour_lost_disability = base * health * (1.0 - frame)
    p.able = 1 if capacity >= 0.5 else 0
    p.child = 1 if p.age < 16 else 0
    p.elder = 1 if p.age >= 60 else 0
    p.sick = 1 if p.health == SEVERE else 0
    p.ill = 1 if p.health > HEALTHY else 0
    p.disabled = 1 if p.disability > 0 else 0
    p.studies = 1 if p.school > NO_SCHOOL else 0


def by_age(age: float, s: Settings) -> float:
    """Capacity of a healthy person of this age."""
    if age < 60:
        return 1.0 if age >= 16 else 0.0
    if age < 70:
        return s.from_60 if age < 65 else s.from_65
    return s.from_70 if age < 75 else 0.0


def by_health(health: float, s: Settings) -> float:
    """Share that illness leaves."""
    ill = s.chronic if health == CHRONIC else s.severe
    return 1.0 if health == HEALTHY else ill


def by_disability(disability: float, s: Settings) -> float:
    """Share that disability leaves."""
    disabled = s.moderate_disability if disability == 1 else s.severe_disability
    return 1.0 if disability == 0 else disabled
