"""Farmland: fields are levelled, joined and made deeper.  土地整治与高标准农田

Better fields yield more.
"""

from povsim.rule import Parameters, Village, parameter

builds = "farmland"


class Settings(Parameters):
    """Cost and time."""

    mu: float = parameter(
        1_500.0, "yuan a mu", low=100, high=20_000, plausible=(1_000, 3_000),
        source="assumed; order of well-equipped fields of the period",
    )
    most: float = parameter(
        1_000.0, "mu a village", low=10, high=50_000, plausible=(300, 3_000), source="assumed; what one project improves",
    )
    lag: int = parameter(1, "years", low=0, high=5, plausible=(0, 2), source="assumed; done in the winter after it was begun")


def eligible(v: Village, s: Settings) -> bool:
    """Fields as they were, and no work under way."""
    return v.farmland < 0.5 and v.farmland_begun == 0 and v.mean_land * v.households >= 10.0


def cost(v: Village, s: Settings) -> float:
    """By land."""
    return s.mu * min(s.most, v.mean_land * v.households)
