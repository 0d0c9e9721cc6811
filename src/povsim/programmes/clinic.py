"""Village clinic: a standard clinic with a doctor.  村卫生室建设

Without a clinic or a road to one, medical care is not within reach.
"""

from povsim.rule import Parameters, parameter

builds = "clinic"


class Settings(Parameters):
    """Cost and time."""

    price: float = parameter(
        200_000.0, "yuan a village", low=1e4, high=5e6, source="assumed; 60 square metres with equipment, .1-.4 m",
    )
    lag: int = parameter(0, "years", low=0, high=5, plausible=(0, 2), source="assumed; finished within the year")
