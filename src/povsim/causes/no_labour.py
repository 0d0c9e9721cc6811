"""Too few hands: no able adult, or little capacity for so many mouths.  缺劳动力

It has no event of its own: it is read off the members.
"""

from povsim.rule import Household, Parameters, parameter


class Settings(Parameters):
    """When hands are too few, and what one more would earn."""

    ratio: float = parameter(
        0.25, "able adults a member", low=0, high=1,
        plausible=(0.15, 0.35), source="assumed; fewer than one able adult to four members",
    )
    labour_value: float = parameter(
        6_000.0, "yuan an able adult, 2015", low=0, high=1e5,
        plausible=(4_000, 9_000), source="assumed; yearly earnings of an able adult in a poor county",
    )


def present(h: Household, s: Settings) -> float:
    """What one able adult more would earn, in yuan a year."""
    if h.able > 0 and h.labour >= s.ratio * h.members:
        return 0.0
    return s.labour_value * h.village.county.province.wage_index
