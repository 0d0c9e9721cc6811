"""Relocation: a new house away from a place that cannot feed its people.  易地搬迁脱贫一批

S11 of the model with item 52 of its corrections. Registered households move first; their
neighbours in remote poor villages may move along with them (同步搬迁).
"""

from povsim.rule import NEVER, RE_REGISTERED, REGISTERED, Draw, Household, Parameters, parameter, uniform


class Settings(Parameters):
    """Who moves, what it costs, and what the household pays."""

    remote: float = parameter(0.7, "remoteness", low=0, high=1, source="assumed; the farthest villages of a county, .6-.9")
    last: int = parameter(
        2017, "year", low=0, high=2100, source="assumed; the last year that plans a move, so that houses stand well before 2020",
    )
    person: float = parameter(
        62_500.0, "yuan a person", low=5_000, high=150_000,
        source="national: about 600 bn yuan for 9.6 m persons in 2016-20; 40,000-80,000",
    )
    others: bool = parameter(True, "switch", source="Qinghai plan 2016: 52,480 households move, of which 33,377 are registered")
    own: float = parameter(
        2_500.0, "yuan a person", low=0, high=20_000, source="national rule: registered households pay at most 10,000 a house",
    )
    own_most: float = parameter(
        10_000.0, "yuan a household", low=0, high=50_000, source="national rule of self-raised money, 0-30,000",
    )
    free: float = parameter(
        0.6, "of the line", low=0, high=1, source="assumed; the poorest get a turn-key house, as 1,617 households of Pingli did",
    )
    town: float = parameter(0.4, "share of moves", low=0, high=1, source="assumed; the rest resettles near its village, .2-.7")


def eligible(h: Household, s: Settings) -> bool:
    """Lives in a remote village, has not moved, and is registered or moves along with its village."""
    far = h.village.remoteness >= s.remote and h.moved_year == 0 and s.year <= s.last
    along = s.others > 0 and h.status == NEVER and h.village.poor_village == 1
    return far and (h.status in (REGISTERED, RE_REGISTERED) or along)


def need(h: Household, s: Settings) -> float:
    """Willing to go: remote, young, with little land; the registered come first."""
    first = 10.0 if h.status in (REGISTERED, RE_REGISTERED) else 0.0
    old = h.elders / h.members
    return first + h.village.remoteness - 0.3 * old - 0.15 * h.land / h.members + (0.3 if h.house_safe == 0 else 0.0)


def cost(h: Household, s: Settings) -> float:
    """House and site, by persons."""
    return s.person * h.members


def deliver(h: Household, s: Settings, draw: Draw) -> None:
    """Move in; all but the poorest pay a part themselves."""
    h.moved_year = s.year
    h.moved_town = 1 if uniform(draw, 0) < s.town else 0
    h.house_safe = 1
    poorest = h.status != NEVER and h.recorded_income < s.free * h.village.county.province.exit_line
    h.house_paid += 0.0 if poorest else min(s.own * h.members, s.own_most)
