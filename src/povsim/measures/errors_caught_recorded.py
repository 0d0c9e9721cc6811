"""Persons whose honest record was found to be wrong and who stay on the register.  核查纠错人口"""

from povsim.rule import Household, Parameters

unit = "persons"


def count(h: Household, s: Parameters) -> float:
    """What this household adds."""
    return h.members if h.caught == 2 else 0.0
