"""Persons who live at a resettlement site.  搬迁安置人口"""

from povsim.rule import Household, Parameters

unit = "persons"


def count(h: Household, s: Parameters) -> float:
    """What this household adds."""
    return h.members if h.moved_year > 0 else 0.0
