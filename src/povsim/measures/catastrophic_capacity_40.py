"""Share of households that paid more than 40 % of their capacity for care (Xu et al. 2003).  灾难性卫生支出（支付能力40%）"""

from povsim.rule import Household, Parameters

unit = "share of households"
THRESHOLD = 0.4


def count(h: Household, s: Parameters) -> float:
    """What this household adds."""
    return 1.0 if h.care_share > THRESHOLD else 0.0


def per(h: Household, s: Parameters) -> float:
    """What it is divided by."""
    return 1.0
