"""No skill: able adults without a trade or a modern way of farming.  缺技术

It has no event of its own: it is read off schooling and courses.
"""

from povsim.rule import Household, Parameters, exp, parameter


class Settings(Parameters):
    """What one effective course is worth to a household that has none."""

    schooling: float = parameter(
        9.0, "years", low=0, high=20, plausible=(6, 12),
        source="assumed; junior school finished counts as a skill",
    )
    pay: float = parameter(0.10, "log", low=0, high=1, plausible=(0, 0.25), source="assumed; gain of pay from effective training")
    chance: float = parameter(
        0.07, "a year", low=0, high=1, plausible=(0, 0.1),
        source="assumed; .3 logit at a chance of wage work of .4",
    )
    job: float = parameter(
        11_340.0, "yuan a year, 2015", low=0, high=1e5,
        source="six months of local pay at 1,890 yuan; reduced prototype",
    )
    farm: float = parameter(
        0.06, "log", low=0, high=1, plausible=(0.02, 0.15),
        source="assumed; gain of farm productivity from guidance",
    )


def present(h: Household, s: Settings) -> float:
    """Gain of pay, of the chance of a job and of farming, in yuan a year."""
    if h.able == 0 or h.skill > 0 or h.schooling >= s.schooling:
        return 0.0
    pay = (exp(s.pay) - 1.0) * h.wages + s.chance * s.job * h.village.county.province.wage_index * h.able
    return pay + (exp(s.farm) - 1.0) * max(h.farm_income, 0.0)
