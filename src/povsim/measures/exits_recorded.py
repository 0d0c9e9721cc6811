"""Persons whose household was recorded as out of poverty this year.  登记退出人口"""

from povsim.rule import Household, Parameters

unit = "persons"


def count(h: Household, s: Parameters) -> float:
    """What this household adds."""
    return h.members * h.exits_now
