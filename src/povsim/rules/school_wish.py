"""How much a family wants and can let a child stay at school after the nine years.  升学意愿

S05 of the model with item 53 of its corrections. All that moves the wish is the family's, so the odds are
written once a household; a programme's money has no other way into the choice than the share of costs it covers.
"""

from povsim.rule import Draw, Household, Parameters, column, exp, log, parameter

phase = "demography"

columns = (
    column("household.school_odds", "float32", "odds", "of going on at school, 1 = as a family at the line", low=0, start=1),
)


class Settings(Parameters):
    """What moves the log-odds of going on to senior school and to college."""

    income: float = parameter(
        0.25, "logit a log", low=0, high=2, plausible=(0, 0.6),
        source="assumed; richer families keep children at school longer",
    )
    distance: float = parameter(
        0.5, "logit", low=0, high=3, plausible=(0, 1),
        source="assumed; from beside the school to the end of the road",
    )
    hands: float = parameter(
        0.4, "logit", low=0, high=3, plausible=(0, 1),
        source="assumed; where hands are few the child is needed at home",
    )
    few: float = parameter(
        0.35, "able adults a member", low=0, high=1, plausible=(0.25, 0.45),
        source="assumed; below it hands are few: two able adults of six members",
    )
    subsidy: float = parameter(
        0.8, "logit a share", low=0, high=3, plausible=(0, 1.5),
        source="assumed; from no aid to all costs paid",
    )
    language: float = parameter(
        0.4, "logit", low=0, high=3, plausible=(0, 1),
        source="assumed; where the common language is little spoken",
    )
    trend: float = parameter(
        0.07, "logit a year", low=-0.2, high=0.5, plausible=(0, 0.12),
        source="assumed; enrolment rises in all provinces",
    )


def step(h: Household, s: Settings, draw: Draw) -> None:
    """Write the family's odds of going on at school, by last year's income and labour."""
    income = log(max(h.income, 100.0) / h.village.county.province.line)
    few = 1.0 if h.labour < s.few * h.members else 0.0
    pull = s.income * income - s.distance * h.village.remoteness - s.hands * few
    aided = 0.01 * s.subsidy * h.school_subsidy
    h.school_odds = exp(pull + aided - s.language * h.language_barrier + s.trend * (s.year - 2015.0))
