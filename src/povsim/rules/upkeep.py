"""Public works wear out unless they are kept up, and services end.  设施管护

S16 of the model. What programmes build stands whole; from then on it loses a little every year.
"""

from povsim.rule import Draw, Parameters, Village, parameter

phase = "works"


class Settings(Parameters):
    """Wear a year, after what villages mend themselves."""

    road: float = parameter(
        0.02, "a year", low=0, high=0.5, plausible=(0, 0.05), source="assumed; concrete roads last some twenty years",
    )
    water: float = parameter(
        0.03, "a year", low=0, high=0.5, plausible=(0, 0.08), source="assumed; pumps and pipes freeze and break",
    )
    power: float = parameter(
        0.01, "a year", low=0, high=0.5, plausible=(0, 0.03), source="assumed; the grid company keeps its lines",
    )
    net: float = parameter(
        0.02, "a year", low=0, high=0.5, plausible=(0, 0.05), source="assumed; equipment ages, carriers renew it",
    )
    irrigation: float = parameter(0.03, "a year", low=0, high=0.5, plausible=(0, 0.08), source="assumed; ditches silt up")
    clinic: float = parameter(0.01, "a year", low=0, high=0.5, plausible=(0, 0.04), source="assumed; doctors leave, rooms remain")
    culture: float = parameter(0.03, "a year", low=0, high=0.5, plausible=(0, 0.1), source="assumed; rooms are locked or let")
    ecommerce: float = parameter(
        0.08, "a year", low=0, high=0.5, plausible=(0, 0.2),
        source="assumed; many sites have few orders",
    )
    bus: float = parameter(
        0.02, "a year", low=0, high=0.5, plausible=(0, 0.1), source="assumed; lines with few riders are given up",
    )
    sanitation: float = parameter(0.04, "a year", low=0, high=0.5, plausible=(0, 0.1), source="assumed; the cleaners are paid")
    lanes: float = parameter(0.02, "a year", low=0, high=0.5, plausible=(0, 0.05), source="assumed; as concrete roads")
    extension: float = parameter(0.10, "a year", low=0, high=0.5, plausible=(0, 0.3), source="assumed; terms of envoys end")
    bank: float = parameter(0.02, "a year", low=0, high=0.5, plausible=(0, 0.1), source="assumed; machines age, agents stop")
    community: float = parameter(0.03, "a year", low=0, high=0.5, plausible=(0, 0.1), source="assumed; the village must run it")
    farmland: float = parameter(0.01, "a year", low=0, high=0.5, plausible=(0, 0.03), source="assumed; terraces are mended")


def step(v: Village, s: Settings, draw: Draw) -> None:
    """Wear out."""
    v.road = v.road * (1.0 - s.road)
    v.water = v.water * (1.0 - s.water)
    v.power = v.power * (1.0 - s.power)
    v.net = v.net * (1.0 - s.net)
    v.irrigation = v.irrigation * (1.0 - s.irrigation)
    v.clinic = v.clinic * (1.0 - s.clinic)
    v.culture = v.culture * (1.0 - s.culture)
    v.ecommerce = v.ecommerce * (1.0 - s.ecommerce)
    v.bus = v.bus * (1.0 - s.bus)
    v.sanitation = v.sanitation * (1.0 - s.sanitation)
    v.lanes = v.lanes * (1.0 - s.lanes)
    v.extension = v.extension * (1.0 - s.extension)
    v.bank = v.bank * (1.0 - s.bank)
    v.community = v.community * (1.0 - s.community)
    v.farmland = v.farmland * (1.0 - s.farmland)
