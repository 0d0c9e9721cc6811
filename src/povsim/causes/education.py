"""School costs: board, books and fees, the more the further the children go.  因学

S05 of the model. Who is in school is decided by the rule `school`. Within a few years school is mostly a cost; its
gain comes after it.
"""

from povsim.rule import (
    COLLEGE,
    COMPULSORY,
    PRESCHOOL,
    SENIOR,
    VOCATIONAL,
    Draw,
    Household,
    Parameters,
    among,
    exp,
    gather,
    parameter,
)

columns = (
    gather(
        "household.preschoolers", "count", "person.school", "members at preschool",
        dtype="int8", unit="persons", low=0, high=60, where=among("person.school", PRESCHOOL, PRESCHOOL),
    ),
    gather(
        "household.pupils", "count", "person.school", "members in the nine years",
        dtype="int8", unit="persons", low=0, high=60, where=among("person.school", COMPULSORY, COMPULSORY),
    ),
    gather(
        "household.seniors", "count", "person.school", "members at senior school",
        dtype="int8", unit="persons", low=0, high=60, where=among("person.school", SENIOR, SENIOR),
    ),
    gather(
        "household.apprentices", "count", "person.school", "members at vocational school",
        dtype="int8", unit="persons", low=0, high=60, where=among("person.school", VOCATIONAL, VOCATIONAL),
    ),
    gather(
        "household.collegians", "count", "person.school", "members at college",
        dtype="int8", unit="persons", low=0, high=60, where=among("person.school", COLLEGE, COLLEGE),
    ),
)


class Settings(Parameters):
    """Costs by stage."""

    cost_preschool: float = parameter(
        1_200.0, "yuan a year, 2015", low=0, high=1e5, plausible=(720, 1_680), source="assumed; fees and lunch",
    )
    cost_compulsory: float = parameter(
        700.0, "yuan a year, 2015", low=0, high=1e5, plausible=(420, 980), source="assumed; board and books",
    )
    cost_senior: float = parameter(
        4_500.0, "yuan a year, 2015", low=0, high=1e5, plausible=(2_700, 6_300), source="assumed; fees and board",
    )
    cost_vocational: float = parameter(
        2_500.0, "yuan a year, 2015", low=0, high=1e5, plausible=(1_500, 3_500), source="assumed; no fees, board only",
    )
    cost_college: float = parameter(
        12_000.0, "yuan a year, 2015", low=0, high=1e5, plausible=(7_200, 16_800), source="assumed; fees, dormitory and food",
    )
    cost_growth: float = parameter(
        0.03, "a year", low=-0.1, high=0.2, plausible=(0.01, 0.05), source="assumed; fees are held, board follows prices",
    )


def strike(h: Household, s: Settings, draw: Draw) -> None:
    """Pay for the year of school that begins, 2015 prices with growth."""
    early = s.cost_preschool * h.preschoolers + s.cost_compulsory * h.pupils
    late = s.cost_senior * h.seniors + s.cost_vocational * h.apprentices + s.cost_college * h.collegians
    h.school_costs += (early + late) * exp(s.cost_growth * (s.year - 2015.0))


def present(h: Household, s: Settings) -> float:
    """What the household itself pays for school, in yuan a year."""
    return h.school_paid if h.students > 0 else 0.0
