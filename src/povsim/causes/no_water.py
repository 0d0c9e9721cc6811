"""No safe water near: hands that carry it, animals that walk to it, people whom it makes ill.  缺水

It has no event of its own: carrying is in the rules `village_works` and `farm`, animals in `herd`, illness in `illness`.
"""

from povsim.rule import Household, Parameters, parameter


class Settings(Parameters):
    """When water is lacking, and what having it would be worth."""

    least: float = parameter(
        0.5, "share", low=0, high=1, plausible=(0.3, 0.7), source="assumed; villages with less than this lack water",
    )
    carrying: float = parameter(
        0.055, "of farm income", low=0, high=0.5, plausible=(0.02, 0.12),
        source="derived; a tenth of farm labour at an elasticity of .55",
    )
    works: float = parameter(
        0.02, "of farm income", low=0, high=0.5, plausible=(0, 0.04), source="assumed; as in the rule village_works",
    )
    animals: float = parameter(
        0.015, "of the herd a year", low=0, high=0.3, plausible=(0, 0.045), source="derived; a twentieth of births of .30",
    )
    sheep: float = parameter(
        650.0, "yuan a sheep unit, 2015", low=0, high=1e4, plausible=(450, 900), source="assumed; as in the rule herd",
    )
    health: float = parameter(
        60.0, "yuan a person, 2015", low=0, high=5_000, plausible=(0, 150),
        source="assumed; care and lost work of the illness that bad water adds",
    )


def present(h: Household, s: Settings) -> float:
    """What safe water would add in yuan a year."""
    if h.village.water >= s.least or h.moved_year > 0:
        return 0.0
    prices = h.village.county.province.farm_index
    farm = (s.carrying + s.works * h.use) * max(h.farm_income, 0.0)
    herd = prices * s.animals * s.sheep * h.herd
    return (1.0 - h.village.water) * (farm + herd + s.health * h.village.county.province.medical_index * h.members)
