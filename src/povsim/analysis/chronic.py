"""Chronic and transient poverty over the years of runs: by years in poverty, by mean income, and by the gap of mean income.

Only households that are there in every year count. Income is a share of the line of its year. With one run the interval comes
from the differences between villages, with several from those between runs, too, for all of them may hold the same households.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from povsim.analysis.ratios import Estimate, pooled
from povsim.analysis.vulnerability import CLASSES, kinds, parts
from povsim.history import Table
from povsim.tables import RECORD, TRUTH

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
SPELLS, MEAN, GAP = "years_poor", "mean_income", "squared_gap"
"""Approaches: how many years in poverty (spells); those and mean income (Hulme and Shepherd 2003); the squared gap and that of
mean income (Jalan and Ravallion 1998)."""
YEARS = ("always", "most", "some", "never")
"""Poor in every year; in half of them or more; in fewer; in none."""
GAPS = ("total", "chronic", "transient", "chronic_share")
LISTED = ("registered", "registered_again")
"""Who is poor on the record: registered and not exited."""
Key = tuple[str, str, str]
"""Basis, approach and kind."""


@dataclass(frozen=True)
class Panel:
    """Households of a run: true income by the line, whether poor on the record, (households, years); mean members, village."""

    income: Floats
    listed: Flags
    members: Floats
    village: NDArray[np.uint64]


def panel(households: Table, yearly: Table) -> Panel | None:
    """The households that a run has kept in every year; None where it has none, or no line."""
    if "line" not in yearly or not len(households["year"]):
        return None
    years, when = np.unique(households["year"], return_inverse=True)
    _, which, seen = np.unique(households["household_id"], return_inverse=True, return_counts=True)
    whole = np.flatnonzero(seen[which] == len(years))
    rows = whole[np.lexsort((when[whole], which[whole]))].reshape(-1, len(years))
    line = dict(zip(yearly["year"].tolist(), yearly["line"].tolist(), strict=True))
    return Panel(
        households["income_yuan"][rows] / np.array([line[year] for year in years.tolist()]),
        np.isin(households["status"].astype(str), LISTED)[rows],
        households["members"][rows].mean(axis=1), households["village_id"][rows[:, 0]],
    ) if len(rows) else None


def found(who: Panel) -> dict[Key, tuple[Floats | Flags, Floats | Flags]]:
    """Of every household what is added up, and by what that is divided."""
    everybody = np.ones(len(who.members), bool)
    made: dict[Key, tuple[Floats | Flags, Floats | Flags]] = {}
    for basis, poor in ((TRUTH, who.income < 1.0), (RECORD, who.listed)):
        share = poor.mean(axis=1)
        kind = np.select([share == 1.0, share >= 0.5, share > 0.0], YEARS[:3], YEARS[3])
        made |= {(basis, SPELLS, name): (kind == name, everybody) for name in YEARS}
    words = kinds(who.income, 1.0)
    made |= {(TRUTH, MEAN, name): (np.asarray(words == name), everybody) for name in CLASSES}
    gap = parts(who.income, 1.0)
    made |= {(TRUTH, GAP, name): (getattr(gap, name), everybody) for name in GAPS[:3]}
    return made | {(TRUTH, GAP, GAPS[3]): (gap.chronic, gap.total)}


def chronic(runs: Sequence[Panel]) -> Table:
    """The table `chronic`."""
    if not runs:
        return {}
    each = [found(run) for run in runs]
    sizes = [len(run.members) for run in runs]
    villages = np.unique(np.concatenate([run.village for run in runs]), return_inverse=True)[1]
    clusters = [np.repeat(np.arange(len(runs)), sizes), villages]
    weights = {"persons": np.concatenate([run.members for run in runs]), "households": np.ones(sum(sizes))}
    rows = []
    for key in each[0]:
        above, below = (np.concatenate([one[key][side] for one in each]) for side in (0, 1))
        for unit, weight in weights.items():
            rows.append((*key, unit, *_estimated(weight * above, weight * below, clusters)))
    names = ("basis", "approach", "kind", "unit", "value", "low", "high")
    made = {name: np.array([row[k] for row in rows], object if k < 4 else None) for k, name in enumerate(names)}
    many = {"households": round(sum(sizes) / len(runs)), "years": runs[0].income.shape[1], "runs": len(runs)}
    return made | {name: np.full(len(rows), number) for name, number in many.items()}


def _estimated(above: Floats, below: Floats, clusters: Sequence[NDArray[np.int64]]) -> tuple[float, float, float]:
    """A ratio of sums, its interval from differences between runs and between villages together, within 0 and 1."""
    sums = [pooled(np.bincount(codes, above), np.bincount(codes, below)) for codes in clusters]
    reach = [each.high - each.value for each in sums if np.isfinite(each.high)]
    half = float(np.sqrt(np.sum(np.square(reach)))) if reach else float("nan")
    whole: Estimate = sums[0]
    return whole.value, float(np.maximum(whole.value - half, 0.0)), float(np.minimum(whole.value + half, 1.0))
