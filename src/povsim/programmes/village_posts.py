"""Village posts: a paid post at home for who cannot leave it: cleaning, roads, water, care, the border.  乡村公益性岗位

S12 of the model; the poor come first where villages are kept clean. As a ranger's post, it is renewed from year to year while
money lasts, and takes some months of other work (rule `work`).
"""

from povsim.rule import EXITED, RE_REGISTERED, REGISTERED, Draw, Household, Parameters, column, parameter

payment = "wage"
ranking = "need"

columns = (column("household.posted", "int16", "year", "latest year in which a member had such a post", low=0, high=9999),)


class Settings(Parameters):
    """Pay of the posts, and who comes first."""

    pay: float = parameter(
        6_000.0, "yuan a year", low=500, high=50_000, plausible=(3_000, 12_000),
        source="assumed; 500 yuan a month, half days",
    )
    tied: float = parameter(
        1.0, "of the line", low=0, high=10, plausible=(0, 2),
        source="assumed; weight of a patient, a disabled or an old member, for whom somebody stays at home",
    )


def eligible(h: Household, s: Settings) -> bool:
    """A supported household with an able adult and no other public post, in a village with something to keep up."""
    supported = h.status in (REGISTERED, RE_REGISTERED) or (h.status == EXITED and h.support_until > s.year)
    return supported and h.able >= 1 and h.public_posts <= (1 if h.posted == s.year else 0) and h.village.equipped > 0.3


def need(h: Household, s: Settings) -> float:
    """Who has the post keeps it; then who is tied to the home, and by how far the recorded income falls short of the line."""
    short = 1.0 - h.recorded_income / h.village.county.province.exit_line
    return (10.0 if h.posted == s.year else 0.0) + (s.tied if h.ill + h.disabled + h.elders > 0 else 0.0) + short


def cost(h: Household, s: Settings) -> float:
    """A year's pay."""
    return s.pay


def deliver(h: Household, s: Settings, draw: Draw) -> None:
    """Work in the village for a year."""
    h.posted = s.year
    h.public_posts += 1
    h.programme_income += h.village_posts_fen / 100.0
    h.conditional_income += h.village_posts_fen / 100.0
