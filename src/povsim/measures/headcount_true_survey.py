"""Share of residents below the statistical line by the survey's disposable income.  住户调查口径贫困发生率"""

from povsim.rule import Household, Parameters

unit = "share of residents"


def count(h: Household, s: Parameters) -> float:
    """What this household adds."""
    return max(h.members - h.away, 1.0) if h.survey_income < h.village.county.province.line else 0.0


def per(h: Household, s: Parameters) -> float:
    """What it is divided by."""
    return max(h.members - h.away, 1.0)
