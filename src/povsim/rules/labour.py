"""Labour supplied: capacity less the care of others, and as much as people are moved to give.  劳动供给

S04 and item 30 of its corrections: supply is .6 + .4 of the household's motivation.
"""

from povsim.rule import Draw, Parameters, Person, parameter

phase = "labour"


class Settings(Parameters):
    """What care and motivation do to labour."""

    care: float = parameter(0.4, "of a worker's time", low=0, high=1, source="assumed; care of one severe patient, .2-.7")
    disabled_care: float = parameter(
        0.35, "severe cases a disabled member", low=0, high=1,
        source="assumed; about a third are severe, .2-.5",
    )
    most: float = parameter(0.6, "share", low=0, high=1, source="assumed; nobody gives up more of the working time, .4-.8")
    floor: float = parameter(0.6, "share", low=0, high=1, source="assumed; least labour of the least motivated, .4-.8")


def step(p: Person, s: Settings, draw: Draw) -> None:
    """Labour of the year, 1 = a healthy adult."""
    patients = p.household.sick + s.disabled_care * p.household.disabled
    care = min(s.most, s.care * patients / max(p.household.able, 1.0))
    p.labour = p.capacity * (1.0 - care) * (s.floor + (1.0 - s.floor) * p.household.effort)
