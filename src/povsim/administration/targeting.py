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

POOREST = 0.4
"""The share of persons that counts as the poorest."""
DEEP, CLEARLY_ABOVE = 0.7, 1.5
"""Of the line: who is deeply poor, and who is clearly not poor."""
FINEST, TOP = 1_000, 30
"""So many classes of income a line, and lines from which on all are the richest."""


@dataclass(frozen=True)
class Ground:
    """Everybody before the help: persons below the line, deeply below it, and others; and persons poorer than each class."""

    poor: float
    deep: float
    others: float
    rank: Floats


def ground(income: Floats, persons: Floats) -> Ground:
    """The ground of a year; incomes in lines: (households,) each. Who is of one class of incomes has one rank."""
    held = np.bincount(_classes(income), weights=persons, minlength=FINEST * TOP + 1)
    rank = (np.cumsum(held) - 0.5 * held) / max(float(held.sum()), 1.0)
    poor = float(persons[income < 1.0].sum())
    return Ground(poor, float(persons[income < DEEP].sum()), float(held.sum()) - poor, rank)


def _classes(income: Floats) -> Whole:
    """Classes of income of a thousandth of a line; those without income are one class, and the richest are."""
    made: Whole = (np.clip(income, 0.0, TOP) * FINEST).astype(np.int64)
    return made


def reach(on: Ground, income: Floats, persons: Floats, paid: Floats) -> dict[str, float]:
    """How help finds the poor: income in lines, persons and money of each recipient, (recipients,)."""
    money, rank = float(paid.sum()), on.rank[_classes(income)]
    whole, poor, far = float(persons.sum()), income < 1.0, income > CLEARLY_ABOVE
    return {
        "coverage_true": _share(persons[poor].sum(), on.poor),
        "coverage_others_true": _share(persons[~poor].sum(), on.others),
        "leakage_true": _share(persons[~poor].sum(), whole),
        "leakage_fen_true": _share(paid[~poor].sum(), money),
        "missed_deeply_true": 1.0 - _share(persons[income < DEEP].sum(), on.deep) if on.deep else 0.0,
        "reached_above_true": _share(persons[far].sum(), whole),
        "poorest_true": _share(paid[rank < POOREST].sum(), money) / POOREST,
        "concentration_true": 2.0 * _share((paid * rank).sum(), money) - 1.0 if money else 0.0,
    }


def first_choice(answers: Whole, main: Whole, paid: Floats) -> float:
    """The share of money whose programme is the first choice (2) against the main cause of each recipient."""
    return _share(paid[np.append(answers, 0)[main] == 2].sum(), float(paid.sum()))


def _share(part: float | np.floating, whole: float) -> float:
    return float(part) / whole if whole else 0.0
