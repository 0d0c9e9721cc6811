"""Labour supplied: capacity less the care of others, and as much as people are moved to give.  劳动供给

S04 and item 30 of its corrections: supply is .6 + .4 of the household's motivation.
"""

from povsim.rule import Draw, Parameters, Person, parameter

phase = "labour"


class Settings(Parameters):
    """What care and motivation do to labour."""

    most: float = parameter(
        0.6, "share", low=0, high=1, plausible=(0.4, 0.8), source="assumed; nobody gives up more of the working time for care",
    )
    floor: float = parameter(
        0.6, "share", low=0, high=1, plausible=(0.4, 0.8), source="assumed; least labour of the least motivated",
    )


def step(p: Person, s: Settings, draw: Draw) -> None:
    """Labour of the year, 1 = a healthy adult: able adults share the care of the others."""
    care = min(s.most, 0.01 * p.household.care_needs / max(p.household.able, 1.0))
    p.labour = int(p.labour * (1.0 - care) * (s.floor + (1.0 - s.floor) * p.household.effort) + 0.5)
