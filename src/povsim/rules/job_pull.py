"""Chances of work that programmes bring or take: places at a resettlement site, and held-back work.  政策与就业机会

S11 of the model: the site's pull grows with the time since the move, and only as far as there are places
(step `site_jobs`). Who keeps income below the line by working less finds less. Other programmes add to the same
column when they deliver.
"""

from povsim.rule import Draw, Household, Parameters, exp, parameter

phase = "labour"


class Settings(Parameters):
    """The pull of a resettlement town."""

    town: float = parameter(
        0.9, "logit", low=0, high=3, plausible=(0, 1.8),
        source="assumed; lasting gain of an able adult with a place at the site; a town's chance of work against a far village's",
    )
    town_years: float = parameter(
        2.0, "years", low=0.1, high=10, plausible=(0.5, 4), source="assumed; time to find one's way in town",
    )
    held_back: float = parameter(
        0.5, "logit", low=0, high=3, plausible=(0, 1), source="assumed; of those who work less so as not to pass the line",
    )


def step(h: Household, s: Settings, draw: Draw) -> None:
    """Add what the site's places, and the wish to stay below the line, do to this household's chances."""
    years = max(0.0, s.year - h.moved_year)
    places = min(1.0, h.site_places / max(h.able, 1.0))
    site = s.town * (1.0 - exp(-years / s.town_years)) * places if h.moved_town == 1 else 0.0
    h.job_pull += site - (s.held_back if h.holds_back == 1 else 0.0)
