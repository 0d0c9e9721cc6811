"""Education: waivers and stipends that lower the cost of school.  教育支持脱贫一批

S05 of the model. Planned by what school cost the household this year.
"""

from povsim.rule import EXITED, RE_REGISTERED, REGISTERED, Draw, Household, Parameters, parameter

retention = "yearly"


class Settings(Parameters):
    """What is covered."""

    cover: float = parameter(
        0.6, "share of the cost", low=0, high=1,
        plausible=(0.4, 0.9), source="assumed; fifteen free years and stipends against board and college",
    )
    most: float = parameter(
        4_000.0, "yuan a student", low=0, high=20_000, plausible=(2800, 5200),
        source="order of the national stipend for poor college students",
    )


def eligible(h: Household, s: Settings) -> bool:
    """A supported household with somebody in school."""
    supported = h.status in (REGISTERED, RE_REGISTERED) or (h.status == EXITED and h.support_until > s.year)
    return supported and h.students >= 1 and h.school_costs > 0.0


def need(h: Household, s: Settings) -> float:
    """Cost of school beside the recorded income."""
    return h.school_costs / max(h.recorded_income * h.members, 500.0)


def cost(h: Household, s: Settings) -> float:
    """A share of the cost of school, up to a ceiling by student."""
    return min(s.cover * h.school_costs, s.most * h.students)


def deliver(h: Household, s: Settings, draw: Draw) -> None:
    """Lower this year's cost of school; the family can count on it when a child goes on to the next stage."""
    h.school_aid += h.education_fen / 100.0
    h.school_subsidy = int(100.0 * s.cover + 0.5)


def tend(h: Household, s: Settings, draw: Draw) -> None:
    """Who gets nothing this year can count on nothing."""
    if h.education_fen == 0:
        h.school_subsidy = 0
