"""Too little capital: tools, barn and animals below those of the middle household.  缺资金

It has no event of its own: it is read off what the household owns.
"""

from povsim.rule import Household, Parameters, exp, log, parameter

usual_answer = True
"""What officials write who do not know the cause."""


class Settings(Parameters):
    """The capital of a middle household and what it adds to farming."""

    middle: float = parameter(
        12_000.0, "yuan, 2015", low=1, high=1e6,
        plausible=(6000, 24000), source="assumed; median of all rural households",
    )
    elasticity: float = parameter(
        0.15, "log a log", low=0, high=1,
        source="assumed; elasticity of farm output to capital, as in the rule farm",
    )
    credit: float = parameter(
        0.16, "a year", low=0, high=1,
        plausible=(0.05, 0.3),
        source="net income from a yuan of grant: .145 and .186 in 2011-15, Qinghai plan 1.2; taken for any capital",
    )


def present(h: Household, s: Settings) -> float:
    """What the capital of a middle household would add in yuan a year: the larger of two ways to reckon the same gain."""
    if h.capital >= s.middle or h.able == 0:
        return 0.0
    gain = exp(s.elasticity * (log(s.middle) - log(max(h.capital, 500.0)))) - 1.0
    return max(gain * max(h.farm_income, 0.0), s.credit * (s.middle - h.capital))
