"""Collective income of a village, where its exit asks for it: rents, and what its stations and shares pay.  村集体经济收入

S20 of the model. What solar stations and shares in firms pay to households runs through the books of the village that holds them.
The rest, rents of land, ponds and shops, is assumed: the better the place, the more.
"""

from povsim.rule import Draw, Parameters, Village, column, exp, gather, parameter

phase = "information"
switch = "needed"

columns = (
    gather("village.dividends", "sum", "household.dividend_income", "dividends of its households", unit="yuan"),
    column("village.collective_income", "float32", "yuan", "earned by the village as such; 0 where no page asks", low=0),
)


class Settings(Parameters):
    """What is asked, and what there is."""

    needed: float = parameter(
        0.0, "yuan a village, 0 = not asked", low=0, high=1e7, source="plan; a page gives it, Honghe 50,000 yuan",
    )
    own: float = parameter(
        {2015: 10_000.0, 2017: 20_000.0, 2018: 35_000.0, 2019: 50_000.0, 2020: 60_000.0}, "yuan a village", low=0, high=1e7,
        source="assumed; most villages had little or nothing in 2015, rents and cooperatives grew when exits asked for them",
    )
    place: float = parameter(
        2.0, "log a log point", low=0, high=10, plausible=(0, 4), source="assumed; villages with better fields let them for more",
    )
    through: float = parameter(
        1.0, "share", low=0, high=1, plausible=(0, 1),
        source="assumed; part of dividends that the village's books show as its own",
    )


def step(v: Village, s: Settings, draw: Draw) -> None:
    """Add up the books of the year."""
    earned = s.own * exp(s.place * v.effect) + s.through * v.dividends
    v.collective_income = earned
    v.collective_ok = 1 if earned >= s.needed else 0
