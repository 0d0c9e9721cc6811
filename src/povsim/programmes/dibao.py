"""Dibao: a floor for those whom no other programme can lift, at the standard of the line.  低保兜底脱贫一批

S15 of the model with item 3 of its corrections: two lines in one. Income is what officials
recorded, less the dibao in it; little of it is counted in practice.
"""

from povsim.rule import EXITED, RE_REGISTERED, REGISTERED, Draw, Household, Parameters, flow, parameter

payment = "transfer"

columns = (flow("household.dibao_income", "float32", "yuan", "dibao received this year", low=0),)


class Settings(Parameters):
    """Standard, counting of income, and rules of entry and exit."""

    standard: float = parameter(
        1.0, "of the line", low=0.3, high=1.5, source="Qinghai plan 2016: the standard is merged with the line",
    )
    counted: float = parameter(
        0.3, "share of income", low=0, high=1, source="nominally 1, in practice far less (Ravallion and Chen 2015), .1-1",
    )
    least: float = parameter(600.0, "yuan a person", low=0, high=5_000, source="assumed; smallest benefit, 0-1,200")
    grace: float = parameter(
        0.1, "of the standard", low=0, high=1, source="assumed; a recipient may pass the standard by so much, 0-.3",
    )
    labour: float = parameter(0.25, "able adults a member", low=0, high=1, source="assumed; below this a household lacks labour")


def eligible(h: Household, s: Settings) -> bool:
    """A supported household below the standard that cannot work, or has members who cannot."""
    supported = h.status in (REGISTERED, RE_REGISTERED) or (h.status == EXITED and h.support_until > s.year)
    below = own_income(h) < standard(h, s) * (1.0 + (s.grace if h.dibao > 0 else 0.0))
    return supported and h.veto_seen == 0 and below and (lacks_labour(h, s) > 0.0 or covered(h) >= 1.0)


def need(h: Household, s: Settings) -> float:
    """How far the own income falls short of the standard; households without labour first."""
    return 1.0 - own_income(h) / standard(h, s) + (0.5 if lacks_labour(h, s) > 0.0 else 0.0)


def cost(h: Household, s: Settings) -> float:
    """The benefit of a year for the persons covered."""
    level = standard(h, s)
    benefit = min(max(level - s.counted * own_income(h), s.least), level)
    return benefit * (h.members if lacks_labour(h, s) > 0.0 else covered(h))


def deliver(h: Household, s: Settings, draw: Draw) -> None:
    """Pay the year's benefit."""
    h.dibao = 2 if lacks_labour(h, s) > 0.0 else 1
    h.dibao_income += h.dibao_fen / 100.0
    h.programme_income += h.dibao_fen / 100.0


def tend(h: Household, s: Settings, draw: Draw) -> None:
    """Whoever got nothing this year is off the list."""
    if h.dibao_income <= 0.0:
        h.dibao = 0


def own_income(h: Household) -> float:
    """Recorded income a person without the dibao in it."""
    return h.recorded_income - h.dibao_income / h.members


def standard(h: Household, s: Settings) -> float:
    """Next year's standard, yuan a person."""
    return s.standard * max(h.village.county.province.exit_line_next, 1.0)


def lacks_labour(h: Household, s: Settings) -> float:
    """1 where the household as a whole cannot live by work."""
    return 1.0 if h.able == 0 or h.labour < s.labour * h.members else 0.0


def covered(h: Household) -> float:
    """Members covered alone: the disabled and the severely ill."""
    return min(h.disabled + h.sick, h.members)
