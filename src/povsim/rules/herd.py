"""Herding: sheep and yaks of the grassland, sold each autumn, lost in snow.  牧业收入

S06 of the model with item 13 of its corrections. Of a herd far from a new home only the part still
kept gives income, bears upkeep and is lost in snow; kin look after the rest for its yield.
"""

from povsim.rule import Draw, Household, Parameters, parameter

phase = "production"


class Settings(Parameters):
    """How herds grow and what they give."""

    birth: float = parameter(0.30, "a year", low=0, high=1, plausible=(0.22, 0.38), source="assumed; young that live to autumn")
    death: float = parameter(0.05, "a year", low=0, high=1, plausible=(0.02, 0.1), source="assumed; losses of a normal winter")
    snow_death: float = parameter(
        0.25, "a year", low=0, high=1, plausible=(0.1, 0.45),
        source="assumed; losses in a snow disaster",
    )
    sale: float = parameter(0.24, "a year", low=0, high=1, plausible=(0.18, 0.3), source="assumed; keeps the herd about as it is")
    price: float = parameter(
        650.0, "yuan a sheep unit, 2015", low=0, high=1e4,
        plausible=(450, 900), source="assumed; a fat sheep on the plateau",
    )
    upkeep: float = parameter(
        40.0, "yuan a sheep unit, 2015", low=0, high=1e3,
        plausible=(20, 80), source="assumed; fodder, salt and vaccines",
    )
    thirst: float = parameter(
        0.05, "share of births", low=0, high=0.5, plausible=(0, 0.15),
        source="assumed; young lost where animals walk far to water",
    )


def step(h: Household, s: Settings, draw: Draw) -> None:
    """Sell, bear the winter, and count the herd."""
    if h.herd > 0.0:
        prices = h.village.county.province.farm_index
        death = s.snow_death if h.village.snow == 1 else s.death
        sold = s.sale * h.herd
        lost = max(0.0, death - s.death) * h.herd
        h.herd_income = (sold * s.price * h.village.county.livestock_price - s.upkeep * h.herd) * prices * 0.01 * h.kept_ground
        h.disaster_cost += lost * s.price * h.village.county.livestock_price * prices * 0.01 * h.kept_ground
        born = s.birth * (1.0 - s.thirst * (1.0 - h.village.water))
        h.herd = max(0.0, h.herd * (1.0 + born - death) - sold)
