"""Village lanes: paths to the houses are paved, so that nobody wades through mud.  村内道路硬化、进村入户通达

Where the document of a page asks for it no village leaves the list of the poor without them (rule `village_exit`).
"""

from povsim.rule import Parameters, parameter

builds = "lanes"


class Settings(Parameters):
    """Cost and time."""

    price: float = parameter(
        400_000.0, "yuan a village", low=1e4, high=2e7, plausible=(150_000, 1_000_000),
        source="assumed; two kilometres of narrow concrete at 0.2 m yuan",
    )
    lag: int = parameter(0, "years", low=0, high=5, plausible=(0, 2), source="assumed; finished within the year")
