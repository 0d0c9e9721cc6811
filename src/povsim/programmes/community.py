"""Community services: a centre for the old, the young and the paperwork of all.  农村社区综合服务设施

A part of the care that keeps people at home is taken over.
"""

from povsim.rule import Parameters, parameter

builds = "community"


class Settings(Parameters):
    """Cost and time."""

    price: float = parameter(
        300_000.0, "yuan a village", low=1e4, high=1e7, plausible=(100_000, 800_000),
        source="assumed; an existing house, enlarged and furnished",
    )
    lag: int = parameter(1, "years", low=0, high=5, plausible=(0, 2), source="assumed; opened in the year after it was begun")
