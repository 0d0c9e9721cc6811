"""Persons in a true relapse who were not poor in the year of their recorded exit.  真实返贫（不含错退）"""

from povsim.rule import Household, Parameters

unit = "persons"


def count(h: Household, s: Parameters) -> float:
    """What this household adds."""
    return h.members * h.relapses_truly * (1 - h.wrong_exit)
