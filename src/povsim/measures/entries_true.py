"""Persons whose income fell below the statistical line, relapses after a recorded exit apart.  真实新增人口"""

from povsim.rule import Household, Parameters

unit = "persons"


def count(h: Household, s: Parameters) -> float:
    """What this household adds."""
    return h.members * h.enters_truly
