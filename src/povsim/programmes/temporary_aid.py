"""Temporary aid: cash in the year itself for a household that illness or disaster strikes suddenly.  临时救助

S22 of the model; the plans of Qinghai and Honghe name it without a figure. It pays for bills that neither insurance nor
assistance covers and for harvests lost, beyond what the household can bear and up to a ceiling, from an envelope planned last
year. It is the first answer to a fall: who was reached in time is not put on record as fallen back.
"""

from povsim.rule import Draw, Household, Parameters, parameter

payment = "transfer"
ranking = "need"


class Settings(Parameters):
    """Whom it reaches, and with how much."""

    means: float = parameter(
        1.5, "of the line", low=0, high=10, plausible=(1, 2), source="assumed; recorded income up to which a household may claim",
    )
    lag: int = parameter(
        0, "years", low=0, high=1,
        source="assumed; 0 = whoever is noticed is helped within the year, 1 = only who was on the watch list before it",
    )
    borne: float = parameter(
        0.3, "of the line a member", low=0, high=5, plausible=(0.1, 0.6), source="assumed; loss that a household can bear itself",
    )
    paid: float = parameter(
        0.6, "share of the rest", low=0, high=1, plausible=(0.3, 0.8), source="assumed; county rules pay a part of the hardship",
    )
    most: float = parameter(
        0.5, "of the line a member", low=0, high=5, plausible=(0.25, 1),
        source="assumed; county rules pay up to six or twelve months of dibao",
    )
    least: float = parameter(
        300.0, "yuan a household", low=0, high=10_000, plausible=(100, 1_000), source="assumed; smaller claims are not made",
    )


def eligible(h: Household, s: Settings) -> bool:
    """A household of little income with a claim, which officials notice in time."""
    known = h.watched > 0 or (s.lag == 0 and h.alert > 0)
    low = h.recorded_income < s.means * h.village.county.province.exit_line
    return known and low and h.veto_seen == 0 and claim(h, s) >= s.least


def need(h: Household, s: Settings) -> float:
    """Loss beside the recorded income."""
    return loss(h) / max(h.recorded_income * h.members, 500.0)


def claim(h: Household, s: Settings) -> float:
    """A part of the loss beyond what the household can bear, up to the ceiling."""
    line = h.village.county.province.exit_line * h.members
    return min(s.most * line, s.paid * max(0.0, loss(h) - s.borne * line))


def deliver(h: Household, s: Settings, draw: Draw) -> None:
    """Pay in the year itself."""
    h.programme_income += h.temporary_aid_fen / 100.0
    h.alert = 3


def loss(h: Household) -> float:
    """What illness and disaster cost this year, after insurance and the assistance that the rules promise."""
    return max(0.0, h.bills - h.reimbursed_fen / 100.0 - h.entitled) + h.disaster_cost
