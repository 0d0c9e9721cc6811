"""Households in the first year of true income below the line after a recorded exit.  真实返贫户"""

from povsim.rule import Household, Parameters

unit = "households"


def count(h: Household, s: Parameters) -> float:
    """What this household adds."""
    return h.relapses_truly
