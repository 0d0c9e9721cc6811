"""Village culture: a room for meetings, books and films.  文化惠民

One of the works without which no village leaves the list of the poor; approval rises with it, and motivation a little.
"""

from povsim.rule import Parameters, parameter

builds = "culture"


class Settings(Parameters):
    """Cost and time."""

    price: float = parameter(
        150_000.0, "yuan a village", low=1e4, high=5e6, plausible=(80_000, 300_000),
        source="assumed; a furnished room of 90 square metres",
    )
    lag: int = parameter(0, "years", low=0, high=5, plausible=(0, 2), source="assumed; finished within the year")
