"""Industry support: productive assets in kind for a household that can work.  发展产业脱贫一批

S14 of the model with items 5 and 18 of its corrections: capital and, with luck, better farming.
A household gets its grant once, or in yearly instalments; output follows after the gestation.
"""

from povsim.rule import EXITED, RE_REGISTERED, REGISTERED, Draw, Household, Parameters, column, parameter, uniform

columns = (
    column("household.industry_grants", "int8", "grants", "industry grants received", low=0, high=9),
    column("household.industry_stock", "float32", "yuan", "granted assets that do not yet produce", low=0),
    column("household.industry_year", "int16", "year", "year of the latest grant; 0 = none", low=0, high=9999),
)


class Settings(Parameters):
    """What a grant costs and what it does."""

    grant: float = parameter(
        6_900.0, "yuan a grant", low=500, high=50_000,
        source="Qinghai plan 2016: 2.715 bn for 394,000 households in 2011-15; 2,000-12,000",
    )
    instalments: int = parameter(
        1, "grants a household", low=1, high=3, source="assumed; one stable project a household, in up to 3 grants",
    )
    able: float = parameter(
        0.5, "able adults", low=0, high=3, source="assumed; half an adult's work is needed to keep animals or fields",
    )
    gain: float = parameter(
        0.06, "log", low=0, high=0.25,
        source="assumed; gain of farm productivity on success, .02-.15, so that a grant yields .16 a year",
    )
    success: float = parameter(0.65, "share", low=0, high=1, source="reduced prototype of the evidence; assumed, .3-.9")
    gestation: int = parameter(1, "years", low=1, high=5, source="agronomy: annual crops and pigs 1, cattle 2, fruit 4 years")
    kept: float = parameter(
        1.0, "share of the grant", low=0, high=1, source="assumed; 1 less what is eaten or sold at once, .8-1",
    )
    field: float = parameter(1.0, "mu", low=0, high=20, source="assumed; who has less land than this is given animals, .5-2")
    sheep: float = parameter(
        900.0, "yuan a sheep unit", low=200, high=3_000, source="assumed; breeding stock costs more than a fat sheep, 600-1,500",
    )


def eligible(h: Household, s: Settings) -> bool:
    """A supported household with labour that has not had all its grants."""
    supported = h.status in (REGISTERED, RE_REGISTERED) or (h.status == EXITED and h.support_until > s.year)
    return supported and h.able >= 1 and h.labour >= s.able and h.industry_grants < s.instalments


def need(h: Household, s: Settings) -> float:
    """How far the recorded income falls short of the line, as a share of it."""
    return 1.0 - h.recorded_income / h.village.county.province.exit_line


def cost(h: Household, s: Settings) -> float:
    """One grant."""
    return s.grant


def deliver(h: Household, s: Settings, draw: Draw) -> None:
    """Hand over animals, seedlings or tools; whether farming improves shows later."""
    h.industry_grants += 1
    h.industry_stock += s.kept * h.industry_fen / 100.0
    h.industry_year = s.year
    if uniform(draw, 0) < s.success:
        h.farm_gain += s.gain
        h.industry_ready_year = h.industry_ready_year if h.industry_ready_year > 0 else s.year + s.gestation


def tend(h: Household, s: Settings, draw: Draw) -> None:
    """Assets begin to produce in the year after they have grown."""
    if h.industry_stock > 0.0 and s.year >= h.industry_year + s.gestation - 1.0:
        if h.land < s.field:
            h.herd += h.industry_stock / s.sheep
        else:
            h.capital += h.industry_stock
        h.industry_stock = 0.0
