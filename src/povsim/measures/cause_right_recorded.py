"""Share of persons registered and not exited whose main cause stands rightly on the record.  主因记录准确率

A cause is looked at on registration and in the look-back; life goes on, and the record with it not.
"""

from povsim.rule import RE_REGISTERED, REGISTERED, Household, Parameters

unit = "share of persons"


def count(h: Household, s: Parameters) -> float:
    """What this household adds."""
    listed = h.status == REGISTERED or h.status == RE_REGISTERED
    return h.members if listed and h.recorded_cause == h.cause else 0.0


def per(h: Household, s: Parameters) -> float:
    """What it is divided by."""
    listed = h.status == REGISTERED or h.status == RE_REGISTERED
    return h.members if listed else 0.0
