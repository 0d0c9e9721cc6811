"""Drug control: treatment and a way back to work for households that drugs have reached.  禁毒防艾

S29 of the model; minimal. Who is cured gets back the motivation that drugs took (rule `drugs`). Affected households are known
to the police, so that officials need not guess.
"""

from povsim.rule import Draw, Household, Parameters, flag, parameter, uniform

columns = (flag("household.on_drugs", "1 where a member takes drugs"),)


class Settings(Parameters):
    """What treatment costs and does."""

    regained: float = parameter(
        0.3, "share", low=0, high=0.8, plausible=(0.1, 0.5),
        source="assumed; motivation that comes back, on the scale from .2 to 1",
    )
    treatment: float = parameter(
        3_000.0, "yuan a household and year", low=100, high=50_000, plausible=(1_000, 10_000), source="assumed; a year in care",
    )
    cured: float = parameter(0.4, "share", low=0, high=1, plausible=(0.2, 0.6), source="assumed; of treated households in a year")


def eligible(h: Household, s: Settings) -> bool:
    """A household that drugs have reached."""
    return h.on_drugs == 1


def need(h: Household, s: Settings) -> float:
    """How far the recorded income falls short of the line, as a share of it."""
    return 1.0 - h.recorded_income / h.village.county.province.exit_line


def cost(h: Household, s: Settings) -> float:
    """A year of treatment."""
    return s.treatment


def deliver(h: Household, s: Settings, draw: Draw) -> None:
    """Be cured, or not yet."""
    if uniform(draw, 0) < s.cured:
        h.on_drugs = 0
        h.effort += s.regained
