"""Relocation: a new house away from a place that cannot feed its people.  易地搬迁脱贫一批

S11 of the model with item 52 of its corrections. Households of far villages are asked once whether they
would go. The most willing go first: registered ones, and within what is left of the money neighbours
who move along with them (同步搬迁). In town living costs more; some go back, most of all those without work.
"""

from povsim.rule import (
    NEVER,
    RE_REGISTERED,
    REGISTERED,
    RETURNED,
    UNASKED,
    UNWILLING,
    WILLING,
    Draw,
    Household,
    Parameters,
    exp,
    gather,
    parameter,
    uniform,
)

ranking = "need"

columns = (
    gather("household.head_age", "first", "person.age", "age of the first member", dtype="int8", unit="years", low=0, high=120),
)


class Settings(Parameters):
    """Who moves, what it costs, and what the household pays and finds."""

    remote: float = parameter(
        0.7, "remoteness", low=0, high=1, plausible=(0.6, 0.9), source="assumed; the farthest villages of a county",
    )
    last: int = parameter(
        2017, "year", low=0, high=2100, plausible=(2016, 2019),
        source="assumed; the last year that plans a move, so that houses stand well before 2020",
    )
    person: float = parameter(
        62_500.0, "yuan a person", low=5_000, high=150_000, plausible=(40_000, 80_000),
        source="derived; national: about 600 bn yuan for 9.6 m persons in 2016-20",
    )
    registered: float = parameter(
        0.594, "share of the money", low=0, high=1, plausible=(0.5, 1),
        source="plan; Qinghai 2016: 118,869 of the 200,067 persons who move are registered",
    )
    own: float = parameter(
        2_500.0, "yuan a person", low=0, high=20_000, plausible=(0, 3_000),
        source="national rule: registered households pay at most 10,000 yuan a house",
    )
    own_most: float = parameter(
        10_000.0, "yuan a household", low=0, high=50_000, plausible=(0, 30_000), source="national rule of self-raised money",
    )
    free: float = parameter(
        0.6, "of the line", low=0, high=1, plausible=(0.4, 0.8),
        source="assumed; registered households below it get a turn-key house, as 1,617 households of Pingli did",
    )
    town: float = parameter(
        0.4, "share of moves", low=0, high=1, plausible=(0.2, 0.7), source="assumed; the rest resettles near its village",
    )
    wish: float = parameter(
        1.0, "logit", low=-5, high=5, plausible=(0, 2), source="assumed; readiness of a household of 45 beside the county town",
    )
    wish_remote: float = parameter(
        1.0, "logit", low=0, high=5, plausible=(0, 2), source="assumed; from beside the town to the end of the road",
    )
    wish_age: float = parameter(
        0.02, "logit a year above 45", low=0, high=0.2, plausible=(0, 0.05), source="assumed; the old stay with their fields",
    )
    wish_land: float = parameter(
        0.15, "logit a mu and person", low=0, high=2, plausible=(0, 0.4), source="assumed; who has land leaves something behind",
    )
    wish_subsidy: float = parameter(
        0.3, "logit 10,000 yuan a person", low=0, high=2, plausible=(0, 0.6),
        source="assumed; the larger the grant, the more will go",
    )
    wish_debt: float = parameter(
        0.3, "logit 10,000 yuan a household", low=0, high=2, plausible=(0, 0.8),
        source="assumed; money to be raised keeps people back",
    )
    living: float = parameter(
        500.0, "yuan a person and year", low=0, high=10_000, plausible=(0, 1_500),
        source="assumed; in town water, fuel and food are bought that the village gave",
    )
    way: float = parameter(
        20.0, "yuan a mu and year", low=0, high=1_000, plausible=(0, 60),
        source="assumed; the way to the old fields that are still worked",
    )
    back: float = parameter(
        0.01, "a year", low=0, high=1, plausible=(0, 0.03),
        source="assumed; going back in the first year after the move, with wage work",
    )
    back_idle: float = parameter(
        0.06, "a year", low=0, high=1, plausible=(0.02, 0.15), source="assumed; the same where nobody found wage work",
    )
    back_years: float = parameter(
        3.0, "years", low=0.1, high=30, plausible=(1, 6), source="assumed; the longer away, the fewer go back",
    )


def apply(h: Household, s: Settings, draw: Draw) -> None:
    """Ask households of far villages that may go once whether they would."""
    far = h.village.remoteness >= s.remote and s.year <= s.last
    may = h.status in (REGISTERED, RE_REGISTERED) or moves_along(h)
    if far and may and h.relocation_answer == UNASKED:
        h.relocation_answer = WILLING if uniform(draw, 0) < 1.0 / (1.0 + exp(-propensity(h, s))) else UNWILLING


def eligible(h: Household, s: Settings) -> bool:
    """Would go, and is registered or moves along with its poor village."""
    ready = h.relocation_answer == WILLING and h.moved_year == 0 and s.year <= s.last
    return ready and (h.status in (REGISTERED, RE_REGISTERED) or moves_along(h))


def need(h: Household, s: Settings) -> float:
    """How willing to go; the registered come first."""
    return propensity(h, s) + (100.0 if h.status in (REGISTERED, RE_REGISTERED) else 0.0)


def limit(h: Household, s: Settings) -> float:
    """The registered have their part of the money; who moves along takes of what is left."""
    return s.registered if h.status in (REGISTERED, RE_REGISTERED) else 1.0


def cost(h: Household, s: Settings) -> float:
    """House and site, by persons."""
    return s.person * h.members


def deliver(h: Household, s: Settings, draw: Draw) -> None:
    """Move in; all but the poorest pay a part themselves."""
    h.moved_year = s.year
    h.moved_town = 1 if uniform(draw, 0) < s.town else 0
    h.house_safe = 1
    h.house_paid += own_part(h, s)


def tend(h: Household, s: Settings, draw: Draw) -> None:
    """Pay for living at the new site; some go back to the old village, and keep the new house."""
    years = s.year - h.moved_year
    moved = h.moved_year > 0
    daily = s.living * h.members if h.moved_town == 1 else 0.0
    h.house_paid += daily + s.way * 0.01 * h.land * h.kept_ground if moved else 0.0
    chance = (s.back if h.wages > 0.0 else s.back_idle) * exp(-max(0.0, years - 1.0) / s.back_years)
    if moved and years > 0 and uniform(draw, 0) < chance:
        h.moved_year = 0
        h.moved_town = 0
        h.relocation_answer = RETURNED


def moves_along(h: Household) -> bool:
    """A neighbour of the registered in a poor village."""
    return h.status == NEVER and h.village.poor_village == 1


def propensity(h: Household, s: Settings) -> float:
    """Log-odds of being willing to move."""
    stays = s.wish_age * max(0.0, h.head_age - 45.0) + s.wish_land * h.land / h.members
    money = s.wish_subsidy * s.person - s.wish_debt * own_part(h, s)
    return s.wish + s.wish_remote * h.village.remoteness - stays + money / 10_000.0


def own_part(h: Household, s: Settings) -> float:
    """What the household has to raise itself: the poorest registered nothing, neighbours who move along the most."""
    poorest = h.recorded_income < s.free * h.village.county.province.exit_line
    registered = 0.0 if poorest else min(s.own * h.members, s.own_most)
    return s.own_most if h.status == NEVER else registered
