"""Capacity to pay: what a household spends beyond the food it needs, and the part of it that care took.  支付能力

S03 of the model with item 41 of its corrections (Xu et al. 2003): spending with care and school, less the norm
for food or what was eaten, whichever is less. Premiums are no payment for care here.
"""

from povsim.rule import Draw, Household, Parameters, column, parameter

phase = "welfare"

columns = (
    column("household.care_share", "float32", "share", "own payments for care beside the capacity to pay", low=0, high=10),
)


class Settings(Parameters):
    """Food that is needed, and food that is eaten."""

    norm: float = parameter(
        0.6, "of the statistical line", low=0, high=1, plausible=(0.45, 0.7),
        source="assumed; convention: about six tenths of the rural line are food",
    )
    eaten: float = parameter(
        0.45, "of consumption", low=0, high=1, plausible=(0.35, 0.55),
        source="assumed; Engel share of poor rural places, which is above the mean of the nation",
    )


def step(h: Household, s: Settings, draw: Draw) -> None:
    """Write the share."""
    food = min(s.norm * h.village.county.province.line * h.members, s.eaten * h.consumption)
    capacity = h.consumption + h.out_of_pocket + h.school_paid - food
    h.care_share = h.out_of_pocket / max(capacity, 1.0)
