"""How far the orders of exits of scenarios agree: Kendall's tau between mean exit times, and the tau that minds the first most.

The interval comes from resampling runs: two by two where both scenarios have as many, which keeps what common luck they have.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from povsim.analysis.pooling import Exits, as_columns
from povsim.analysis.ranks import kendall, weighted_kendall
from povsim.draws import key, uniform_array
from povsim.history import Table

Times = NDArray[np.int64]
Floats = NDArray[np.float64]
WAYS = {"tau": kendall, "weighted": weighted_kendall}
RESAMPLES, ENDS = 200, (0.025, 0.975)
PAIRS = 200
"""So many pairs of single runs are looked at."""


def agreement(scenarios: Mapping[str, Exits], seed: int = 1) -> Table:
    """One row for every two scenarios, basis and kind of groups; only groups that both have are put in order."""
    return as_columns([
        {"one": one, "other": other, "basis": where[0], "group_kind": where[1],
         **_compared(scenarios[one], scenarios[other], where, seed)}
        for one, other in combinations(scenarios, 2) for where in scenarios[one].times if where in scenarios[other].times
    ])


def _compared(one: Exits, other: Exits, where: tuple[str, str], seed: int) -> dict[str, Any]:
    """What two scenarios have in common in one basis and kind of groups."""
    names = [name for name in one.names[where[1]] if name in other.names[where[1]]]
    first, second = (each.times[where][:, np.isin(each.names[where[1]], names)] for each in (one, other))
    told: dict[str, Any] = {"groups": len(names), "runs": len(first), "runs_other": len(second)}
    resampled = list(_resampled(first, second, seed))
    for name, way in WAYS.items():
        found = np.array([way(*means) for means in resampled])
        known = found[np.isfinite(found)]
        low, high = np.quantile(known, ENDS).tolist() if len(known) and len(first) > 1 and len(second) > 1 else (np.nan, np.nan)
        told |= {name: way(first.mean(axis=0), second.mean(axis=0)), f"{name}_low": low, f"{name}_high": high}
    return told | {"of_runs": _of_runs(first, second)}


def _resampled(first: Times, second: Times, seed: int) -> Iterator[tuple[Floats, Floats]]:
    """Mean exit times of both scenarios over runs drawn anew."""
    for number in range(RESAMPLES):
        drawn = [_picked(len(first), seed, number, "one")]
        drawn.append(drawn[0] if len(first) == len(second) else _picked(len(second), seed, number, "other"))
        yield first[drawn[0]].mean(axis=0), second[drawn[1]].mean(axis=0)


def _picked(runs: int, seed: int, number: int, name: str) -> NDArray[np.int64]:
    """Runs with replacement."""
    return (uniform_array(key(seed, "agreement", name), np.arange(runs, dtype=np.uint64), number) * runs).astype(np.int64)


def _of_runs(first: Times, second: Times) -> float:
    """The mean tau of a run of the one and a run of the other with other luck, as `exit_agreement` has it within a scenario."""
    pairs = ((k % len(first), (k + 1 + k // len(first)) % len(second)) for k in range(min(PAIRS, len(first) * len(second))))
    found = np.array([kendall(first[a], second[b]) for a, b in pairs])
    known = found[np.isfinite(found)]
    return float(known.mean()) if len(known) else float("nan")
