"""Households on the register with support, exited or not.  建档立卡户（享受政策）"""

from povsim.rule import EXITED, RE_REGISTERED, REGISTERED, Household, Parameters

unit = "households"


def count(h: Household, s: Parameters) -> float:
    """What this household adds."""
    return 1.0 if h.status in (REGISTERED, RE_REGISTERED) or (h.status == EXITED and h.support_until >= s.year) else 0.0
