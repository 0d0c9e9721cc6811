"""Mean income from public transfers outside the programmes.  政策性补贴"""

from povsim.rule import Household, Parameters

unit = "yuan a person"


def count(h: Household, s: Parameters) -> float:
    """What this household adds."""
    return h.base_transfer_fen / 100.0 + h.disability_aid_fen / 100.0 + h.indemnity_fen / 100.0


def per(h: Household, s: Parameters) -> float:
    """What it is divided by."""
    return h.members
