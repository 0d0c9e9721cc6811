"""Bank loans of households that were lost this year, a person of the whole place.  当年贷款损失（人均）"""

from povsim.rule import Household, Parameters

unit = "yuan a person"


def count(h: Household, s: Parameters) -> float:
    """What this household adds."""
    return h.loan_lost


def per(h: Household, s: Parameters) -> float:
    """Persons."""
    return h.members
