"""Public transfers outside the programmes: farm, forest and pasture subsidies, border aid.  政策性补贴

Item 11 of the corrections. The level is a column of the county, by kind of place. A part is paid
by head, the rest by the land, or the pasture under contract, that a household holds beside its
neighbours; animals bought later bring no more of it.
"""

from povsim.rule import Draw, Household, Parameters, parameter

phase = "transfers"


class Settings(Parameters):
    """How the transfers are shared out."""

    equal: float = parameter(
        0.22, "share", low=0, high=1,
        plausible=(0.1, 0.7), source="assumed; border and cold-zone aid go by head, subsidies by area",
    )
    pasture: float = parameter(
        1.0, "mu a sheep unit", low=0, high=100,
        source="assumed; only the order matters where herds are the ground",
    )
    most: float = parameter(
        4.0, "times the mean", low=1, high=20, plausible=(3, 6),
        source="assumed; area paid for is capped in most rules",
    )


def step(h: Household, s: Settings, draw: Draw) -> None:
    """Pay the base transfers in whole fen."""
    base = h.village.county.transfer_base * h.village.county.province.transfer_index
    mean = h.village.mean_land + s.pasture * h.village.mean_pasture
    ground = min(s.most, (h.land + s.pasture * h.pasture) / max(mean, 0.01))
    heads = s.equal * h.members + (1.0 - s.equal) * ground * h.village.persons / max(h.village.households, 1.0)
    h.base_transfer_fen = int(100.0 * (base * heads) + 0.5)
