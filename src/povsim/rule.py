"""All that a plugin may import: `from povsim.rule import ...`."""

from __future__ import annotations

from typing import Any, TypeAlias

from povsim.columns import among, column, flag, flow, gather
from povsim.draws import Draw, normal, uniform
from povsim.levels import (
    CATTLE,
    CHILDLESS,
    CHRONIC,
    COLLEGE,
    COMPULSORY,
    DEAD,
    DEFAULTED,
    ELDERS_ONLY,
    EXITED,
    FARM,
    FORGONE,
    FRUIT,
    FUNGUS,
    HEALTHY,
    HERBS,
    IDLE,
    INDUSTRIES,
    LOCAL_WAGE,
    MIGRANT,
    NEVER,
    NO_SCHOOL,
    NUCLEAR,
    PIGS,
    POTATO,
    PRESCHOOL,
    PUBLIC_POST,
    RE_REGISTERED,
    REGISTERED,
    REMOVED,
    RETURNED,
    SENIOR,
    SEVERE,
    STAPLE,
    TEA,
    THREE_GENERATIONS,
    UNASKED,
    UNWILLING,
    VEGETABLES,
    VOCATIONAL,
    WILLING,
)
from povsim.maths import exp, log, sqrt
from povsim.parameters import Parameters, parameter

Person: TypeAlias = Any
Household: TypeAlias = Any
Village: TypeAlias = Any
Market: TypeAlias = Any
Firm: TypeAlias = Any
County: TypeAlias = Any
Province: TypeAlias = Any
"""Rows of a level: their attributes are the columns of `levels.py` and of plugins."""

__all__ = [
    "CATTLE",
    "CHILDLESS",
    "CHRONIC",
    "COLLEGE",
    "COMPULSORY",
    "DEAD",
    "DEFAULTED",
    "ELDERS_ONLY",
    "EXITED",
    "FARM",
    "FORGONE",
    "FRUIT",
    "FUNGUS",
    "HEALTHY",
    "HERBS",
    "IDLE",
    "INDUSTRIES",
    "LOCAL_WAGE",
    "MIGRANT",
    "NEVER",
    "NO_SCHOOL",
    "NUCLEAR",
    "PIGS",
    "POTATO",
    "PRESCHOOL",
    "PUBLIC_POST",
    "REGISTERED",
    "REMOVED",
    "RETURNED",
    "RE_REGISTERED",
    "SENIOR",
    "SEVERE",
    "STAPLE",
    "TEA",
    "THREE_GENERATIONS",
    "UNASKED",
    "UNWILLING",
    "VEGETABLES",
    "VOCATIONAL",
    "WILLING",
    "County",
    "Draw",
    "Firm",
    "Household",
    "Market",
    "Parameters",
    "Person",
    "Province",
    "Village",
    "among",
    "column",
    "exp",
    "flag",
    "flow",
    "gather",
    "log",
    "normal",
    "parameter",
    "sqrt",
    "uniform",
]
