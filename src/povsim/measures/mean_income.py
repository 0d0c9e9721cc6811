"""Mean registry net income.  人均纯收入（登记口径）"""

from povsim.rule import Household, Parameters

unit = "yuan a person"


def count(h: Household, s: Parameters) -> float:
    """What this household adds."""
    return h.members * h.income


def per(h: Household, s: Parameters) -> float:
    """What it is divided by."""
    return h.members
