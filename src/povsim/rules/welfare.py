"""True welfare in four concepts: registry, survey, consumption, and net of what must be paid.  福利口径

Items 9 and 10 of the corrections. The registry leaves a share of the household's own sources
uncounted, so that one population has both the survey's mean and the registry's headcount; what the
administration pays itself (pensions, transfers, programmes, dividends) it counts in full.
"""

from povsim.rule import Draw, Household, Parameters, parameter

phase = "welfare"


class Settings(Parameters):
    """What each concept counts."""

    uncounted: float = parameter(
        0.073, "share of own sources", low=0, high=0.5,
        source="assumed; fitted to the two headcounts, .02-.12",
    )
    remitted: float = parameter(
        0.5, "share of net pay", low=0, high=1,
        source="assumed; what migrants send to a household, .3-.8",
    )
    premium: float = parameter(
        {2015: 110.0, 2016: 150.0, 2017: 180.0, 2018: 220.0, 2020: 250.0}, "yuan a person", low=0, high=2e3,
        source="national rule: own premium of rural medical insurance",
    )


def step(h: Household, s: Settings, draw: Draw) -> None:
    """Write the year's welfare a person."""
    paid = h.out_of_pocket + h.school_paid
    own = h.wages + h.farm_income + h.herd_income + h.natural_income + h.business_income
    counted = h.total_income - s.uncounted * max(0.0, own)
    survey = h.total_income - (1.0 - s.remitted) * h.wages_away + h.reimbursed_fen / 100.0 - s.premium * h.members
    h.income = counted / h.members
    h.survey_income = survey / max(h.members - h.away, 1.0)
    h.consumption_income = (h.consumption + paid) / h.members
    h.rigid_net_income = (counted - paid - h.repayment) / h.members
