"""Disability: lasting, and the less of a day's work is left the more severe it is.  因残

S04 of the model. It comes with age, or as what a severe illness leaves behind.
"""

from povsim.rule import Draw, Household, Parameters, Person, exp, parameter, uniform


class Settings(Parameters):
    """How often disability begins, and what it costs the household."""

    chance_at_40: float = parameter(
        0.0008, "a year", low=0, high=0.02, plausible=(0.0004, 0.0016),
        source="assumed; with the slope gives the .063 of all persons in 2006",
    )
    slope: float = parameter(
        0.04, "log a year of age", low=0, high=0.2, plausible=(0.03, 0.06),
        source="assumed; disability doubles every 17 years of age",
    )
    severe: float = parameter(
        0.3, "share of new cases", low=0, high=1, plausible=(0.2, 0.4),
        source="assumed; about a third of certificates are grades 1 and 2",
    )
    care_cost: float = parameter(
        400.0, "yuan a disabled member, 2015", low=0, high=1e5, plausible=(0, 1_500),
        source="assumed; aids and care in a year",
    )
    labour_value: float = parameter(
        6_000.0, "yuan an able adult, 2015", low=0, high=1e5, plausible=(4_000, 9_000),
        source="assumed; yearly earnings of an able adult in a poor county",
    )


def strike(p: Person, s: Settings, draw: Draw) -> None:
    """Become disabled by age and work, or after this year's severe illness."""
    chance = s.chance_at_40 * exp(s.slope * (p.age - 40.0))
    if p.event >= 4 or uniform(draw, 0) < chance:
        grade = 2 if uniform(draw, 1) < s.severe else 1
        p.disability = max(p.disability, grade)


def present(h: Household, s: Settings) -> float:
    """Work that disability took and the cost of care, in yuan a year."""
    if h.disabled == 0:
        return 0.0
    pay = s.labour_value * h.village.county.province.wage_index
    return 0.01 * h.labour_lost_disability * pay + h.disabled * s.care_cost * h.village.county.province.medical_index
