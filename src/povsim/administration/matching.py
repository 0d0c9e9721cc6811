"""The matching matrix: which programme answers which cause.  因人施策

2 is the first choice, 1 supports, 0 does not match. A page changes single entries under
`matching:`, cause by cause. An unmatched household is not shut out; it comes last.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int64]
Matrix = Mapping[str, Mapping[str, float]]

DEFAULT: Matrix = {
    "illness": {"employment": 1, "ecology": 1, "asset_income": 1, "medical": 2, "dibao": 1, "housing": 1},
    "disability": {"asset_income": 2, "medical": 1, "dibao": 2, "housing": 1},
    "education": {"industry": 1, "employment": 1, "ecology": 1, "education": 2, "microloan": 1},
    "disaster": {"industry": 1, "employment": 1, "relocation": 2, "dibao": 1, "housing": 1, "microloan": 1},
    "no_labour": {"asset_income": 2, "medical": 1, "dibao": 2, "housing": 1},
    "no_technology": {"industry": 2, "employment": 2, "literacy": 1, "firm_credit": 1, "microloan": 1},
    "no_capital": {"industry": 2, "employment": 1, "asset_income": 1, "firm_credit": 1, "microloan": 2},
    "no_land": {"industry": 1, "employment": 2, "relocation": 1, "ecology": 1, "asset_income": 1},
    "no_water": {"industry": 1, "employment": 2, "relocation": 1, "ecology": 1, "asset_income": 1},
    "poor_transport": {"industry": 1, "employment": 1, "relocation": 2},
    "weak_motivation": {"industry": 1, "employment": 2, "ecology": 1, "motivation": 2, "drug_control": 1},
    "marriage": {"industry": 1, "employment": 1, "asset_income": 1, "dibao": 1, "microloan": 1},
    "other": {"industry": 1, "employment": 1, "asset_income": 1, "dibao": 1, "microloan": 1},
}
"""What the county offices' matching tables have in common; sizes are judgement, not evidence."""


def row(matrix: Matrix, causes: Sequence[str], programme: str) -> Whole:
    """How a programme answers each active cause, the page's entry before the default: shape (causes,)."""
    standard = [DEFAULT.get(cause, {}).get(programme, 0) for cause in causes]
    own = [matrix.get(cause, {}).get(programme, usual) for cause, usual in zip(causes, standard, strict=True)]
    return np.array(own, dtype=np.int64)


def match(answers: Whole, main: Whole, bits: Whole) -> Whole:
    """How well a programme fits households: the main cause counts in full, further causes as support.

    `answers` (causes,) is a row of the matrix, `main` (rows,) the recorded main cause or -1,
    `bits` (rows,) all recorded causes.
    """
    supported = (np.int64(1) << np.flatnonzero(answers > 0)).sum()
    made: Whole = np.maximum(np.append(answers, 0)[main], bits & supported != 0)
    return made
