"""Medical aid: the layers after basic and critical-illness insurance.  医疗救助脱贫一批

S03 of the model. What each patient is promised is in the rule `reimbursement`; this programme pays it for
bills of this year, from an envelope that the county planned last year. Care outside hospital is not covered.
"""

from povsim.rule import Draw, Household, Parameters

payment = "transfer"
retention = "yearly"


def eligible(h: Household, s: Parameters) -> bool:
    """A household with patients whom assistance should help."""
    return h.entitled > 0.0


def need(h: Household, s: Parameters) -> float:
    """What assistance should pay, beside the recorded income."""
    return h.entitled / max(h.recorded_income * h.members, 500.0)


def claim(h: Household, s: Parameters) -> float:
    """What the rules promise the household's patients."""
    return h.entitled


def deliver(h: Household, s: Parameters, draw: Draw) -> None:
    """Lower this year's bill."""
    h.aid += h.medical_fen / 100.0
