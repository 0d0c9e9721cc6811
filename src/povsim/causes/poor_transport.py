"""No road: work out of reach, harvests that only the village buys.  交通条件落后

It has no event of its own: the road stands in the rules for work and farming and in the local prices.
"""

from povsim.rule import Household, Parameters, parameter


class Settings(Parameters):
    """When a road is lacking, and what having it would be worth."""

    least: float = parameter(
        0.5, "share", low=0, high=1, plausible=(0.3, 0.7), source="assumed; villages with less than this lack a road",
    )
    works: float = parameter(
        0.06, "of farm income", low=0, high=0.5, plausible=(0, 0.12), source="assumed; as in the rule village_works",
    )
    market: float = parameter(
        0.02, "of farm income", low=0, high=0.5, plausible=(0, 0.05), source="assumed; a wider market in years of plenty",
    )
    chance: float = parameter(
        0.09, "a year", low=0, high=1, plausible=(0.02, 0.17), source="derived; .4 logit at a chance of wage work of .4",
    )
    job: float = parameter(
        11_340.0, "yuan a year, 2015", low=0, high=1e5, plausible=(9_000, 14_000),
        source="prototype; six months of local pay at 1,890 yuan",
    )


def present(h: Household, s: Settings) -> float:
    """What a hard road would add in yuan a year: jobs for the able, and better sales."""
    if h.village.road >= s.least or (h.moved_year > 0 and h.moved_town == 1):
        return 0.0
    farm = (s.works * h.use + s.market) * max(h.farm_income, 0.0)
    jobs = s.chance * s.job * h.village.county.province.wage_index * h.able
    return (1.0 - h.village.road) * (farm + jobs)
