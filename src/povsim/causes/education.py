"""School costs: board, books and fees, the more the further the children go.  因学

S05 of the model. Who is in school is decided by the rule `school`. Within a few years school is mostly a cost; its
gain comes after it.
"""

from povsim.rule import COLLEGE, COMPULSORY, NO_SCHOOL, PRESCHOOL, SENIOR, Draw, Household, Parameters, Person, exp, parameter


class Settings(Parameters):
    """Costs by stage."""

    cost_preschool: float = parameter(
        1_200.0, "yuan a year, 2015", low=0, high=1e5, plausible=(720, 1_680), source="assumed; fees and lunch",
    )
    cost_compulsory: float = parameter(
        700.0, "yuan a year, 2015", low=0, high=1e5, plausible=(420, 980), source="assumed; board and books",
    )
    cost_senior: float = parameter(
        4_500.0, "yuan a year, 2015", low=0, high=1e5, plausible=(2_700, 6_300), source="assumed; fees and board",
    )
    cost_vocational: float = parameter(
        2_500.0, "yuan a year, 2015", low=0, high=1e5, plausible=(1_500, 3_500), source="assumed; no fees, board only",
    )
    cost_college: float = parameter(
        12_000.0, "yuan a year, 2015", low=0, high=1e5, plausible=(7_200, 16_800), source="assumed; fees, dormitory and food",
    )
    cost_growth: float = parameter(
        0.03, "a year", low=-0.1, high=0.2, plausible=(0.01, 0.05), source="assumed; fees are held, board follows prices",
    )


def strike(p: Person, s: Settings, draw: Draw) -> None:
    """Pay for the year of school that begins."""
    p.school_cost += stage_cost(p.school, s) * exp(s.cost_growth * (s.year - 2015.0))


def stage_cost(stage: float, s: Settings) -> float:
    """Cost of a year at this stage, 2015 prices."""
    early = s.cost_preschool if stage == PRESCHOOL else s.cost_compulsory
    late = s.cost_senior if stage == SENIOR else s.cost_vocational
    after = s.cost_college if stage == COLLEGE else late
    paid = early if stage <= COMPULSORY else after
    return 0.0 if stage == NO_SCHOOL else paid


def present(h: Household, s: Settings) -> float:
    """What the household itself pays for school, in yuan a year."""
    return h.school_paid if h.students > 0 else 0.0
