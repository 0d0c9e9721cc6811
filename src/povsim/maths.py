"""Own mathematics: exp, log and square root with equal bits on every machine.

Scalars come from `formulas.py`; the `_array` twins run the same text on NumPy arrays.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path
from types import CodeType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from povsim import formulas

FORMULAS = Path(formulas.__file__)
Floats = NDArray[np.float64]


def formula_text() -> str:
    """The source text of the formulas."""
    return FORMULAS.read_text("utf-8")


def _array_formulas() -> dict[str, Any]:
    text = formula_text().replace("povsim.primitives.scalar", "povsim.primitives.array")
    code: CodeType = compile(text, str(FORMULAS), "exec")
    namespace: dict[str, Any] = {"__name__": "povsim.formulas_of_arrays"}
    exec(code, namespace)
    return namespace


ARRAY = _array_formulas()
"""Every formula by name, for arrays."""


def exp(x: float) -> float:
    """e to the power of x; x is held to [-700, 700]."""
    value: float = formulas.exp(x)
    return value


def log(x: float) -> float:
    """The natural logarithm; x is held to [1e-300, 1e300]."""
    value: float = formulas.log(x)
    return value


def sqrt(x: float) -> float:
    """The square root; of a negative number, 0."""
    value: float = formulas.sqrt(x)
    return value


def whole(x: float) -> float:
    """The number cut towards zero, as every driver understands `int(x)`; what is no number becomes 0."""
    if not abs(x) >= 1.0:
        return 0.0
    return float(math.trunc(x)) if math.isfinite(x) else x


PART = 8_192
"""Formulas run down long arrays in parts of so many elements, whose steps stay in cache."""


def in_parts(formula: Callable[[NDArray[Any]], Floats], values: NDArray[Any]) -> Floats:
    """A formula over an array, part by part: the same numbers, several times faster where the array is long."""
    if values.size <= PART:
        return formula(values)
    flat, made = values.ravel(), np.empty(values.shape, np.float64)
    for start in range(0, values.size, PART):
        made.ravel()[start : start + PART] = formula(flat[start : start + PART])
    return made


def _over_array(name: str) -> Callable[[Floats], Floats]:
    formula = ARRAY[name]

    def apply(x: Floats) -> Floats:
        """The formula, element by element: x (n,) -> (n,)."""
        return in_parts(formula, np.asarray(x, dtype=np.float64))

    return apply


exp_array = _over_array("exp")
log_array = _over_array("log")
sqrt_array = _over_array("sqrt")
quantile_array = _over_array("quantile")
