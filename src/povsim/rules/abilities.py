"""What each person can do in a year, by age, health, disability and school, and what care they need.  劳动能力

S04 of the model. Farmers work beyond the official working age.
"""

from povsim.rule import CHRONIC, COLLEGE, HEALTHY, NO_SCHOOL, SENIOR, SEVERE, Draw, Parameters, Person, column, gather, parameter

phase = "labour"

columns = (
    column("person.care_need", "int8", "percent", "of a worker's time that care of this person takes", low=0, high=100),
    gather(
        "household.care_needs", "sum", "person.care_need", "of a worker's time that care of members takes",
        dtype="int16", unit="percent", low=0,
    ),
)


class Settings(Parameters):
    """Capacity for work, 1 = a healthy adult, and the care that others need."""

    from_60: float = parameter(0.7, "share", low=0, high=1, plausible=(0.5, 0.85), source="assumed; old farmers work on")
    from_65: float = parameter(0.5, "share", low=0, high=1, plausible=(0.3, 0.7), source="assumed; old farmers work on")
    from_70: float = parameter(0.3, "share", low=0, high=1, plausible=(0.1, 0.4), source="assumed; old farmers work on")
    chronic: float = parameter(
        0.85, "factor", low=0, high=1, plausible=(0.6, 0.9),
        source="fitted; with the next two: a health shock costs 3 to 12 % of income (Zhao 2017: 5.6 %)",
    )
    severe: float = parameter(
        0.35, "factor", low=0, high=1, plausible=(0.05, 0.35),
        source="fitted; a year with a severe episode is not all lost; see `chronic`",
    )
    moderate_disability: float = parameter(
        0.5, "factor", low=0, high=1, plausible=(0.35, 0.65), source="assumed; half a day's work",
    )
    severe_disability: float = parameter(
        0.15, "factor", low=0, high=1, plausible=(0, 0.3), source="assumed; little more than care of oneself",
    )
    care: float = parameter(
        0.25, "of a worker's time", low=0, high=1, plausible=(0.2, 0.7),
        source="fitted; care of a member in severe illness or with a severe disability; see `chronic`",
    )
    infant_care: float = parameter(
        0.2, "of a worker's time", low=0, high=1, plausible=(0, 0.4),
        source="assumed; care of an infant, of which grandparents take a part",
    )
    infant: int = parameter(3, "years", low=0, high=7, plausible=(2, 4), source="assumed; preschool begins at three")


def step(p: Person, s: Settings, draw: Draw) -> None:
    """Write capacity, what illness and disability took of it, who is able, and who needs care."""
    leaves = 23 if p.school == COLLEGE else 18
    at_school = p.school >= SENIOR and 16 <= p.age <= leaves
    base = 0.0 if at_school else by_age(p.age, s)
    health = by_health(p.health, s)
    frame = by_disability(p.disability, s)
    capacity = base * health * frame
    p.labour = int(100.0 * capacity + 0.5)
    p.labour_lost_illness = int(100.0 * (base * frame * (1.0 - health)) + 0.5)
    p.labour_lost_disability = int(100.0 * (base * health * (1.0 - frame)) + 0.5)
    p.able = 1 if capacity >= 0.5 else 0
    infant = s.infant_care if p.age < s.infant else 0.0
    p.care_need = int(100.0 * (s.care if p.health == SEVERE or p.disability == 2 else infant) + 0.5)
    p.dropped_out = 1 if p.school == NO_SCHOOL and 6 <= p.age <= 15 and p.schooling < 9.0 else 0


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
