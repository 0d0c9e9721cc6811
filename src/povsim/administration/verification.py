"""Verification of exits by those who sign for them: how likely several layers together catch a wrong record.  3342责任签字

S23 of the model with item 44 of its corrections. Layers look at the same papers and hear the same stories: what one misses the
next is likely to miss too. One common normal factor stands for that; given the factor the layers judge by themselves.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from statistics import NormalDist

SIGNATORIES = {"village": 3, "town": 3, "county": 4, "city": 2}
"""Who answers with a signature for the truth of an exit: twelve persons in four layers."""
MOST = 0.95
"""No layer is surer than that, however intense."""
REACH, NODES = 8.5, 1_201
"""The factor is summed over so many even steps from -8.5 to 8.5: the trapezoid rule, to twelve digits."""
DIGITS = 12

NORMAL = NormalDist()


@lru_cache(maxsize=1_024)
def caught(chances: Sequence[float], correlation: float, intensity: float = 1.0) -> float:
    """The chance that at least one layer catches a wrong record; `chances` is a tuple of those of the layers alone.

    P = 1 - E[product over layers of (1 - Phi((Phi^-1(p) + sqrt(r) f) / sqrt(1 - r)))], f standard normal.
    """
    held = [max(0.0, min(MOST, chance * intensity)) for chance in chances]
    limits = [NORMAL.inv_cdf(each) for each in held if each > 0.0]
    step = 2.0 * REACH / (NODES - 1)
    factors = [step * node - REACH for node in range(NODES)]
    missed = math.fsum(step * NORMAL.pdf(factor) * _missed(limits, correlation, factor) for factor in factors)
    return round(min(1.0, max(0.0, 1.0 - missed)), DIGITS)


def _missed(limits: Sequence[float], correlation: float, factor: float) -> float:
    """The chance that every layer misses, given the common factor."""
    shared, own = math.sqrt(correlation) * factor, math.sqrt(1.0 - correlation)
    return math.prod(0.5 * math.erfc((limit + shared) / own / math.sqrt(2.0)) for limit in limits)
