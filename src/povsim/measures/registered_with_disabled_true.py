"""Share of households registered and not exited with a disabled member.  在册残疾人户占比

A household may have a disabled member and another main cause.
"""

from povsim.rule import RE_REGISTERED, REGISTERED, Household, Parameters

unit = "share of households"


def count(h: Household, s: Parameters) -> float:
    """What this household adds."""
    listed = h.status == REGISTERED or h.status == RE_REGISTERED
    return 1.0 if listed and h.disabled > 0 else 0.0


def per(h: Household, s: Parameters) -> float:
    """What it is divided by."""
    listed = h.status == REGISTERED or h.status == RE_REGISTERED
    return 1.0 if listed else 0.0
