"""Village net: broadband.  宽带网络进村

It brings prices and advice in time, and without it no parcels are sold from the village.
"""

from povsim.rule import Parameters, parameter

builds = "net"


class Settings(Parameters):
    """Cost and time."""

    price: float = parameter(
        250_000.0, "yuan a village", low=1e4, high=5e6, plausible=(100_000, 600_000),
        source="assumed; cable or mast, and the first years of its service",
    )
    lag: int = parameter(0, "years", low=0, high=5, plausible=(0, 2), source="assumed; finished within the year")
