"""Farm prices: what a county's harvest fetches, high and low for some years.  价格波动

S07 of the model in its first part: a price that returns to its mean, one for each county.
"""

from povsim.rule import County, Draw, Parameters, exp, normal, parameter, sqrt


class Settings(Parameters):
    """How far and how long prices stray."""

    spread: float = parameter(0.15, "s.d. of log", low=0, high=1, source="assumed; mixed produce; single crops .08-.30")
    persistence: float = parameter(0.55, "a year", low=0, high=0.95, source="assumed; .3-.8")


def strike(c: County, s: Settings, draw: Draw) -> None:
    """Move the price; its mean is 1 whatever the spread."""
    step = s.spread * sqrt(1.0 - s.persistence * s.persistence)
    shock = s.persistence * c.price_shock + step * normal(draw, 0)
    c.price_shock = shock
    c.price = exp(shock - 0.5 * s.spread * s.spread)
