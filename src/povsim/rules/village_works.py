"""What public works add to farming in a village: road, water, power, parcels, irrigation.  村级基础设施

S16 of the model with item 28 of its corrections. The gain is that of the village's mean household; whoever
has more capital makes more use of it (rule `use`), so that the better off gain more.
"""

from povsim.rule import Draw, Parameters, Village, column, parameter

phase = "shocks"

columns = (
    column("village.net", "float32", "share", "broadband, and a place that ships parcels", low=0, high=1),
    column("village.irrigation", "float32", "share", "of the fields that are watered", low=0, high=1),
    column("village.carrying", "float32", "share", "of the harvest, lost to hands that carry water", low=0, high=0.9),
    column("village.works_gain", "float32", "share", "what all works add to the mean household's harvest", low=0),
)


class Settings(Parameters):
    """What each work adds when it stands whole."""

    road: float = parameter(
        0.06, "share", low=0, high=0.5, plausible=(0, 0.12), source="assumed; village programmes gave the richer 6-9 %",
    )
    water: float = parameter(
        0.02, "share", low=0, high=0.5, plausible=(0, 0.04), source="assumed; hands freed from carrying, gardens",
    )
    power: float = parameter(0.03, "share", low=0, high=0.5, plausible=(0, 0.06), source="assumed; mills, pumps and cold stores")
    net: float = parameter(0.02, "share", low=0, high=0.5, plausible=(0, 0.04), source="assumed; prices and advice known in time")
    irrigation: float = parameter(
        0.08, "share", low=0, high=0.5, plausible=(0, 0.16),
        source="assumed; over all land of a village, of which a part is watered",
    )
    carrying: float = parameter(
        0.055, "share of the harvest", low=0, high=0.5, plausible=(0.02, 0.11),
        source="assumed; a tenth of farm labour carries water where none is safe, at an elasticity of .55",
    )


def step(v: Village, s: Settings, draw: Draw) -> None:
    """Add up what stands, and what carrying water takes."""
    old = s.road * v.road + s.water * v.water + s.power * v.power
    v.carrying = s.carrying * (1.0 - v.water)
    v.works_gain = old + s.net * v.net + s.irrigation * v.irrigation
