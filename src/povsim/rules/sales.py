"""Farm income: what the harvest fetches, less inputs; a lost harvest leaves a loss.  经营性收入（种养）

S06 of the model with items 12 and 32 of its corrections. Inputs are spent before the harvest is known. Crop
insurance pays for a part of the direct costs of what disaster took, beyond a threshold; most of its premium is public.
"""

from povsim.rule import Draw, Household, Parameters, flag, flow, parameter, uniform

phase = "production"

columns = (
    flag("household.order_contract", "1 where a firm takes the harvest at no less than a floor price"),
    flow("household.indemnity_fen", "int32", "fen", "paid by crop insurance for a lost harvest", low=0, payer="crop_insurance"),
    flow("household.premium_fen", "int32", "fen", "public part of its crop insurance premium", low=0, payer="agri_subsidy"),
)


class Settings(Parameters):
    """The cost of farming, what a contract promises, and crop insurance."""

    floor: float = parameter(
        0.95, "of the normal price", low=0, high=2, plausible=(0.85, 1),
        source="assumed; floor price of an order contract with a firm",
    )

    inputs: float = parameter(
        0.40, "share of a normal harvest", low=0, high=0.9, plausible=(0.25, 0.55), source="assumed; seed, feed, fertiliser",
    )
    insured: float = parameter(
        0.3, "share of farms", low=0, high=1, plausible=(0, 0.9), source="assumed; insured this year, most through their village",
    )
    insured_costs: float = parameter(
        0.4, "share of the harvest", low=0, high=1, plausible=(0.3, 0.5),
        source="assumed; the sum insured covers direct costs, not income",
    )
    cover: float = parameter(
        0.4, "share of the loss", low=0, high=1, plausible=(0.2, 0.7),
        source="assumed; of the sum insured, for what is lost beyond the threshold",
    )
    threshold: float = parameter(
        0.2, "share of the harvest", low=0, high=1, plausible=(0.1, 0.3), source="assumed; smaller losses are not paid for",
    )
    premium: float = parameter(
        0.04, "of the sum insured", low=0, high=0.5, plausible=(0.03, 0.08), source="assumed; rate of the period for field crops",
    )
    subsidised: float = parameter(
        0.8, "share of the premium", low=0, high=1, plausible=(0.6, 0.9),
        source="assumed; central, provincial and county parts together",
    )


def step(h: Household, s: Settings, draw: Draw) -> None:
    """Sell the harvest, pay the own part of the premium, and be paid for what was lost."""
    normal = h.harvest / max(1.0 - h.village.disaster_loss, 0.05)
    left = max(1.0 - s.inputs, 0.1)
    price = max(h.price, s.floor) if h.order_contract == 1 else h.price
    covered = s.insured_costs * normal / left if uniform(draw, 0) < s.insured else 0.0
    h.indemnity_fen = int(100.0 * s.cover * max(0.0, h.village.disaster_loss - s.threshold) * covered + 0.5)
    h.premium_fen = int(100.0 * s.subsidised * s.premium * covered + 0.5)
    h.farm_income = (h.harvest * price - s.inputs * normal) / left - (1.0 - s.subsidised) * s.premium * covered
    h.disaster_cost += (normal - h.harvest) * price / left
