"""A son's marriage: years of income in one feast, a house and a gift to the bride's family.  因婚

S29 of the model. The chance goes by age, as births do. What savings do not reach is borrowed from relatives, and is paid
back before the family can save or invest again.
"""

from povsim.rule import THREE_GENERATIONS, Draw, Household, Parameters, Person, column, flag, gather, parameter, uniform

columns = (
    flag("person.weds", "1 for a son who marries this year", yearly=True),
    gather("household.weddings", "sum", "person.weds", "sons who marry this year", dtype="int8", unit="persons", low=0, high=60),
    column("household.wedding_year", "int16", "year", "year of the latest wedding of a son; 0 = none", low=0, high=9999),
)


class Settings(Parameters):
    """When sons marry, and what it costs."""

    from_20: float = parameter(
        0.06, "a year", low=0, high=1, plausible=(0.03, 0.1), source="assumed; sons of 20 to 24 years with their parents",
    )
    from_25: float = parameter(
        0.10, "a year", low=0, high=1, plausible=(0.06, 0.15), source="assumed; sons of 25 to 29 years",
    )
    from_30: float = parameter(
        0.04, "a year", low=0, high=1, plausible=(0.02, 0.08), source="assumed; sons of 30 to 35 years; brides are few",
    )
    apart: int = parameter(
        2, "years", low=0, high=20, plausible=(1, 4), source="assumed; no family marries off another son within this time",
    )
    cost: float = parameter(
        60_000.0, "yuan, 2015", low=0, high=1e6, plausible=(20_000, 150_000),
        source="assumed; gift, feast and rooms; rises with pay",
    )
    ceiling: float = parameter(
        {2015: 1e6}, "yuan", low=0, high=1e6, plausible=(30_000, 1e6),
        source="assumed; village rules against costly weddings (移风易俗); 1,000,000 = no rule",
    )
    years: float = parameter(
        8.0, "years", low=1, high=30, plausible=(4, 12), source="assumed; time in which a wedding's debt is paid back",
    )


def strike(p: Person, s: Settings, draw: Draw) -> None:
    """Marry, as a son of 20 to 35 years in his parents' house; a couple between grandparents and children is one already."""
    son = p.female == 0 and 20 <= p.age <= 35 and p.household.settled > 0 and p.household.kind != THREE_GENERATIONS
    chance = s.from_20 if p.age < 25 else (s.from_25 if p.age < 30 else s.from_30)
    p.weds = 1 if son and s.year > p.household.wedding_year + s.apart and uniform(draw, 0) < chance else 0


def charge(h: Household, s: Settings, draw: Draw) -> None:
    """Pay for the wedding from savings, and borrow what they lack."""
    price = h.weddings * min(s.cost * h.village.county.province.wage_index, s.ceiling)
    loan = price - min(price, max(0.0, h.cash_before))
    h.outlays += price
    h.borrowing += loan
    h.debt += loan
    h.wedding_year = s.year if h.weddings > 0 else h.wedding_year


def present(h: Household, s: Settings) -> float:
    """A year's part of the debt that the wedding left, in yuan."""
    recent = h.wedding_year > 0 and s.year < h.wedding_year + s.years
    owed = min(h.debt, min(s.cost * h.village.county.province.wage_index, s.ceiling))
    return owed / s.years if recent else 0.0
