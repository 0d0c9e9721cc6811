"""Share of households that paid more than 10 % of all they spent for care (SDG 3.8.2).  灾难性卫生支出（总支出10%）"""

from povsim.rule import Household, Parameters

unit = "share of households"
THRESHOLD = 0.1


def count(h: Household, s: Parameters) -> float:
    """What this household adds."""
    return 1.0 if h.out_of_pocket > THRESHOLD * (h.consumption + h.out_of_pocket + h.school_paid) else 0.0


def per(h: Household, s: Parameters) -> float:
    """What it is divided by."""
    return 1.0
