"""Village irrigation: ditches, ponds and pumps for the fields.  小型农田水利

Watered fields yield more and lose less to drought.
"""

from povsim.rule import Parameters, Village, parameter

builds = "irrigation"


class Settings(Parameters):
    """Cost and time."""

    mu: float = parameter(
        1_500.0, "yuan a mu", low=100, high=20_000, plausible=(800, 3_000), source="assumed; small works in the mountains",
    )
    most: float = parameter(
        3_000.0, "mu a village", low=10, high=50_000, plausible=(1_000, 5_000), source="assumed; what one small work can water",
    )
    lag: int = parameter(1, "years", low=0, high=5, plausible=(0, 2), source="assumed; built in the winter after it was begun")


def eligible(v: Village, s: Settings) -> bool:
    """Fields that nobody waters, and no work under way."""
    return v.irrigation < 0.5 and v.irrigation_begun == 0 and v.mean_land * v.households >= 10.0


def cost(v: Village, s: Settings) -> float:
    """By land."""
    return s.mu * min(s.most, v.mean_land * v.households)
