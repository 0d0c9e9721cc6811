"""E-commerce: a site that sells and ships what the village grows.  电子商务和市场体系扶贫

Where there is broadband, far buyers are reached: less is left to the thin local market, and less to traders.
"""

from povsim.rule import Parameters, Village, parameter

builds = "ecommerce"


class Settings(Parameters):
    """Cost and time."""

    price: float = parameter(
        120_000.0, "yuan a village", low=1e4, high=5e6, plausible=(50_000, 300_000),
        source="assumed; a shop with its part of the parcel line and the training of who runs it",
    )
    lag: int = parameter(0, "years", low=0, high=5, plausible=(0, 2), source="assumed; opened within the year")


def eligible(v: Village, s: Settings) -> bool:
    """A village with broadband and no site."""
    return v.ecommerce < 0.5 and v.ecommerce_begun == 0 and v.net >= 0.5
