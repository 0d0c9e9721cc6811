"""Medical aid: the third layer, after basic and critical-illness insurance.  医疗救助脱贫一批

S03 of the model with item 14 of its corrections. It pays bills of this year, from an envelope
that the county planned last year.
"""

from povsim.rule import EXITED, RE_REGISTERED, REGISTERED, Draw, Household, Parameters, parameter

payment = "transfer"


class Settings(Parameters):
    """What assistance pays of what insurance left."""

    eligible_share: float = parameter(
        {2015: 0.85, 2017: 0.92}, "share of a bill", low=0, high=1, source="assumed; costs in the catalogue, .75-.95",
    )
    share: float = parameter(
        {2015: 0.2, 2017: 0.7}, "share", low=0, high=1,
        source="fits self-paid shares of 43 % (2016) and 12 % (2018) of poor patients; policy input",
    )
    most: float = parameter(
        20_000.0, "yuan a household", low=0, high=500_000, source="order of county ceilings of medical assistance, 10,000-50,000",
    )


def eligible(h: Household, s: Settings) -> bool:
    """A supported household with a bill."""
    supported = h.status in (REGISTERED, RE_REGISTERED) or (h.status == EXITED and h.support_until >= s.year)
    return supported and h.bills > 0.0


def need(h: Household, s: Settings) -> float:
    """What insurance left to pay, beside the recorded income."""
    return (h.bills - h.reimbursed_fen / 100.0) / max(h.recorded_income * h.members, 500.0)


def claim(h: Household, s: Settings) -> float:
    """A share of the counted costs that insurance left, up to a ceiling."""
    return min(s.most, s.share * max(0.0, s.eligible_share * h.bills - h.reimbursed_fen / 100.0))


def deliver(h: Household, s: Settings, draw: Draw) -> None:
    """Lower this year's bill."""
    h.aid += h.medical_fen / 100.0
