"""Whom help reaches: coverage, leakage, concentration, and whether it answers the cause.  瞄准精度

Coverage and leakage after Cornia & Stewart (1993), the share of the poorest after Coady, Grosh & Hoddinott (2004), the
difference of two coverages after Ravallion (2009). All count persons but where the name says money.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

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


def ground(parts: Iterable[tuple[Floats, NDArray[Any]]]) -> Ground:
    """The ground of a year: everybody's incomes in lines and persons, part by part. Who is of one class has one rank."""
    held = np.zeros(FINEST * TOP + 1)
    for income, persons in parts:
        held += np.bincount(_classes(income), weights=persons, minlength=len(held))
    rank = (np.cumsum(held) - 0.5 * held) / max(float(held.sum()), 1.0)
    poor = float(held[:FINEST].sum())
    return Ground(poor, float(held[: round(DEEP * FINEST)].sum()), float(held.sum()) - poor, rank)


def _classes(income: Floats) -> Whole:
    """Classes of income of a thousandth of a line; those without income are one class, and the richest are."""
    scaled = np.clip(income, 0.0, TOP)
    scaled *= FINEST
    made: Whole = scaled.astype(np.int64)
    return made


class Recipients(NamedTuple):
    """Whom help may reach, (recipients,) each: persons, rank before the help, and a code of where the income lies.

    The code is twice the number of bounds reached (deeply poor, the line, clearly above), and one more among the poorest.
    """

    persons: Floats
    rank: Floats
    code: Whole

    def some(self, rows: Whole) -> Recipients:
        """These recipients alone."""
        return Recipients(self.persons.take(rows), self.rank.take(rows), self.code.take(rows))


def recipients(on: Ground, income: Floats, persons: Floats) -> Recipients:
    """Where recipients stand: income in lines and persons of each, (recipients,)."""
    rank = on.rank[_classes(income)]
    bounds = (income >= DEEP).astype(np.int64) + (income >= 1.0) + (income > CLEARLY_ABOVE)
    return Recipients(persons, rank, 2 * bounds + (rank < POOREST))


def reach(on: Ground, whom: Recipients, paid: Floats) -> dict[str, float]:
    """How help finds the poor: the recipients and the money of each, (recipients,)."""
    persons, yuan = (np.bincount(whom.code, weights=each, minlength=8).reshape(4, 2) for each in (whom.persons, paid))
    (deep, near, above, far), whole, money = persons.sum(axis=1).tolist(), float(persons.sum()), float(yuan.sum())
    return {
        "coverage_true": _share(deep + near, on.poor),
        "coverage_others_true": _share(above + far, on.others),
        "leakage_true": _share(above + far, whole),
        "leakage_fen_true": _share(float(yuan[2:].sum()), money),
        "missed_deeply_true": 1.0 - _share(deep, on.deep) if on.deep else 0.0,
        "reached_above_true": _share(far, whole),
        "poorest_true": _share(float(yuan[:, 1].sum()), money) / POOREST,
        "concentration_true": 2.0 * _share(float((paid * whom.rank).sum()), money) - 1.0 if money else 0.0,
    }


def first_choice(answers: Whole, main: Whole, paid: Floats) -> float:
    """The share of money whose programme is the first choice (2) against the main cause of each recipient."""
    by_cause = np.bincount(main + np.int64(1), weights=paid, minlength=len(answers) + 1)
    return _share(float(by_cause[1:][answers == 2].sum()), float(by_cause.sum()))


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0
