"""What care and school cost the household itself, after insurance, aid and waivers.  自付支出"""

from povsim.rule import Draw, Household, Parameters

phase = "consumption"


def step(h: Household, s: Parameters, draw: Draw) -> None:
    """Bills less what others paid of them."""
    h.out_of_pocket = max(0.0, h.bills - h.reimbursed_fen / 100.0 - h.aid)
    h.school_paid = max(0.0, h.school_costs - h.school_aid)
