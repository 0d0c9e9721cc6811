"""Received from neighbours less given to them, a person and year.  邻里互助净收入"""

from povsim.rule import Household, Parameters

unit = "yuan a person"


def count(h: Household, s: Parameters) -> float:
    """What this household adds."""
    return h.gifts


def per(h: Household, s: Parameters) -> float:
    """Persons."""
    return h.members
