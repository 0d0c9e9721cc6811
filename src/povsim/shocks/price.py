"""National prices of farm produce, high and low for some years, and often together.  市场价格波动

S07 of the model with item 29 of its corrections. The log of every industry's price returns to its mean; its steps
share a common part. `steps/local_prices.py` makes of it what a county's households meet.
"""

from povsim.rule import INDUSTRIES, Draw, Parameters, Province, normal, parameter, sqrt


class Settings(Parameters):
    """How far the price of each industry strays, how long, and how much of it is common."""

    persistence: float = parameter(
        0.55, "a year", low=0, high=0.95, plausible=(0.3, 0.8),
        source="assumed; hog cycles last some four years, most crops less",
    )
    together: float = parameter(
        0.2, "correlation", low=0, high=0.95, plausible=(0, 0.5), source="assumed; feed, fuel and demand move all prices",
    )
    staple: float = parameter(
        0.08, "s.d. of log", low=0, high=1, plausible=(0.04, 0.16), source="assumed; the state buys grain at a floor price",
    )
    potato: float = parameter(
        0.2, "s.d. of log", low=0, high=1, plausible=(0.1, 0.4), source="assumed; bulky, stored for months at most",
    )
    pigs: float = parameter(
        0.28, "s.d. of log", low=0, high=1, plausible=(0.14, 0.56), source="assumed; hog cycle of 37 to 49 months",
    )
    cattle: float = parameter(
        0.1, "s.d. of log", low=0, high=1, plausible=(0.05, 0.2), source="assumed; beef and mutton rise steadily in the period",
    )
    vegetables: float = parameter(
        0.25, "s.d. of log", low=0, high=1, plausible=(0.12, 0.5), source="assumed; perishable, gluts within a season",
    )
    tea: float = parameter(
        0.12, "s.d. of log", low=0, high=1, plausible=(0.06, 0.24), source="assumed; brands and stores even it out",
    )
    fruit: float = parameter(
        0.2, "s.d. of log", low=0, high=1, plausible=(0.1, 0.4), source="assumed; gluts when orchards bear together",
    )
    herbs: float = parameter(
        0.3, "s.d. of log", low=0, high=1, plausible=(0.15, 0.6),
        source="assumed; speculation in small markets of medicinal herbs",
    )
    fungus: float = parameter(
        0.3, "s.d. of log", low=0, high=1, plausible=(0.15, 0.6), source="assumed; a luxury whose price halved and doubled",
    )
    crashing: str = parameter(
        "fruit", "industry", choices=INDUSTRIES, source="assumed; orchards bear together, after the same years",
    )
    crash: float = parameter(
        0.0, "log", low=0, high=3, plausible=(0, 0.7),
        source="assumed; none, unless a page says in which year that price falls, and how far",
    )


def strike(p: Province, s: Settings, draw: Draw) -> None:
    """Move the log price of every industry; its spread is the declared one in the long run."""
    common = sqrt(s.together) * normal(draw, 0)
    own = sqrt(1.0 - s.together)
    p.price_staple = moved(p.price_staple, s.staple, common + own * normal(draw, 1), s) - fallen(0, s)
    p.price_potato = moved(p.price_potato, s.potato, common + own * normal(draw, 2), s) - fallen(1, s)
    p.price_pigs = moved(p.price_pigs, s.pigs, common + own * normal(draw, 3), s) - fallen(2, s)
    p.price_cattle = moved(p.price_cattle, s.cattle, common + own * normal(draw, 4), s) - fallen(3, s)
    p.price_vegetables = moved(p.price_vegetables, s.vegetables, common + own * normal(draw, 5), s) - fallen(4, s)
    p.price_tea = moved(p.price_tea, s.tea, common + own * normal(draw, 6), s) - fallen(5, s)
    p.price_fruit = moved(p.price_fruit, s.fruit, common + own * normal(draw, 7), s) - fallen(6, s)
    p.price_herbs = moved(p.price_herbs, s.herbs, common + own * normal(draw, 8), s) - fallen(7, s)
    p.price_fungus = moved(p.price_fungus, s.fungus, common + own * normal(draw, 9), s) - fallen(8, s)


def moved(before: float, spread: float, luck: float, s: Settings) -> float:
    """A log price a year on; it returns to where the mean of the price is 1."""
    centre = -0.5 * spread * spread
    return centre + s.persistence * (before - centre) + spread * sqrt(1.0 - s.persistence * s.persistence) * luck


def fallen(industry: int, s: Settings) -> float:
    """How far the price of an industry crashes this year."""
    return s.crash if int(s.crashing) == industry else 0.0
