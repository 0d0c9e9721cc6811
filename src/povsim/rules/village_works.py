"""What public works and services stand in a village, and what they add to farming.  村级基础设施与公共服务

S16 of the model with items 7, 28 and 48 of its corrections. The gain is that of the village's mean household; whoever
has more capital makes more use of it (rule `use`), so that the better off gain more.
"""

from povsim.rule import Draw, Parameters, Village, column, parameter

phase = "shocks"

columns = (
    column("village.net", "float32", "share", "broadband", low=0, high=1),
    column("village.irrigation", "float32", "share", "of the fields that are watered", low=0, high=1),
    column("village.culture", "float32", "share", "room for culture and meetings", low=0, high=1),
    column("village.ecommerce", "float32", "share", "site that sells and ships for the village", low=0, high=1),
    column("village.bus", "float32", "share", "bus service", low=0, high=1),
    column("village.sanitation", "float32", "share", "refuse collected, public toilets, sewage led away", low=0, high=1),
    column("village.lanes", "float32", "share", "lanes and paths to the houses paved", low=0, high=1),
    column("village.extension", "float32", "share", "technical envoy of the plan, beside the usual advice", low=0, high=1),
    column("village.bank", "float32", "share", "service point of a bank that the plan opened", low=0, high=1),
    column("village.community", "float32", "share", "day care and services for all, opened by the plan", low=0, high=1),
    column("village.farmland", "float32", "share", "of the fields that the plan levelled and improved", low=0, high=1),
    column("village.parcels", "float32", "share", "parcels sold to far buyers, by a site with broadband", low=0, high=1),
    column("village.equipped", "float32", "share", "mean of ten works and services that people know", low=0, high=1),
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
    farmland: float = parameter(
        0.03, "share", low=0, high=0.5, plausible=(0, 0.08), source="assumed; levelled and joined fields, deeper soil",
    )
    extension: float = parameter(
        0.02, "share", low=0, high=0.5, plausible=(0, 0.05), source="assumed; better seed and care, beside guided projects",
    )
    ecommerce: float = parameter(
        0.02, "share", low=0, high=0.5, plausible=(0, 0.06),
        source="assumed; part of the trader's margin that stays in the village",
    )
    carrying: float = parameter(
        0.055, "share of the harvest", low=0, high=0.5, plausible=(0.02, 0.11),
        source="assumed; a tenth of farm labour carries water where none is safe, at an elasticity of .55",
    )


def step(v: Village, s: Settings, draw: Draw) -> None:
    """Add up what stands, and what carrying water takes."""
    old = s.road * v.road + s.water * v.water + s.power * v.power + s.net * v.net
    fields = s.irrigation * v.irrigation + s.farmland * v.farmland
    parcels = min(v.ecommerce, v.net)
    known = v.road + v.water + v.power + v.net + v.clinic + v.culture + v.sanitation
    v.parcels = parcels
    v.carrying = s.carrying * (1.0 - v.water)
    v.works_gain = old + fields + s.extension * v.extension + s.ecommerce * parcels
    v.equipped = 0.1 * (known + v.extension + v.bank + v.ecommerce)
