"""Persons the register counts as poor: registered, or registered again, and not exited.  未脱贫人口"""

from povsim.rule import RE_REGISTERED, REGISTERED, Household, Parameters

unit = "persons"


def count(h: Household, s: Parameters) -> float:
    """What this household adds."""
    return h.members if h.status in (REGISTERED, RE_REGISTERED) else 0.0
