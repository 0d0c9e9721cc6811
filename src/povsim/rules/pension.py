"""Basic pension of rural residents from 60 years, and the premium of those who are not there yet.  城乡居民基本养老保险

The premium is off unless a page sets it: it lowers cash and no income, and what it buys lies beyond the years of a run. For
households with support civil affairs pay it (代缴).
"""

from povsim.rule import Draw, Household, Parameters, parameter

phase = "transfers"


class Settings(Parameters):
    """The pension."""

    amount: float = parameter(
        {2015: 840.0, 2018: 1_056.0, 2020: 1_086.0}, "yuan a person and year", low=0, high=1e4,
        plausible=(800, 2100), source="national minimum of the basic pension; provinces paid",
    )
    premium: float = parameter(
        0.0, "yuan a person and year", low=0, high=1e4, plausible=(0, 200),
        source="assumed; off; 100 yuan where it is on, the lowest step of the national scheme",
    )
    paid_for: float = parameter(
        1.0, "share of the premium", low=0, high=1, plausible=(0, 1),
        source="plan; Honghe 2018: premiums are paid for the poor; that it is the whole premium is assumed",
    )


def step(h: Household, s: Settings, draw: Draw) -> None:
    """Pay the pension of all members from 60, and the premium of those from 16 to 59, in whole fen."""
    due = s.premium * max(0.0, h.members - h.children - h.elders)
    helped = int(100.0 * (s.paid_for * due * (h.support / 100.0)) + 0.5)
    h.pension_fen = int(100.0 * (h.elders * s.amount) + 0.5)
    h.premium += due - helped / 100.0
    h.premium_aid_fen += helped
