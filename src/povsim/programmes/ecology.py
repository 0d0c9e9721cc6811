"""Ecology: a ranger's post for one able adult of a household in a protected area.  生态保护脱贫一批

S12 of the model. Contracts run for a year; who holds a post keeps it while money lasts, and loses it when money
stops. A post takes some months of other work (rule `work`).
"""

from povsim.rule import EXITED, RE_REGISTERED, REGISTERED, Draw, Household, Parameters, flag, parameter

payment = "wage"
retention = "yearly"
ranking = "need"

columns = (flag("household.ranger", "1 where a member is a ranger this year", yearly=True),)


class Settings(Parameters):
    """Pay and place of the posts."""

    pay: float = parameter(
        9_000.0, "yuan a year", low=1_000, high=50_000, plausible=(5_000, 21_600),
        source="assumed; order of the pay of forest and grassland rangers",
    )
    forest: float = parameter(
        0.7, "remoteness", low=0, high=1, plausible=(0.6, 0.9),
        source="assumed; outside the pastoral source region posts go to remote villages",
    )


def eligible(h: Household, s: Settings) -> bool:
    """A supported household with an able adult, in the grassland or a remote village."""
    supported = h.status in (REGISTERED, RE_REGISTERED) or (h.status == EXITED and h.support_until > s.year)
    return supported and h.able >= 1 and (h.village.county.pastoral >= 0.5 or h.village.remoteness >= s.forest)


def need(h: Household, s: Settings) -> float:
    """Present rangers first, then by how far the recorded income falls short of the line."""
    return (10.0 if h.ranger == 1 else 0.0) + 1.0 - h.recorded_income / h.village.county.province.exit_line


def cost(h: Household, s: Settings) -> float:
    """A year's pay."""
    return s.pay


def deliver(h: Household, s: Settings, draw: Draw) -> None:
    """Work as a ranger for a year."""
    h.ranger = 1
    h.public_posts += 1
    h.programme_income += h.ecology_fen / 100.0
    h.conditional_income += h.ecology_fen / 100.0
