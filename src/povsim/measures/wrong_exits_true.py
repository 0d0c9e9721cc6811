"""Persons whose recorded exit came in a year of true income below the statistical line.  错退人口"""

from povsim.rule import Household, Parameters

unit = "persons"


def count(h: Household, s: Parameters) -> float:
    """What this household adds."""
    return h.members * h.exits_now * h.poor
