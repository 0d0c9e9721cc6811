"""Industry support: productive assets in kind for a household that can work.  发展产业脱贫一批

S14 of the model with items 5 and 18 of its corrections: capital and, with luck, better farming, once the trees
bear or the animals are grown. A part of the value ends with large households (精英俘获); neighbours copy what
the county promotes, and so fill its market (产业同质化).
"""

from povsim.rule import (
    CATTLE,
    EXITED,
    FRUIT,
    HERBS,
    RE_REGISTERED,
    REGISTERED,
    TEA,
    Draw,
    Household,
    Parameters,
    column,
    exp,
    gather,
    parameter,
    uniform,
)

columns = (
    column("household.industry_grants", "int8", "grants", "industry grants received", low=0, high=9),
    column("household.industry_stock", "float32", "yuan", "granted assets that do not yet produce, or that a base uses", low=0),
    column("household.industry_year", "int16", "year", "year of the latest grant or planting; 0 = none", low=0, high=9999),
    column("household.next_industry", "int8", "code", "industry that it will turn to, or -1", low=-1, high=8, start=-1),
    column("county.promoted", "int8", "code", "the industry that the county promotes", low=0, high=8),
    column("county.suitability", "float64", "share", "how well that suits, 1 = as what is grown there", low=0, high=1, start=1),
    gather("village.industry_grants", "sum", "household.industry_grants", "industry grants received", unit="grants"),
    gather("village.industry_fen", "sum", "household.industry_fen", "industry grants of this year", unit="fen"),
    gather("village.elites", "sum", "household.elite", "households related to village leaders", unit="households"),
)
OWN, ORDER, WAGE, DIVIDEND = 0, 1, 2, 3


class Settings(Parameters):
    """What a grant costs and what it does."""

    grant: float = parameter(
        6_900.0, "yuan a grant", low=500, high=50_000, plausible=(2_000, 12_000),
        source="Qinghai plan 2016: 2.715 bn for 394,000 households in 2011-15",
    )
    instalments: int = parameter(
        1, "grants a household", low=1, high=3, plausible=(1, 3),
        source="assumed; one stable project a household, in up to 3 grants",
    )
    able: float = parameter(
        0.5, "able adults", low=0, high=3, plausible=(0.25, 1),
        source="assumed; half an adult's work is needed to keep animals or fields",
    )
    link: str = parameter(
        "own", "way of working", choices=("own", "order", "wage", "dividend"),
        source="assumed; by itself, under an order at a floor price, as a hand of the firm's base, or for a share of its profit",
    )
    gain: float = parameter(
        0.06, "log", low=0, high=0.25, plausible=(0.02, 0.15),
        source="assumed; gain of farm productivity on success, so that a grant that arrives yields .16 a year",
    )
    success: float = parameter(
        0.65, "share", low=0, high=1, plausible=(0.3, 0.9),
        source="prototype; where the industry suits the place, for the middle household",
    )
    success_schooling: float = parameter(
        0.03, "log a year", low=0, high=0.3, plausible=(0, 0.06), source="assumed; the schooled follow guidance more easily",
    )
    success_guided: float = parameter(
        0.15, "log", low=0, high=1, plausible=(0, 0.4),
        source="assumed; a course, a technical envoy, or a firm that advises those who deliver to it",
    )
    crops_after: int = parameter(
        1, "years", low=1, high=5, plausible=(1, 2), source="assumed; annual crops and pigs bring their first output",
    )
    cattle_after: int = parameter(
        2, "years", low=1, high=6, plausible=(1, 3), source="assumed; cattle, sheep and herbs need two years",
    )
    orchards_after: int = parameter(
        4, "years", low=1, high=8, plausible=(3, 5), source="assumed; tea and fruit trees bear in their fourth year",
    )
    kept: float = parameter(
        0.95, "share of the grant", low=0, high=1, plausible=(0.7, 1),
        source="assumed; the rest of what is given in kind is sold on or eaten",
    )
    captured: float = parameter(
        0.2, "share of the grant", low=0, high=1, plausible=(0, 0.5),
        source="assumed; value that ends with large households of the village, named in county reports without a number",
    )
    copying: float = parameter(
        0.05, "a year", low=0, high=1, plausible=(0, 0.2),
        source="assumed; of households without support that turn to what they see promoted",
    )
    seen: float = parameter(
        0.2, "share of households", low=0.01, high=1, plausible=(0.1, 0.4),
        source="assumed; so many with support are seen by all neighbours",
    )
    base_pay: float = parameter(
        0.18, "a year", low=0, high=1, plausible=(0.1, 0.3),
        source="assumed; pay in a base for each yuan of grant that it works with",
    )
    base_share: float = parameter(
        0.07, "a year", low=0, high=0.5, plausible=(0.04, 0.1), source="assumed; contracts of the period promise 6-10 %",
    )
    field: float = parameter(
        1.0, "mu", low=0, high=20, plausible=(0.5, 2), source="assumed; who has less land than this is given animals",
    )
    sheep: float = parameter(
        900.0, "yuan a sheep unit", low=200, high=3_000, plausible=(600, 1_500),
        source="assumed; breeding stock costs more than a fat sheep",
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
    """Hand over animals, seedlings or tools, less what large households take and what is sold on."""
    lost = s.captured if h.village.elites > 0 else 0.0
    h.industry_grants += 1
    h.industry_stock += s.kept * (1.0 - lost) * h.industry_fen / 100.0
    h.industry_year = s.year
    h.next_industry = h.village.county.promoted if int(s.link) <= ORDER else -1


def tend(h: Household, s: Settings, draw: Draw) -> None:
    """What is ripe begins to produce in the coming year; neighbours look on, and large households take their part."""
    if h.elite == 1:
        h.capital += s.captured * h.village.industry_fen / 100.0 / max(h.village.elites, 1.0)
    copies = h.next_industry < 0 and uniform(draw, 1) < imitation(h, s)
    coming = h.village.county.promoted if copies else h.next_industry
    begun = s.year if copies else h.industry_year
    h.industry_year = begun
    h.next_industry = coming
    if coming >= 0 and s.year >= begun + gestation(coming, s) - 1.0:
        if h.industry_stock > 0.0:
            h.farm_gain += s.gain if uniform(draw, 0) < chance(h, s) else 0.0
            h.herd += h.industry_stock / s.sheep if h.land < s.field else 0.0
            h.capital += h.industry_stock if h.land >= s.field else 0.0
            h.order_contract = 1 if int(s.link) == ORDER else 0
        h.industry = coming
        h.next_industry = -1
        h.industry_stock = 0.0
    elif int(s.link) >= WAGE and h.industry_stock > 0.0 and s.year > begun:
        h.business_income += s.base_pay * h.industry_stock if int(s.link) == WAGE and h.able >= 1 else 0.0
        h.dividend_income += s.base_share * h.industry_stock if int(s.link) == DIVIDEND else 0.0
    if uniform(draw, 2) < failed(h):
        h.order_contract = 0
        h.industry_stock = h.industry_stock if int(s.link) <= ORDER else 0.0


def imitation(h: Household, s: Settings) -> float:
    """Chance that a household without support turns to the promoted industry."""
    seen = min(1.0, h.village.industry_grants / max(s.seen * h.village.households, 1.0))
    could = h.industry_grants == 0 and h.industry != h.village.county.promoted and h.land >= s.field and h.able >= 1
    return s.copying * seen if could else 0.0


def gestation(industry: float, s: Settings) -> float:
    """Years from the grant to the first output."""
    slow = s.cattle_after if industry in (CATTLE, HERBS) else s.crops_after
    return s.orchards_after if industry in (TEA, FRUIT) else slow


def chance(h: Household, s: Settings) -> float:
    """Chance that farming itself improves: a suitable industry, schooling and guidance."""
    taught = 1.0 if h.skill > 0 or int(s.link) == ORDER else h.village.extension
    known = s.success_schooling * (h.schooling - 8.0) + s.success_guided * taught
    return s.success * h.village.county.suitability * exp(known)


def failed(h: Household) -> float:
    """Share of the county's firms that failed this year, and with them their contracts and bases."""
    county = h.village.county
    return county.firms_failed / max(county.firms + county.firms_failed, 1.0)
