"""Village bus: a line that serves the village.  通客车

It needs a hard road; jobs in the county town come within reach.
"""

from povsim.rule import Parameters, Village, parameter

builds = "bus"


class Settings(Parameters):
    """Cost and time."""

    price: float = parameter(
        150_000.0, "yuan a village", low=1e4, high=5e6, plausible=(50_000, 400_000),
        source="assumed; passing places, barriers, a stop and the first years' subsidy",
    )
    lag: int = parameter(0, "years", low=0, high=5, plausible=(0, 1), source="assumed; runs within the year")


def eligible(v: Village, s: Settings) -> bool:
    """A village with a hard road and no bus."""
    return v.bus < 0.5 and v.bus_begun == 0 and v.road >= 0.5
