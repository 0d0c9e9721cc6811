"""Share of persons the register counts as poor.  登记贫困发生率"""

from povsim.rule import RE_REGISTERED, REGISTERED, Household, Parameters

unit = "share of persons"


def count(h: Household, s: Parameters) -> float:
    """What this household adds."""
    return h.members if h.status in (REGISTERED, RE_REGISTERED) else 0.0


def per(h: Household, s: Parameters) -> float:
    """What it is divided by."""
    return h.members
