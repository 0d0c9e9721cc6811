"""Medical aid: the third layer, after basic and critical-illness insurance.  医疗救助脱贫一批

S03 of the model with item 14 of its corrections. It pays bills of this year, from an envelope
that the county planned last year; care outside hospital is not covered.
"""

from povsim.rule import EXITED, RE_REGISTERED, REGISTERED, Draw, Household, Parameters, parameter

payment = "transfer"


class Settings(Parameters):
    """What assistance pays of what insurance left."""

    share: float = parameter(
        {2015: 0.2, 2017: 0.7}, "share", low=0, high=1,
        source="fits self-paid shares of 43 % (2016) and 12 % (2018) of poor patients; policy input",
    )
    most: float = parameter(
        20_000.0, "yuan a patient", low=0, high=500_000, source="order of county ceilings of medical assistance, 10,000-50,000",
    )


def eligible(h: Household, s: Settings) -> bool:
    """A supported household where insurance left counted hospital costs."""
    supported = h.status in (REGISTERED, RE_REGISTERED) or (h.status == EXITED and h.support_until >= s.year)
    return supported and h.uncovered > 0.0


def need(h: Household, s: Settings) -> float:
    """What insurance left to pay, beside the recorded income."""
    return h.uncovered / max(h.recorded_income * h.members, 500.0)


def claim(h: Household, s: Settings) -> float:
    """A share of the counted hospital costs that insurance left, up to a ceiling by patient."""
    return min(s.most * h.patients, s.share * h.uncovered)


def deliver(h: Household, s: Settings, draw: Draw) -> None:
    """Lower this year's bill."""
    h.aid += h.medical_fen / 100.0
