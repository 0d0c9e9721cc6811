"""Weak motivation: who has ceased to believe that work changes anything works less.  自身发展动力不足

S28 of the model with item 30 of its corrections. It has no event of its own: motivation is what the household begins with, and
what help, drugs or rewards have made of it since.
"""

from povsim.rule import Household, Parameters, parameter


class Settings(Parameters):
    """When motivation is weak, and what the usual one would earn."""

    weak: float = parameter(
        0.6, "share", low=0.2, high=1, plausible=(0.5, 0.65), source="assumed; one standard deviation below the mean: a sixth",
    )
    usual: float = parameter(
        0.75, "share", low=0.2, high=1, plausible=(0.7, 0.8), source="assumed; mean motivation of households",
    )
    weight: float = parameter(
        0.4, "share", low=0, high=1, plausible=(0.2, 0.6),
        source="assumed; of labour that motivation moves, what the rule `labour` leaves above its floor",
    )
    labour_value: float = parameter(
        6_000.0, "yuan an able adult, 2015", low=0, high=1e5, plausible=(4_000, 9_000),
        source="assumed; yearly earnings of an able adult in a poor county",
    )


def present(h: Household, s: Settings) -> float:
    """What the labour held back would earn at the usual motivation, in yuan a year."""
    if h.effort >= s.weak or h.able == 0:
        return 0.0
    held = h.labour * s.weight * (s.usual - h.effort) / max(1.0 - s.weight + s.weight * h.effort, 0.1)
    return max(0.0, held * s.labour_value * h.village.county.province.wage_index)
