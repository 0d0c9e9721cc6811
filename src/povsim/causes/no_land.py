"""Too little land: fields or pasture far below what a household of its size needs.  缺土地

It has no event of its own: it is read off what the household holds. Whoever moved away has given up fields on purpose.
"""

from povsim.rule import Household, Parameters, exp, log, parameter


class Settings(Parameters):
    """The land of a middle household and what it adds."""

    middle: float = parameter(
        1.3, "mu a person", low=0.05, high=50, plausible=(0.8, 2),
        source="assumed; what a mountain household needs for grain and a crop to sell",
    )
    elasticity: float = parameter(
        0.3, "log a log", low=0, high=1, plausible=(0.22, 0.38),
        source="assumed; elasticity of the harvest to land, as in the rule farm",
    )
    rent: float = parameter(
        250.0, "yuan a mu, 2015", low=0, high=5_000, plausible=(100, 500),
        source="assumed; net of one more mu, near the rent of sloping fields",
    )
    pasture: float = parameter(
        0.5, "of the village's mean", low=0, high=1, plausible=(0.3, 0.7),
        source="assumed; a herder with less than half the usual pasture",
    )
    grazing: float = parameter(
        40.0, "yuan a sheep unit, 2015", low=0, high=1_000, plausible=(15, 80),
        source="assumed; rent of pasture for one sheep unit",
    )


def present(h: Household, s: Settings) -> float:
    """What enough land would add in yuan a year, to who could work it: the larger of two ways to reckon the same gain."""
    if h.able == 0 or h.moved_year > 0:
        return 0.0
    prices = h.village.county.province.farm_index
    if h.village.county.pastoral > 0.5:
        return prices * s.grazing * max(0.0, s.pasture * h.village.mean_pasture - h.pasture)
    enough = s.middle * h.members
    if h.land >= enough:
        return 0.0
    gain = exp(s.elasticity * (log(enough) - log(max(h.land, 0.25)))) - 1.0
    return max(gain * max(h.farm_income, 0.0), prices * s.rent * (enough - h.land))
