"""Planting after the price: orchards follow what tea and fruit fetched when they were planted.  果茶面积蛛网反应

S07 of the model: the cobweb of Ezekiel 1938 and Nerlove 1958, off by default. Trees planted in a year of high prices
bear together four years later.
"""

from povsim.rule import County, Draw, Parameters, column, parameter

phase = "shocks"

columns = (
    column("county.tree_price", "float64", "index", "price of the county's tea and fruit last year, 1 = normal", low=0, start=1),
    column("county.tree_price_1", "float64", "index", "the same a year earlier", low=0, start=1),
    column("county.tree_price_2", "float64", "index", "two years earlier", low=0, start=1),
    column("county.tree_price_3", "float64", "index", "three years earlier", low=0, start=1),
)


class Settings(Parameters):
    """How far planting follows the price."""

    response: float = parameter(
        0.0, "log a log", low=0, high=5, plausible=(0, 1.5),
        source="assumed; area planted to its price, 0 = off, as growers know the normal price",
    )


def step(c: County, s: Settings, draw: Draw) -> None:
    """What was planted four years ago bears this year."""
    c.orchards = min(3.0, max(0.3, 1.0 + s.response * (c.tree_price_3 - 1.0)))
    c.tree_price_3 = c.tree_price_2
    c.tree_price_2 = c.tree_price_1
    c.tree_price_1 = c.tree_price
