"""Two technologies: beyond a threshold of capital a better way of farming pays, below it none does.  贫困陷阱（双技术）

S10 of the model (Carter and Barrett 2006), off unless a page switches it on, because the evidence is split: no trap in
south-west China (Jalan and Ravallion 2004), a threshold with strong state dependence (You 2017).
"""

from povsim.rule import Draw, Household, Parameters, exp, log, parameter

phase = "production"
switch = "trap"


class Settings(Parameters):
    """The better technology: what must be sunk in it, and how its harvest grows."""

    trap: bool = parameter(False, "switch", source="assumed; a structural uncertainty: run both")
    sunk: float = parameter(
        15_000.0, "yuan of capital, 2015", low=100, high=1e6, plausible=(5_000, 40_000),
        source="assumed; a barn, a pump or a greenhouse comes before its first yield",
    )
    steepness: float = parameter(
        0.35, "log a log", low=0, high=2, plausible=(0.1, 0.6),
        source="assumed; added to the elasticity of capital beyond the threshold",
    )


def step(h: Household, s: Settings, draw: Draw) -> None:
    """Farm with the better technology where that yields more, which is from twice the sunk capital."""
    sunk = s.sunk * h.village.county.province.farm_index
    free = max(h.capital - sunk, 1.0)
    h.harvest = h.harvest * max(1.0, exp(s.steepness * (log(free) - log(max(sunk, 1.0)))))
