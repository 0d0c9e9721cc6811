"""Housing: a dangerous house is repaired or rebuilt.  农牧民危旧房改造

A safe house is one of the guarantees of exit; the grant is in kind and never income. Households that would
relocate are left to relocation while moves are planned; who would not is helped where it stands.
"""

from povsim.rule import RE_REGISTERED, REGISTERED, WILLING, Draw, Household, Parameters, parameter

ranking = "need"


class Settings(Parameters):
    """Grant and order."""

    grant: float = parameter(
        20_000.0, "yuan a house", low=2_000, high=100_000, plausible=(8_000, 40_000),
        source="assumed; order of rebuilding grants",
    )
    moving_until: int = parameter(
        2017, "year", low=0, high=2100, plausible=(2016, 2019),
        source="assumed; after it houses are repaired where they stand, whoever would have moved",
    )
    own: float = parameter(
        0.0, "yuan a house", low=0, high=100_000, plausible=(0, 20_000),
        source="assumed; registered households build for the grant alone",
    )
    own_others: float = parameter(
        10_000.0, "yuan a house", low=0, high=200_000, plausible=(0, 40_000),
        source="assumed; others pay about a third of a simple new house themselves",
    )


def eligible(h: Household, s: Settings) -> bool:
    """A house that is not safe, where its people stay."""
    stays = h.relocation_answer != WILLING or s.year > s.moving_until
    return h.house_safe == 0 and h.moved_year == 0 and stays


def need(h: Household, s: Settings) -> float:
    """The registered first, then by recorded income."""
    first = 10.0 if h.status in (REGISTERED, RE_REGISTERED) else 0.0
    return first + 1.0 - h.recorded_income / h.village.county.province.exit_line


def cost(h: Household, s: Settings) -> float:
    """One grant."""
    return s.grant


def deliver(h: Household, s: Settings, draw: Draw) -> None:
    """Move into the safe house."""
    h.house_safe = 1
    h.house_paid += s.own if h.status in (REGISTERED, RE_REGISTERED) else s.own_others
