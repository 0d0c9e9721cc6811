"""Border: a subsidy for households that live on the border.  边民补助

S29 of the model. Which villages lie on the border stands in no document: the farthest do. The subsidy goes to every household
of them, poor or not.
"""

from povsim.rule import Draw, Household, Parameters, parameter

payment = "transfer"


class Settings(Parameters):
    """Who lives on the border, and what the subsidy is."""

    far: float = parameter(
        0.85, "remoteness", low=0, high=1, plausible=(0.7, 0.95), source="assumed; villages from here on lie on the border",
    )
    subsidy: float = parameter(
        2_500.0, "yuan a household and year", low=100, high=20_000, plausible=(1_000, 4_000),
        source="assumed; order of the border residents' subsidy in Yunnan",
    )


def eligible(h: Household, s: Settings) -> bool:
    """Lives in a village on the border."""
    return h.village.remoteness >= s.far


def need(h: Household, s: Settings) -> float:
    """The farthest first."""
    return h.village.remoteness


def cost(h: Household, s: Settings) -> float:
    """A year's subsidy."""
    return s.subsidy


def deliver(h: Household, s: Settings, draw: Draw) -> None:
    """Pay the subsidy."""
    h.programme_income += h.border_fen / 100.0
