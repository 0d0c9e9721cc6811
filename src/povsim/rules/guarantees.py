"""The guarantees beside income: food, school, medical care, water.  两不愁三保障

A safe house is a column of its own. Households that moved live on a site with water and a clinic.
"""

from povsim.rule import Draw, Household, Parameters, flag, parameter

phase = "information"

columns = (
    flag("household.food_ok", "1 where consumption covers food and clothing"),
    flag("household.school_ok", "1 where nobody of compulsory age is out of school"),
    flag("household.medical_ok", "1 where the household is insured and a clinic is within reach"),
    flag("household.water_ok", "1 where drinking water is safe"),
)


class Settings(Parameters):
    """What counts as guaranteed."""

    food: float = parameter(
        0.6, "of the statistical line", low=0, high=1,
        plausible=(0.45, 0.7), source="convention: about six tenths of the rural line are food; assumed as the test",
    )
    served: float = parameter(0.5, "share", low=0, high=1, source="assumed; half a village served counts as served")


def step(h: Household, s: Settings, draw: Draw) -> None:
    """Look at each guarantee."""
    moved = h.moved_year > 0
    h.food_ok = 1 if h.consumption >= s.food * h.village.county.province.line * h.members else 0
    h.school_ok = 1 if h.dropped_out == 0 else 0
    reached = moved or h.village.clinic >= s.served or h.village.road >= s.served
    h.medical_ok = 1 if reached and h.insured == 1 else 0
    h.water_ok = 1 if moved or h.village.water >= s.served else 0
