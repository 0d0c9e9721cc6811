"""Basic pension of rural residents from 60 years.  城乡居民基本养老金"""

from povsim.rule import Draw, Household, Parameters, parameter

phase = "transfers"


class Settings(Parameters):
    """The pension."""

    amount: float = parameter(
        {2015: 840.0, 2018: 1_056.0, 2020: 1_086.0}, "yuan a person and year", low=0, high=1e4,
        plausible=(800, 2100), source="national minimum of the basic pension; provinces paid",
    )


def step(h: Household, s: Settings, draw: Draw) -> None:
    """Pay the pension of all members from 60, in whole fen."""
    h.pension_fen = int(100.0 * (h.elders * s.amount) + 0.5)
