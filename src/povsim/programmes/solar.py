"""Village solar station: power sold to the grid, and shared out in the village.  村级光伏扶贫电站

S13 of the model. The village owns the station; what the grid pays, often late, goes to supported households: in
equal parts, by need, or for work in the village's service. That is income from an asset, not public money.
"""

from povsim.rule import EXITED, RE_REGISTERED, REGISTERED, Draw, Household, Parameters, Village, column, flag, gather, parameter

EQUAL, BY_NEED, BY_WORK = 0, 1, 2

columns = (
    column("household.solar_claim", "float32", "weight", "of its part in what the station earns", low=0),
    gather("village.solar_claims", "sum", "household.solar_claim", "all claims of it", dtype="float64", unit="weight", low=0),
    flag("household.solar_member", "1 for a supported household that may take part"),
    gather("village.solar_members", "sum", "household.solar_member", "such households", dtype="int32", unit="households", low=0),
    column("village.solar_homes", "int32", "households", "households for which the station was built", low=0),
    column("village.solar_year", "int16", "year", "year in which the station was built; 0 = none", low=0, high=9999),
)


class Settings(Parameters):
    """Cost, yield, and who gets it."""

    price: float = parameter(
        35_000.0, "yuan a household", low=5_000, high=100_000, plausible=(25_000, 45_000),
        source="assumed; about five kilowatts a household at seven yuan a watt",
    )
    income: float = parameter(
        3_000.0, "yuan a household and year", low=0, high=20_000, plausible=(1_000, 3_500),
        source="national target of 2016 for households with a part in a station; 1,000-3,500 is assumed",
    )
    delay: int = parameter(
        1, "years", low=0, high=10, plausible=(0, 3), source="assumed; until the grid and the subsidy fund pay",
    )
    life: int = parameter(
        20, "years", low=1, high=50, plausible=(15, 25),
        source="national rule: the tariff is kept for twenty years",
    )
    sharing: str = parameter(
        "need", "who gets it", choices=("equal", "need", "work"),
        source="national rule of 2017: the village decides; equal parts at first, work later",
    )
    least: float = parameter(
        0.1, "weight", low=0.001, high=1, plausible=(0.05, 0.5),
        source="assumed; of a household at the line, beside 1 without income",
    )


def apply(h: Household, s: Settings, draw: Draw) -> None:
    """Weigh each supported household's claim on next year's income."""
    takes = h.status in (REGISTERED, RE_REGISTERED) or (h.status == EXITED and h.support_until > s.year)
    short = max(s.least, 1.0 - h.recorded_income / h.village.county.province.exit_line)
    working = 1.0 if h.able >= 1 else 0.0
    other = working if float(s.sharing) == BY_WORK else short
    claim = 1.0 if float(s.sharing) == EQUAL else other
    h.solar_member = 1 if takes else 0
    h.solar_claim = claim if takes else 0.0


def eligible(v: Village, s: Settings) -> bool:
    """A poor village with households to support, and no station yet."""
    return v.poor_village == 1 and v.solar_year == 0 and v.solar_members > 0


def need(v: Village, s: Settings) -> float:
    """The more supported households, the sooner."""
    return v.solar_members


def cost(v: Village, s: Settings) -> float:
    """By supported households."""
    return s.price * v.solar_members


def deliver(v: Village, s: Settings, draw: Draw) -> None:
    """Build the station."""
    v.solar_year = s.year
    v.solar_homes = v.solar_members


def tend(h: Household, s: Settings, draw: Draw) -> None:
    """Share out what the grid pays this year."""
    built = h.village.solar_year
    pays = built > 0 and built + s.delay <= s.year < built + s.delay + s.life
    h.dividend_income += s.income * h.village.solar_homes * h.solar_claim / max(h.village.solar_claims, 0.001) if pays else 0.0
