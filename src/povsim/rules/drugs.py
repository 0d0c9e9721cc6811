"""Drugs reach a household, and take motivation and labour.  毒品

S29 of the model, off unless a page switches it on: a place-bound burden that one plan names. The way out is the programme
`drug_control`.
"""

from povsim.rule import Draw, Household, Parameters, flag, parameter, uniform

phase = "health"
switch = "present"

columns = (flag("household.on_drugs", "1 where a member takes drugs"),)


class Settings(Parameters):
    """How often drugs reach a household, and what they do."""

    present: bool = parameter(False, "switch", source="assumed; a burden of border places; off elsewhere")
    onset: float = parameter(
        0.001, "a year", low=0, high=0.2, plausible=(0.0002, 0.005), source="assumed; named in one plan, size a guess",
    )
    harm: float = parameter(
        0.3, "share", low=0, high=0.8, plausible=(0.1, 0.5), source="assumed; of motivation, on the scale from .2 to 1",
    )


def step(h: Household, s: Settings, draw: Draw) -> None:
    """Reach a household that has somebody to lose."""
    if h.on_drugs == 0 and h.able > 0 and uniform(draw, 0) < s.onset:
        h.on_drugs = 1
        h.effort -= s.harm
