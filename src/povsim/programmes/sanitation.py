"""Sanitation: refuse is collected, toilets are built and sewage is led away.  农村人居环境整治

Approval rises with it, and who keeps the village clean may be paid for it (programme `village_posts`).
"""

from povsim.rule import Parameters, parameter

builds = "sanitation"


class Settings(Parameters):
    """Cost and time."""

    price: float = parameter(
        300_000.0, "yuan a village", low=1e4, high=1e7, plausible=(100_000, 800_000),
        source="assumed; seven collecting points, seven toilets, in some a small plant: the numbers of the national plan",
    )
    lag: int = parameter(1, "years", low=0, high=5, plausible=(0, 2), source="assumed; built in the year after it was begun")
