"""What care and school cost the household itself, after insurance, aid and waivers.  自付支出"""

from povsim.rule import Draw, Household, Parameters

phase = "transfers"


def step(h: Household, s: Parameters, draw: Draw) -> None:
    """Bills less what others paid of them; a stipend beyond the year's cost of school is income."""
    h.out_of_pocket = max(0.0, h.bills + h.outpatient - h.reimbursed_fen / 100.0 - h.aid)
    h.school_paid = max(0.0, h.school_costs - h.school_aid)
    h.programme_income += max(0.0, h.school_aid - h.school_costs)
