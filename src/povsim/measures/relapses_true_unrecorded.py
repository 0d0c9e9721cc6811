"""Persons in the first year of true income below the line after a recorded exit, and not put on record.  未登记的真实返贫人口"""

from povsim.rule import Household, Parameters

unit = "persons"


def count(h: Household, s: Parameters) -> float:
    """What this household adds."""
    return h.members * h.relapses_truly * (1.0 - h.relapses_now)
