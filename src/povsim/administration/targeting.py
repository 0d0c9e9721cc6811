"""Whom help reaches: coverage, leakage, concentration, and whether it answers the cause.  瞄准精度

Coverage and leakage after Cornia & Stewart (1993), the share of the poorest after Coady, Grosh & Hoddinott (2004), the
difference of two coverages after Ravallion (2009). All count persons but where the name says money.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
Numbers = NDArray[np.generic]

POOREST = 0.4
"""The share of persons that counts as the poorest."""
DEEP, CLEARLY_ABOVE = 0.7, 1.5
"""Of the line: who is deeply poor, and who is clearly not poor."""


@dataclass(frozen=True)
class Ground:
    """Everybody before the help: income in lines, persons, and the middle of a household among persons from the poorest."""

    income: Floats
    persons: Floats
    rank: Floats


def ground(income: Floats, line: float, persons: Floats, order: Whole) -> Ground:
    """The ground of a year; `order` sorts incomes: (households,) each."""
    rank, held = np.empty(len(order)), persons[order]
    rank[order] = (np.cumsum(held) - 0.5 * held) / max(float(persons.sum()), 1.0)
    return Ground(income / line, persons, rank)


def reach(on: Ground, rows: Whole, paid: Floats) -> dict[str, float]:
    """How help finds the poor; `rows` (recipients,) were paid `paid` (recipients,) each."""
    income, persons, money = on.income[rows], on.persons[rows], float(paid.sum())
    whole, poor = float(persons.sum()), income < 1.0
    all_poor, all_deep = float(on.persons[on.income < 1.0].sum()), float(on.persons[on.income < DEEP].sum())
    others, far = float(on.persons.sum()) - all_poor, income > CLEARLY_ABOVE
    return {
        "coverage_true": _share(persons[poor].sum(), all_poor),
        "coverage_others_true": _share(persons[~poor].sum(), others),
        "leakage_true": _share(persons[~poor].sum(), whole),
        "leakage_fen_true": _share(paid[~poor].sum(), money),
        "missed_deeply_true": 1.0 - _share(persons[income < DEEP].sum(), all_deep) if all_deep else 0.0,
        "reached_above_true": _share(persons[far].sum(), whole),
        "poorest_true": _share(paid[on.rank[rows] < POOREST].sum(), money) / POOREST,
        "concentration_true": 2.0 * _share((paid * on.rank[rows]).sum(), money) - 1.0 if money else 0.0,
    }


def first_choice(answers: Whole, main: Whole, paid: Floats) -> float:
    """The share of money whose programme is the first choice (2) against the main cause of each recipient."""
    return _share(paid[np.append(answers, 0)[main] == 2].sum(), float(paid.sum()))


def _share(part: float | np.floating, whole: float) -> float:
    return float(part) / whole if whole else 0.0
