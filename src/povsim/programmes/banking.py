"""Banking: a service point of the bank in the village.  金融扶贫（助农服务点）

More of those who may borrow ask for a loan; the loans themselves are the programme `microloan`.
"""

from povsim.rule import Parameters, parameter

builds = "bank"


class Settings(Parameters):
    """Cost and time."""

    price: float = parameter(
        40_000.0, "yuan a village", low=1e3, high=1e6, plausible=(10_000, 100_000),
        source="assumed; a machine, its line and the agent's fee of three years",
    )
    lag: int = parameter(0, "years", low=0, high=5, plausible=(0, 1), source="assumed; opened within the year")
