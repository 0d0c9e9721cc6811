"""Village road: a hard road to the village.  交通扶贫"""

from povsim.rule import Parameters, parameter

builds = "road"


class Settings(Parameters):
    """Cost and time."""

    price: float = parameter(2_000_000.0, "yuan a village", low=1e5, high=5e7, source="assumed; some 5 km at 0.4 m yuan, .5-5 m")
    lag: int = parameter(1, "years", low=0, high=5, plausible=(0, 2), source="assumed; built in the year after it was begun")
