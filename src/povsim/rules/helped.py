"""Years of help: how often any programme reached the household.  帮扶记录"""

from povsim.rule import Draw, Household, Parameters

phase = "information"


def step(h: Household, s: Parameters, draw: Draw) -> None:
    """Count this year where help came."""
    h.helped_years += h.helped_now
