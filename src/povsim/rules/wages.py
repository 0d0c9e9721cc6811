"""Wages: pay by the month, and the part of it that reaches the household.  工资性收入

S08 of the model: a wage rises with school (Mincer), courses and the lasting difference of the household.
What a worker does in a month is the labour left by health, care of others and motivation.
"""

from povsim.rule import MIGRANT, Draw, Parameters, Person, exp, normal, parameter

phase = "production"


class Settings(Parameters):
    """What moves a worker's pay beside that of the place."""

    schooling: float = parameter(
        0.06, "log a year", low=0, high=0.3, plausible=(0.03, 0.1), source="assumed; return of a year of school in rural China",
    )
    skill: float = parameter(
        0.10, "log a course", low=0, high=1, plausible=(0, 0.25), source="assumed; effective training",
    )
    luck: float = parameter(
        0.20, "s.d. of log", low=0, high=1, plausible=(0.1, 0.3), source="assumed; pay of one worker from year to year",
    )


def step(p: Person, s: Settings, draw: Draw) -> None:
    """Net pay of the year."""
    pay = p.household.village.county.away_pay if p.job == MIGRANT else p.household.village.county.local_pay
    worth = p.household.wage_effect + s.schooling * (p.schooling - 6.0) + s.skill * p.skill
    luck = s.luck * normal(draw, 0) - 0.5 * s.luck * s.luck
    p.wage = 0.1 * p.months * pay * 0.01 * p.labour * exp(worth + luck)
