"""Trade across the border, as far as the road reaches.  边境贸易

S29 of the model, off unless a page switches it on: few places have a border.
"""

from povsim.rule import Draw, Household, Parameters, parameter

phase = "production"
switch = "open"


class Settings(Parameters):
    """Who trades, and what it brings."""

    open: bool = parameter(False, "switch", source="assumed; only where the place has an open border")
    far: float = parameter(
        0.85, "remoteness", low=0, high=1, plausible=(0.7, 0.95), source="assumed; villages from here on lie on the border",
    )
    trade: float = parameter(
        300.0, "yuan an able adult and year, 2015", low=0, high=20_000, plausible=(0, 1_000),
        source="assumed; what the wider market adds where a hard road leads to it",
    )


def step(h: Household, s: Settings, draw: Draw) -> None:
    """Earn with every able hand near the border."""
    near = h.able * h.village.road if h.village.remoteness >= s.far else 0.0
    h.business_income += s.trade * near * h.village.county.province.wage_index
