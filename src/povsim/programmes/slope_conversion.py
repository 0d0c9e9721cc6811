"""Slope conversion: steep fields go back to forest, and are paid for by the mu for some years.  退耕还林

S12 of the model. A contract takes a part of the fields out of use for good. Its yearly payment is income as
long as the contract runs and there is money; the hands that are freed look for work off the farm.
"""

from povsim.rule import EXITED, RE_REGISTERED, REGISTERED, Draw, Household, Parameters, column, parameter

payment = "transfer"
retention = "contract"
ranking = "need"

columns = (
    column("household.slope_land", "float32", "mu", "fields given up to forest", low=0),
    column("household.slope_year", "int16", "year", "first year of the contract; 0 = none", low=0, high=9999),
)


class Settings(Parameters):
    """Which fields, for how much and how long, and what the hands do."""

    share: float = parameter(
        0.3, "share of the fields", low=0.01, high=1, plausible=(0.1, 0.5),
        source="assumed; fields steeper than 25 degrees of a household in the hills",
    )
    least: float = parameter(
        3.0, "mu", low=0.1, high=100, plausible=(1, 6), source="assumed; who has less has no field to spare",
    )
    remote: float = parameter(
        0.3, "remoteness", low=0, high=1, plausible=(0.2, 0.6), source="assumed; steep fields begin behind the valley floor",
    )
    subsidy: float = parameter(
        300.0, "yuan a mu and year", low=10, high=2_000, plausible=(160, 400),
        source="assumed; order of the second round since 2014: 1,500 yuan a mu in five years, a part of it for seedlings",
    )
    years: int = parameter(
        5, "years", low=1, high=20, plausible=(5, 8), source="national rules: five years in the second round, eight in the first",
    )
    freed: float = parameter(
        0.5, "logit", low=0, high=3, plausible=(0, 1),
        source="assumed; chance of wage work where all fields are given up, in proportion to those that are",
    )


def eligible(h: Household, s: Settings) -> bool:
    """Under contract, or a supported household of a hill village with fields to spare."""
    supported = h.status in (REGISTERED, RE_REGISTERED) or (h.status == EXITED and h.support_until > s.year)
    hills = h.village.county.pastoral < 0.5 and h.village.remoteness >= s.remote
    fresh = h.slope_year == 0 and supported and hills and h.land >= s.least
    return fresh or (h.slope_year > 0 and s.year + 1.0 < h.slope_year + s.years)


def need(h: Household, s: Settings) -> float:
    """Contracts that run first, then by how far the recorded income falls short of the line."""
    running = 100.0 if h.slope_year > 0 else 0.0
    return running + 1.0 - h.recorded_income / h.village.county.province.exit_line


def cost(h: Household, s: Settings) -> float:
    """The payment of a year."""
    return s.subsidy * (h.slope_land if h.slope_year > 0 else s.share * h.land)


def deliver(h: Household, s: Settings, draw: Draw) -> None:
    """Plant trees in the first year; pay, and free hands, in every year of the contract."""
    fresh = h.slope_year == 0
    given = s.share * h.land if fresh else 0.0
    before = h.land + h.slope_land
    h.slope_year = s.year if fresh else h.slope_year
    h.slope_land += given
    h.land = h.land - given
    h.programme_income += h.slope_conversion_fen / 100.0
    h.ending_income += h.slope_conversion_fen / 1000.0 if s.year + 1.0 >= h.slope_year + s.years else 0.0
    h.job_pull += s.freed * h.slope_land / max(before, 0.1)
