"""Literacy: evening courses in the common language.  推普与扫盲培训

S29 of the model. A household that has learnt to speak it finds work more easily, near and far, and its children stay at school.
"""

from povsim.rule import EXITED, RE_REGISTERED, REGISTERED, Draw, Household, Parameters, parameter, uniform


class Settings(Parameters):
    """What a course costs, and how often it helps."""

    course: float = parameter(
        800.0, "yuan a household", low=50, high=10_000, plausible=(300, 2_000),
        source="assumed; a winter of evenings, books and a teacher",
    )
    effective: float = parameter(
        0.3, "share", low=0, high=1, plausible=(0.1, 0.5), source="assumed; of households that speak it after a winter",
    )


def eligible(h: Household, s: Settings) -> bool:
    """A supported household that speaks little of the common language, with an able adult."""
    supported = h.status in (REGISTERED, RE_REGISTERED) or (h.status == EXITED and h.support_until > s.year)
    return supported and h.language_barrier == 1 and h.able >= 1


def need(h: Household, s: Settings) -> float:
    """How far the recorded income falls short of the line, as a share of it."""
    return 1.0 - h.recorded_income / h.village.county.province.exit_line


def cost(h: Household, s: Settings) -> float:
    """One course."""
    return s.course


def deliver(h: Household, s: Settings, draw: Draw) -> None:
    """Learn the language, or not yet."""
    h.language_barrier = 0 if uniform(draw, 0) < s.effective else h.language_barrier
