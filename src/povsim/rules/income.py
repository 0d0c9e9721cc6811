"""All net income of the household in the year, before what neighbours give.  家庭纯收入"""

from povsim.rule import Draw, Household, Parameters

phase = "loans"


def step(h: Household, s: Parameters, draw: Draw) -> None:
    """Add up the sources."""
    own = h.wages + h.farm_income + h.herd_income + h.natural_income + h.business_income
    public = h.pension_fen / 100.0 + h.base_transfer_fen / 100.0 + h.disability_aid_fen / 100.0 + h.indemnity_fen / 100.0
    h.total_income = own + h.dividend_income + public + h.programme_income
