"""Farm income: what the harvest fetches, less inputs; a lost harvest leaves a loss.  经营性收入（种养）

S06 of the model with item 12 of its corrections. Inputs are spent before the harvest is known.
"""

from povsim.rule import Draw, Household, Parameters, flag, parameter

phase = "production"

columns = (flag("household.order_contract", "1 where a firm takes the harvest at no less than a floor price"),)


class Settings(Parameters):
    """The cost of farming, and what a contract promises."""

    floor: float = parameter(
        0.95, "of the normal price", low=0, high=2, plausible=(0.85, 1),
        source="assumed; floor price of an order contract with a firm",
    )

    inputs: float = parameter(
        0.40, "share of a normal harvest", low=0, high=0.9, plausible=(0.25, 0.55), source="assumed; seed, feed, fertiliser",
    )


def step(h: Household, s: Settings, draw: Draw) -> None:
    """Sell the harvest."""
    normal = h.harvest / max(1.0 - h.village.disaster_loss, 0.05)
    left = max(1.0 - s.inputs, 0.1)
    price = max(h.price, s.floor) if h.order_contract == 1 else h.price
    h.farm_income = (h.harvest * price - s.inputs * normal) / left
    h.disaster_cost += (normal - h.harvest) * price / left
