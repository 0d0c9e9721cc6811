"""Persons on the watch list of the coming year.  监测对象"""

from povsim.rule import Household, Parameters

unit = "persons"


def count(h: Household, s: Parameters) -> float:
    """What this household adds."""
    return h.members if h.watched > 0 else 0.0
