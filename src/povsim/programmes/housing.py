"""Housing: a dangerous house is repaired or rebuilt.  农牧民危旧房改造

Minimal supplier of the guarantee of a safe house. Households of remote villages that are
to move are left to relocation while moves are being planned.
"""

from povsim.rule import RE_REGISTERED, REGISTERED, Draw, Household, Parameters, parameter


class Settings(Parameters):
    """Grant and order."""

    grant: float = parameter(20_000.0, "yuan a house", low=2_000, high=100_000, source="order of rebuilding grants, 8,000-40,000")
    remote: float = parameter(0.7, "remoteness", low=0, high=1, source="assumed; as in relocation")
    moving_until: int = parameter(
        2017, "year", low=0, high=2100, source="assumed; after it remote houses are repaired where they stand",
    )
    own: float = parameter(
        0.0, "yuan a house", low=0, high=100_000, source="assumed; the poorest build for the grant alone, 0-20,000",
    )


def eligible(h: Household, s: Settings) -> bool:
    """A house that is not safe, where its people stay."""
    stays = h.village.remoteness < s.remote or s.year > s.moving_until
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
    h.house_paid += s.own
