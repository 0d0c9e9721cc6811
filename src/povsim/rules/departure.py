"""Who leaves when a family divides: the young and a couple's small children, or the elders.  分户人员

S01 of the model; that a family divides is decided by the rule `split`.
"""

from povsim.rule import Draw, Parameters, Person, parameter

phase = "demography"


class Settings(Parameters):
    """Which children go along."""

    small: float = parameter(
        8.0, "years", low=0, high=16, plausible=(5, 12), source="assumed; older children may be brothers and sisters",
    )


def step(p: Person, s: Settings, draw: Draw) -> None:
    """Mark who leaves this year."""
    small = p.age <= s.small and p.household.young >= 2
    young = p.household.splits == 1 and (20 <= p.age <= 35 or small)
    p.event += 2 if young or (p.household.splits == 2 and p.age >= 60) else 0
