"""Village power: lines and transformers that carry mills, pumps and cold stores.  农网改造升级"""

from povsim.rule import Parameters, parameter

builds = "power"


class Settings(Parameters):
    """Cost and time."""

    price: float = parameter(
        800_000.0, "yuan a village", low=1e4, high=2e7, plausible=(300_000, 2_000_000),
        source="assumed; transformer and some kilometres of line",
    )
    lag: int = parameter(0, "years", low=0, high=5, plausible=(0, 2), source="assumed; finished within the year")
