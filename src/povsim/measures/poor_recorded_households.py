"""Households the register counts as poor.  未脱贫户"""

from povsim.rule import RE_REGISTERED, REGISTERED, Household, Parameters

unit = "households"


def count(h: Household, s: Parameters) -> float:
    """What this household adds."""
    return 1.0 if h.status in (REGISTERED, RE_REGISTERED) else 0.0
