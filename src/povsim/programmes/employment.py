"""Employment: a place in a course and an organised offer of work.  转移就业脱贫一批

S08 of the model. Whether the course leaves a skill and the offer a job is decided by the rules
of labour; those who would have found work anyway gain nothing (deadweight).
"""

from povsim.rule import EXITED, RE_REGISTERED, REGISTERED, Draw, Household, Parameters, column, parameter

columns = (column("household.employment_offers", "int8", "offers", "courses and offers received", low=0, high=20),)


class Settings(Parameters):
    """What a course costs, and how often one household is served."""

    course: float = parameter(
        2_000.0, "yuan a person", low=200, high=10_000, plausible=(800, 4000),
        source="assumed; a short vocational course with board",
    )
    times: int = parameter(
        2, "offers a household", low=1, high=10,
        source="Qinghai plan 2016: 315,000 person-times, about two for each of 160,000 households",
    )


def eligible(h: Household, s: Settings) -> bool:
    """A supported household with an able adult."""
    supported = h.status in (REGISTERED, RE_REGISTERED) or (h.status == EXITED and h.support_until > s.year)
    return supported and h.able >= 1 and h.employment_offers < s.times


def need(h: Household, s: Settings) -> float:
    """How far the recorded income falls short of the line; more where nobody has a skill."""
    return 1.0 - h.recorded_income / h.village.county.province.exit_line + (0.2 if h.skill == 0 else 0.0)


def cost(h: Household, s: Settings) -> float:
    """One place in a course."""
    return s.course


def deliver(h: Household, s: Settings, draw: Draw) -> None:
    """One place and one offer this year."""
    h.employment_offers += 1
    h.training += 1
    h.placement += 1
