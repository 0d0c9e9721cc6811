"""Division of the family: the young found a household of their own.  分户

S01 of the model. Who leaves is marked by the rule `departure`.
"""

from povsim.rule import Draw, Household, Parameters, parameter, uniform

phase = "demography"


class Settings(Parameters):
    """How often families divide."""

    chance: float = parameter(0.05, "a year", low=0, high=0.5, source="assumed; families with grown children, .02-.10")
    stay: float = parameter(2.0, "persons", low=1, high=5, source="assumed; two parents of 40 or more stay behind")
    least: float = parameter(4.0, "persons", low=2, high=10, source="assumed; smaller households seldom divide, 3-5")


def step(h: Household, s: Settings, draw: Draw) -> None:
    """Decide whether the young of this household leave this year."""
    able_to = h.young > 0 and h.settled >= s.stay and h.members >= s.least
    h.splits = 1 if able_to and uniform(draw, 0) < s.chance else 0
