"""Extension: a technical envoy for the farms of a village.  科技扶贫（科技特派员）

Fields and barns yield a little more, and projects with guidance succeed more often.
"""

from povsim.rule import Parameters, parameter

builds = "extension"


class Settings(Parameters):
    """Cost and time."""

    price: float = parameter(
        60_000.0, "yuan a village", low=1e3, high=1e6, plausible=(20_000, 150_000),
        source="assumed; three years of visits, plots for show and seed; envoys keep the pay of their institute",
    )
    lag: int = parameter(0, "years", low=0, high=5, plausible=(0, 1), source="assumed; envoys come within the year")
