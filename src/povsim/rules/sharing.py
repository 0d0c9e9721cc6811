"""Neighbours help one another: part of a household's own bad luck is borne by its village.  邻里互助

S09 of the model (Townsend 1994). What strikes the whole village cannot be shared in it: only the
difference from the village's mean is. What is given and what is received add up to nothing.
"""

from povsim.rule import Draw, Household, Parameters, parameter

phase = "consumption"


class Settings(Parameters):
    """How far luck is shared."""

    shared: float = parameter(
        0.1, "share", low=0, high=1, plausible=(0, 0.3),
        source="assumed; in south-west China the poorest bear .40 of a shock themselves after saving, loans and gifts together",
    )


def step(h: Household, s: Settings, draw: Draw) -> None:
    """Receive when worse off than the village, give when better off."""
    h.total_income += s.shared * (h.village.surprise - h.surprise)
