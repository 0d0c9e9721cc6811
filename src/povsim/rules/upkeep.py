"""Public works wear out unless they are kept up.  设施管护

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


def step(v: Village, s: Settings, draw: Draw) -> None:
    """Wear out."""
    v.road = v.road * (1.0 - s.road)
    v.water = v.water * (1.0 - s.water)
    v.power = v.power * (1.0 - s.power)
    v.net = v.net * (1.0 - s.net)
    v.irrigation = v.irrigation * (1.0 - s.irrigation)
    v.clinic = v.clinic * (1.0 - s.clinic)
