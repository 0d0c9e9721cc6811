"""Persons of true relapses whom officials knew: on the watch list, aided in time, or put on record.  已发现的真实返贫人口"""

from povsim.rule import Household, Parameters

unit = "persons"


def count(h: Household, s: Parameters) -> float:
    """What this household adds."""
    return h.members * h.relapses_truly if h.watched > 0 or h.alert == 3 or h.relapses_now == 1 else 0.0
