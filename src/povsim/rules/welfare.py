"""True welfare as the registry and the survey count it; consumption and what must be paid are in measures.  福利口径

Items 9 and 10 of the corrections. The registry leaves a share of the household's own sources
uncounted, so that one population has both the survey's mean and the registry's headcount; what the
administration pays itself (pensions, transfers, programmes, dividends) it counts in full.
"""

from povsim.rule import Draw, Household, Parameters, parameter

phase = "welfare"


class Settings(Parameters):
    """What each concept counts."""

    uncounted: float = parameter(
        0.073, "share of own sources", low=0, high=0.5, plausible=(0.02, 0.12),
        source="fitted; to the two headcounts",
    )
    remitted: float = parameter(
        0.5, "share of net pay", low=0, high=1, plausible=(0.3, 0.8),
        source="assumed; what migrants send to a household",
    )


def step(h: Household, s: Settings, draw: Draw) -> None:
    """Write the year's welfare a person."""
    own = h.wages + h.farm_income + h.herd_income + h.natural_income + h.business_income
    counted = h.total_income - s.uncounted * max(0.0, own)
    survey = h.total_income - (1.0 - s.remitted) * h.wages_away + h.reimbursed_fen / 100.0 - h.premium
    h.income = counted / h.members
    h.survey_income = survey / max(h.members - h.away, 1.0)
