"""Mean disposable income as the survey counts it.  人均可支配收入（住户调查口径）"""

from povsim.rule import Household, Parameters

unit = "yuan a resident"


def count(h: Household, s: Parameters) -> float:
    """What this household adds."""
    return max(h.members - h.away, 1.0) * h.survey_income


def per(h: Household, s: Parameters) -> float:
    """What it is divided by."""
    return max(h.members - h.away, 1.0)
