"""Persons whose income rose above the statistical line this year.  真实退出人口"""

from povsim.rule import Household, Parameters

unit = "persons"


def count(h: Household, s: Parameters) -> float:
    """What this household adds."""
    return h.members * h.exits_truly
