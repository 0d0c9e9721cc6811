"""Persons who came onto the register this year, for the first time or after removal.  登记新增人口"""

from povsim.rule import Household, Parameters

unit = "persons"


def count(h: Household, s: Parameters) -> float:
    """What this household adds."""
    return h.members * h.enters_now
