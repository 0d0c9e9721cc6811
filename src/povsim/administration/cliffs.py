"""Cliffs: how much support falls where a status ends, for households, villages and counties.  悬崖效应

S25 of the model. A cliff is what those just below a threshold get more than those just above it: two straight lines, fitted on
either side to what is near, and their distance at the threshold (local linear fit, triangular weights).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from povsim.population import Population

Floats = NDArray[np.float64]

WIDTHS = {"household": 0.25, "village": 0.05, "county": 0.05}
"""How far a fit looks: shares of the line for households, shares of persons for places."""


def cliff(running: Floats, benefit: Floats, width: float, weight: Floats | float = 1.0) -> float:
    """Benefit just below 0 less benefit just above it; NaN where a side has fewer than two places: shape (n,) each."""
    near = np.maximum(0.0, 1.0 - np.abs(running) / width) * weight
    below, above = (_at_zero(running[side], benefit[side], near[side]) for side in (running < 0.0, running >= 0.0))
    return below - above


def _at_zero(running: Floats, benefit: Floats, weight: Floats) -> float:
    """The height at 0 of the straight line through these points; their mean where they lie at one place."""
    used = weight > 0.0
    running, benefit, weight = running[used], benefit[used], weight[used]
    if len(running) < 2:
        return float("nan")
    whole = weight.sum()
    middle, mean = float((weight * running).sum() / whole), float((weight * benefit).sum() / whole)
    spread = float((weight * (running - middle) ** 2).sum())
    slope = float((weight * (running - middle) * benefit).sum() / spread) if spread > 0.0 else 0.0
    return mean - slope * middle


def support(population: Population) -> Floats:
    """Yuan of support of the year by household: cash, dividends, and what lowered its bills, shape (households,)."""
    home = population.household
    made: Floats = home.programme_income + home.dividend_income + home.aid + home.school_aid.astype(np.float64)
    return made


def cliffs(population: Population) -> dict[str, float]:
    """Yuan a household and year at the three thresholds, by the record of the year.

    Households: recorded income at the line. Villages on the list and counties: recorded poverty at the limit of exit.
    """
    home, village, county, province = (population[level] for level in ("household", "village", "county", "province"))
    given, limit = support(population), float(province.most_poor[0])
    short = home.recorded_income.astype(np.float64) / float(province.exit_line[0]) - 1.0
    homes = np.maximum(np.bincount(home.parent, minlength=village.size), 1).astype(np.float64)
    of_village = np.bincount(home.parent, weights=given, minlength=village.size)
    of_county = np.bincount(village.parent, weights=of_village, minlength=county.size)
    listed = (village.out == 1) | (village.due == 1)
    poor = [limit - each.recorded_poor / np.maximum(each.persons, 1) for each in (village, county)]
    return {
        "household": cliff(short, given, WIDTHS["household"]),
        "village": cliff(poor[0][listed], (of_village / homes)[listed], WIDTHS["village"], homes[listed]),
        "county": cliff(poor[1], of_county / np.maximum(county.households, 1), WIDTHS["county"], county.households),
    }
