"""Members away for more than six months, as a share of persons.  外出务工比例"""

from povsim.rule import Household, Parameters

unit = "share of persons"


def count(h: Household, s: Parameters) -> float:
    """What this household adds."""
    return h.away


def per(h: Household, s: Parameters) -> float:
    """What it is divided by."""
    return h.members
