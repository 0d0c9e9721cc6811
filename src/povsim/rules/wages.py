"""Wages: pay by the month, and the part of it that reaches the household.  工资性收入

S08 of the model: a wage rises with school (Mincer), courses and the lasting difference of the household.
What a worker does in a month is the labour left by health, care of others and motivation.
"""

from povsim.rule import MIGRANT, Draw, Parameters, Person, exp, normal, parameter

phase = "production"


class Settings(Parameters):
    """Pay of the base year and what moves it."""

    local_pay: float = parameter(
        1_640.0, "yuan a month of full labour, 2015", low=0, high=1e5,
        source="assumed; fitted once to the mean income of Qinghai 2015, over .88 of labour a worker supplies; 1,350-2,150",
    )
    migrant_pay: float = parameter(
        2_380.0, "yuan a month of full labour, 2015", low=0, high=1e5,
        source="assumed; fitted with local pay at the prototype's ratio; 3,072 in the nation, 2,000-3,100",
    )
    living_cost: float = parameter(0.30, "share", low=0, high=1, source="assumed; of a migrant's pay that is spent away, .2-.45")
    schooling: float = parameter(0.06, "log a year", low=0, high=0.3, source="return of a year of school in rural China, .03-.10")
    skill: float = parameter(0.10, "log a course", low=0, high=1, source="assumed; effective training, 0-.25")
    luck: float = parameter(0.20, "s.d. of log", low=0, high=1, source="assumed; pay of one worker from year to year, .1-.3")


def step(p: Person, s: Settings, draw: Draw) -> None:
    """Net pay of the year."""
    pay = s.migrant_pay * (1.0 - s.living_cost) if p.job == MIGRANT else s.local_pay
    worth = p.household.wage_effect + s.schooling * (p.schooling - 6.0) + s.skill * p.skill
    luck = s.luck * normal(draw, 0) - 0.5 * s.luck * s.luck
    wage = p.months * pay * p.household.village.county.province.wage_index * p.labour * exp(worth + luck)
    p.wage = wage
    p.wage_away = wage if p.away == 1 else 0.0
