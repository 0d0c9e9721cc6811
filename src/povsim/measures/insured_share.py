"""Share of persons with the medical insurance of rural residents.  医保参保率"""

from povsim.rule import Household, Parameters

unit = "share of persons"


def count(h: Household, s: Parameters) -> float:
    """What this household adds."""
    return h.members if h.insured == 1 else 0.0


def per(h: Household, s: Parameters) -> float:
    """What it is divided by."""
    return h.members
