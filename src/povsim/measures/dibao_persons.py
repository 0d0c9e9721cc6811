"""Persons of households with dibao.  低保户人口"""

from povsim.rule import Household, Parameters

unit = "persons"


def count(h: Household, s: Parameters) -> float:
    """What this household adds."""
    return h.members if h.dibao > 0 else 0.0
