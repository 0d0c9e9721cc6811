"""Disaster: harvest or animals lost to drought, hail, flood or snow this year.  因灾

The event is the shock of the same name, which strikes whole villages.
"""

from povsim.rule import Household, Parameters, parameter


class Settings(Parameters):
    """When a loss counts."""

    least: float = parameter(
        200.0, "yuan", low=0, high=1e5,
        plausible=(0, 500), source="assumed; smaller losses are the common luck of farming",
    )


def present(h: Household, s: Settings) -> float:
    """Income of farm and herd lost to disaster, in yuan this year."""
    return h.disaster_cost if h.disaster_cost >= s.least else 0.0
