"""All that a plugin may import: `from povsim.rule import ...`."""

from __future__ import annotations

from typing import Any, TypeAlias

from povsim.columns import column, flag, flow, gather
from povsim.draws import Draw, normal, uniform
from povsim.levels import (
    CHILDLESS,
    CHRONIC,
    COLLEGE,
    COMPULSORY,
    ELDERS_ONLY,
    EXITED,
    FARM,
    HEALTHY,
    IDLE,
    LOCAL_WAGE,
    MIGRANT,
    NEVER,
    NO_SCHOOL,
    NUCLEAR,
    PRESCHOOL,
    PUBLIC_POST,
    RE_REGISTERED,
    REGISTERED,
    REMOVED,
    RETURNED,
    SENIOR,
    SEVERE,
    THREE_GENERATIONS,
    UNASKED,
    UNWILLING,
    VOCATIONAL,
    WILLING,
)
from povsim.maths import exp, log, sqrt
from povsim.parameters import Parameters, parameter

Person: TypeAlias = Any
Household: TypeAlias = Any
Village: TypeAlias = Any
County: TypeAlias = Any
Province: TypeAlias = Any
"""Rows of a level: their attributes are the columns of `levels.py` and of plugins."""

__all__ = [
    "CHILDLESS",
    "CHRONIC",
    "COLLEGE",
    "COMPULSORY",
    "ELDERS_ONLY",
    "EXITED",
    "FARM",
    "HEALTHY",
    "IDLE",
    "LOCAL_WAGE",
    "MIGRANT",
    "NEVER",
    "NO_SCHOOL",
    "NUCLEAR",
    "PRESCHOOL",
    "PUBLIC_POST",
    "REGISTERED",
    "REMOVED",
    "RETURNED",
    "RE_REGISTERED",
    "SENIOR",
    "SEVERE",
    "THREE_GENERATIONS",
    "UNASKED",
    "UNWILLING",
    "VOCATIONAL",
    "WILLING",
    "County",
    "Draw",
    "Household",
    "Parameters",
    "Person",
    "Province",
    "Village",
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
