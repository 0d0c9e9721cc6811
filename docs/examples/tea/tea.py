"""Tea garden: a grant to plant tea, which bears from the third year on.  茶叶产业扶持"""

from povsim.rule import REGISTERED, Draw, Household, Parameters, column, parameter, uniform

columns = (column("household.tea_planted", "int16", "year", "year the garden was planted; 0 = none", low=0, high=9999),)


class Settings(Parameters):
    """What a garden costs and brings."""

    grant: float = parameter(6_000, "yuan a garden", low=0, high=50_000, source="assumed; two mu of seedlings, 4,000-9,000")
    bears_after: int = parameter(3, "years", low=0, high=10, source="assumed; tea bears in its third year, 3-4")
    leaf: float = parameter(2_500, "yuan a year", low=0, high=50_000, source="assumed; net of tending two mu, 1,500-4,000")
    frost: float = parameter(0.1, "a year", low=0, high=1, source="assumed; a late frost takes the spring leaf, .05-.2")


def eligible(h: Household, s: Settings) -> bool:
    """A registered household with land and hands, and no garden yet."""
    return h.status == REGISTERED and h.land >= 2 and h.labour >= 1 and h.tea_planted == 0


def need(h: Household, s: Settings) -> float:
    """The lower the recorded income, the sooner."""
    return 1.0 - h.recorded_income / h.village.county.province.exit_line


def cost(h: Household, s: Settings) -> float:
    """One garden."""
    return s.grant


def deliver(h: Household, s: Settings, draw: Draw) -> None:
    """Plant it."""
    h.tea_planted = s.year


def tend(h: Household, s: Settings, draw: Draw) -> None:
    """Pick the leaf, unless frost was first."""
    bears = 0 < h.tea_planted <= s.year - s.bears_after
    if bears and uniform(draw, 0) >= s.frost:
        h.farm_income += s.leaf
