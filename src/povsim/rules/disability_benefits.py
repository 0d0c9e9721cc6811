"""Benefits of the disabled: a living subsidy for the needy, a care subsidy by severity.  残疾人两项补贴

S04 of the model. Two national subsidies since 2016; provinces set the amounts. They are paid by civil affairs.
"""

from povsim.rule import Draw, Household, Parameters, flow, gather, parameter

phase = "transfers"

columns = (
    flow(
        "household.disability_aid_fen", "int32", "fen", "living and care subsidies for disabled members",
        low=0, payer="civil_affairs",
    ),
    gather(
        "household.disability_grades", "sum", "person.disability", "1 a moderately, 2 a severely disabled member",
        dtype="int8", unit="grades", low=0, high=120,
    ),
)


class Settings(Parameters):
    """Yearly amounts."""

    living: float = parameter(
        {2015: 0.0, 2016: 720.0}, "yuan a person and year", low=0, high=1e4, plausible=(480, 1_440),
        source="assumed; 60 yuan a month for disabled members of poor households, national rule of 2016",
    )
    care: float = parameter(
        {2015: 0.0, 2016: 720.0}, "yuan a person and year", low=0, high=1e4, plausible=(480, 1_440),
        source="assumed; 60 yuan a month for the severely disabled of any household, national rule of 2016",
    )


def step(h: Household, s: Settings, draw: Draw) -> None:
    """Pay both subsidies, in whole fen."""
    needy = 1.0 if h.dibao > 0 else h.support / 100.0
    severe = h.disability_grades - h.disabled
    living = s.living * h.disabled * needy
    h.disability_aid_fen = int(100.0 * (living + s.care * severe) + 0.5)
