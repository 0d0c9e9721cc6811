"""Division of the family: the young found a household of their own, or the old are put down as one.  分户

S01 of the model. Who leaves is marked by the rule `departure`. Elders who live on a pension and a little land stay below the
line by themselves; a household entry of their own (老人单独立户) opens the register and dibao to them.
"""

from povsim.rule import Draw, Household, Parameters, parameter, uniform

phase = "demography"


class Settings(Parameters):
    """How often families divide."""

    chance: float = parameter(
        0.05, "a year", low=0, high=0.5, plausible=(0.02, 0.1), source="assumed; families with grown children",
    )
    stay: float = parameter(
        2.0, "persons", low=1, high=5, plausible=(1, 2), source="assumed; two parents of 40 or more stay behind",
    )
    least: float = parameter(
        4.0, "persons", low=2, high=10, plausible=(3, 5), source="assumed; smaller households seldom divide",
    )
    strategic: float = parameter(
        0.005, "a year", low=0, high=0.2, plausible=(0, 0.02),
        source="assumed; elders put down alone where that opens the register or dibao to them; 0 = never",
    )


def step(h: Household, s: Settings, draw: Draw) -> None:
    """Decide whether the young of this household, or its elders, become a household of their own this year."""
    u = uniform(draw, 0)
    young = h.young > 0 and h.settled >= s.stay and h.members >= s.least and u < s.chance
    elders = 0 < h.elders < h.members and h.dibao == 0 and h.veto == 0 and u >= 1.0 - s.strategic
    h.splits = 1 if young else (2 if elders else 0)
