"""What a month of work pays, near home and far away.  工价

S08 of the model with item 26 of its corrections. Whoever thinks of leaving compares net pay: what a month away brings, less
what living there costs. The comparison is written down here, so that a page which changes pay changes migration too.
"""

from povsim.rule import County, Draw, Parameters, column, log, parameter

phase = "labour"

columns = (
    column("county.local_pay", "float64", "yuan", "a month of full labour near home", low=0, start=1640),
    column("county.away_pay", "float64", "yuan", "a month of full labour far away, less the cost of living there", low=0, start=1666),
    column("county.away_gain", "float64", "log", "a month's net pay far away beside one near home", start=0.0158),
)


class Settings(Parameters):
    """Pay of the base year, and the cost of living away."""

    local: float = parameter(
        1_640.0, "yuan a month of full labour, 2015", low=1, high=1e5, plausible=(1_350, 2_150),
        source="fitted; once to the mean income of Qinghai 2015, over .88 of labour a worker supplies",
    )
    migrant: float = parameter(
        2_380.0, "yuan a month of full labour, 2015", low=1, high=1e5, plausible=(2_000, 3_100),
        source="fitted; with local pay at the prototype's ratio; 3,072 in the nation",
    )
    living_cost: float = parameter(
        0.30, "share", low=0, high=0.95, plausible=(0.2, 0.45), source="assumed; of a migrant's pay that is spent away",
    )


def step(c: County, s: Settings, draw: Draw) -> None:
    """Write this year's pay, and what a month away brings beside one near home."""
    c.local_pay = s.local * c.province.wage_index
    c.away_pay = s.migrant * (1.0 - s.living_cost) * c.province.wage_index
    c.away_gain = log(s.migrant * (1.0 - s.living_cost) / s.local)
