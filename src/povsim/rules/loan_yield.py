"""What animals and tools bought with a bank loan earn.  贷款经营收益

S10 of the model: part of the farm's income, with the farm's luck of the year.
"""

from povsim.rule import Draw, Household, Parameters, exp, parameter

phase = "production"


class Settings(Parameters):
    """Yield of borrowed capital."""

    gain: float = parameter(
        0.10, "net income a yuan and year", low=0, high=1, plausible=(0.05, 0.16),
        source="assumed; below the .145 to .186 of small grants in the Qinghai plan, because a larger sum earns less a yuan",
    )


def step(h: Household, s: Settings, draw: Draw) -> None:
    """Earn with it, unless a disaster takes the year's product."""
    luck = exp(h.farm_shock) * (1.0 - h.village.disaster_loss)
    h.farm_income += s.gain * h.loan_capital * luck if h.labour > 0.0 else 0.0
