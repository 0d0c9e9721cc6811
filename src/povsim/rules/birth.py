"""Births: by age of the mother and the children already there.  出生

S01 of the model: rates by age that add up to the total fertility rate.
"""

from povsim.rule import Draw, Parameters, Person, parameter, uniform

phase = "demography"


class Settings(Parameters):
    """Children a woman, spread over her ages."""

    fertility: float = parameter(
        1.8, "children a woman", low=0, high=8, plausible=(1.5, 2.4), source="assumed; rural west of China",
    )
    from_15: float = parameter(
        0.04, "share", low=0, high=1, plausible=(0.02, 0.07),
        source="assumed; share of births at 15-19, shape of rural rates 2010",
    )
    from_20: float = parameter(
        0.33, "share", low=0, high=1, plausible=(0.28, 0.38),
        source="assumed; share of births at 20-24, shape of rural rates 2010",
    )
    from_25: float = parameter(
        0.34, "share", low=0, high=1, plausible=(0.3, 0.38),
        source="assumed; share of births at 25-29, shape of rural rates 2010",
    )
    from_30: float = parameter(
        0.18, "share", low=0, high=1, plausible=(0.14, 0.22),
        source="assumed; share of births at 30-34, shape of rural rates 2010",
    )
    from_35: float = parameter(
        0.08, "share", low=0, high=1, plausible=(0.05, 0.11),
        source="assumed; share of births at 35-39, shape of rural rates 2010",
    )
    from_40: float = parameter(
        0.03, "share", low=0, high=1, plausible=(0.01, 0.05),
        source="assumed; share of births at 40-49, shape of rural rates 2010",
    )
    first: float = parameter(
        1.4, "factor", low=0, high=5, plausible=(1.1, 1.7),
        source="assumed; households without children have them sooner",
    )
    later: float = parameter(
        0.5, "factor", low=0, high=5, plausible=(0.3, 0.9), source="assumed; third and later children are fewer",
    )


def step(p: Person, s: Settings, draw: Draw) -> None:
    """Mark who bears a child this year."""
    alone = p.household.members < 2
    if p.female == 1 and 15 <= p.age < 50 and not alone:
        children = p.household.children
        parity = s.first if children == 0 else s.later
        factor = 1.0 if children == 1 else parity
        p.event += 1 if uniform(draw, 0) < s.fertility * rate(p.age, s) * factor else 0


def rate(age: float, s: Settings) -> float:
    """Share of all births that falls in this year of the mother's age."""
    if age < 25:
        return s.from_15 / 5.0 if age < 20 else s.from_20 / 5.0
    if age < 35:
        return s.from_25 / 5.0 if age < 30 else s.from_30 / 5.0
    return s.from_35 / 5.0 if age < 40 else s.from_40 / 10.0
