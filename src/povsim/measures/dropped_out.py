"""Children of compulsory age out of school.  义务教育阶段失学儿童"""

from povsim.rule import Household, Parameters

unit = "persons"


def count(h: Household, s: Parameters) -> float:
    """What this household adds."""
    return h.dropped_out
