"""Tables over runs: survival after exit, and the order of exits.  多次模拟汇总

Counts of runs are pooled first and divided once (pitfall X48).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from povsim.analysis import ranks
from povsim.analysis.exits import BASES, KINDS, Times, group_times, village_times
from povsim.analysis.ratios import pooled_survival
from povsim.analysis.relapse import ALL, DEATH, DEFINITIONS, MOVE, RELAPSE, UNITS, by_group, watched
from povsim.analysis.survival import LifeTable
from povsim.history import Table

Key = tuple[str, str, str, str]
"""Definition of relapse, kind of group, group, and unit."""
OF_SPELLS, OF_PLACES = (ALL, "cause", "exit_year", "programme"), ("county", "preset", "village")
MOST_GROUPS = 60
"""Of more groups than this no rank has a table of its own: four thousand villages have sixteen million pairs."""
TAILS = (0.05, 0.95)
Floats = NDArray[np.float64]
Whole = NDArray[np.int64]


def life_tables_of(
    spells: Table, places: Table | None, longest: int, brief: bool = False,
) -> dict[Key, LifeTable]:
    """Every life table of one run, from its tables `spells` and, where it has one, `villages`; or true relapse alone by group."""
    made: dict[Key, LifeTable] = {}
    for definition in DEFINITIONS:
        who = watched(spells, definition)
        kinds = (*OF_SPELLS, *(OF_PLACES if places is not None else ()))
        for kind in (ALL,) if brief and definition != "true" else kinds:
            for unit in UNITS:
                found = by_group(spells, who, kind, unit, longest, places)
                made |= {(definition, kind, group, unit): table for group, table in found.items()}
    return made


def survival(runs: Sequence[Mapping[Key, LifeTable]]) -> Table:
    """The table `survival`: one row a definition, group, unit and year after the exit."""
    gathered: dict[Key, list[LifeTable]] = {}
    for run in runs:
        for key, table in run.items():
            gathered.setdefault(key, []).append(table)
    order = sorted(gathered, key=lambda key: (DEFINITIONS.index(key[0]), *key[1:]))
    return as_columns([row for key in order for row in _curve(key, gathered[key])])


def _curve(key: Key, tables: list[LifeTable]) -> Iterable[dict[str, Any]]:
    """The years of one group, as far as anybody is at risk."""
    whole = sum(tables[1:], tables[0])
    curve, incidence = whole.kaplan_meier(), whole.cumulative_incidence()
    low, high = curve.interval()
    for year in range(int((whole.at_risk > 0).sum())):
        ends = (float(low[year]), float(high[year]))
        if len(tables) > 1:
            between = pooled_survival(tables, year + 1)
            ends = (between.low, between.high)
        yield {
            **dict(zip(("definition", "group_kind", "group", "unit"), key, strict=True)), "years": year + 1,
            "at_risk": int(whole.at_risk[year]), "relapsed": int(whole.ended[RELAPSE, year]),
            "died": int(whole.ended[DEATH, year]), "moved": int(whole.ended[MOVE, year]),
            "survival": float(curve.survival[year]), "low": ends[0], "high": ends[1],
            "hazard": float(whole.nelson_aalen[year]), "incidence": float(incidence[RELAPSE, year]),
            "incidence_died": float(incidence[DEATH, year]), "runs": len(tables),
        }


class Exits:
    """Exit times of many runs: one row a run and one column a group, by basis and kind of groups."""

    def __init__(self, runs: Sequence[Mapping[tuple[str, str], Times]]) -> None:
        self.runs = runs
        self.names: dict[str, list[str]] = {}
        self.times: dict[tuple[str, str], Whole] = {}
        for basis, kind in runs[0] if runs else ():
            names = sorted({name for run in runs for name in run[basis, kind].names})
            self.names[kind] = names
            self.times[basis, kind] = np.array([run[basis, kind].at(names) for run in runs])

    def year(self, basis: str, kind: str) -> int:
        """The year of time 0."""
        return self.runs[0][basis, kind].first_year - 1

    def whole(self, kind: str) -> bool:
        """Whether the kind has few enough groups for tables of pairs."""
        return 2 <= len(self.names[kind]) <= MOST_GROUPS


def times_of(groups: Table, villages: Table | None) -> dict[tuple[str, str], Times]:
    """The exit times of one run by basis and kind of groups, of kinds that it has."""
    known = [kind for kind in KINDS[:-1] if kind in groups["group_kind"]]
    made = {(basis, kind): group_times(groups, kind, basis) for kind in known for basis in BASES}
    if villages is not None:
        made |= {(basis, KINDS[-1]): village_times(villages, basis) for basis in BASES}
    return {key: times for key, times in made.items() if times.names}


def exit_order(exits: Exits) -> Table:
    """The table `exit_order`; one run excludes no rank (X49): its intervals are not numbers and its sets hold every rank."""
    rows = []
    for (basis, kind), times in exits.times.items():
        placed, horizon = ranks.ranks(times), exits.runs[0][basis, kind].years
        low, high = _ends(placed)
        first, last = _ends(times + exits.year(basis, kind))
        sets = _sets(times, exits.whole(kind))
        for k, name in enumerate(exits.names[kind]):
            rows.append({
                "basis": basis, "group_kind": kind, "group": name, "mean_rank": float(placed[:, k].mean()),
                "low": low[k], "high": high[k], "set_low": sets[0][k], "set_high": sets[1][k],
                "exit_year": float(np.median(times[:, k])) + exits.year(basis, kind), "exit_year_low": first[k],
                "exit_year_high": last[k], "not_out": float((times[:, k] > horizon).mean()), "runs": len(times),
            })
    return as_columns(rows)


def _ends(values: NDArray[Any]) -> tuple[list[float], list[float]]:
    """The middle 90 % of runs by group; not a number for one run."""
    if len(values) < 2:
        return ([float("nan")] * values.shape[1],) * 2
    low, high = np.quantile(values, TAILS, axis=0)
    return low.tolist(), high.tolist()


def _sets(times: Whole, whole: bool) -> tuple[list[float], list[float]]:
    """Simultaneous rank sets by group; every rank where one run alone, or too many groups, tell nothing."""
    groups = times.shape[1]
    if len(times) < 2 or not whole:
        return [1.0] * groups, [float(groups)] * groups
    found = ranks.rank_sets(times)
    return found.low.astype(float).tolist(), found.high.astype(float).tolist()


def exit_ranks(exits: Exits) -> Table:
    """The table `exit_ranks`."""
    rows = []
    for (basis, kind), times in exits.times.items():
        if exits.whole(kind):
            chances = ranks.rank_chances(times)
            rows += [
                {"basis": basis, "group_kind": kind, "group": name, "rank": place + 1, "probability": float(chances[k, place])}
                for k, name in enumerate(exits.names[kind]) for place in range(chances.shape[1])
            ]
    return as_columns(rows)


def exit_precedence(exits: Exits) -> Table:
    """The table `exit_precedence`."""
    rows = []
    for (basis, kind), times in exits.times.items():
        if exits.whole(kind):
            names, (before, same) = exits.names[kind], ranks.precedence(times)
            rows += [
                {"basis": basis, "group_kind": kind, "group": one, "other": other, "probability": float(before[k, j]),
                 "same": float(same[k, j])}
                for k, one in enumerate(names) for j, other in enumerate(names) if k != j
            ]
    return as_columns(rows)


def exit_agreement(exits: Exits) -> Table:
    """The table `exit_agreement`: Kendall's tau between runs, and between the record and the truth of each run."""
    rows = []
    for kind in exits.names:
        record, truth = (exits.times[basis, kind] for basis in BASES)
        both = (np.array([way(one, other) for one, other in zip(record, truth, strict=True)])
                for way in (ranks.kendall, ranks.weighted_kendall))
        for name, (taus, weighted) in (("runs by record", _between(record)), ("runs in truth", _between(truth)),
                                       ("record and truth", both)):
            known = taus[np.isfinite(taus)]
            low, high = np.quantile(known, TAILS).tolist() if len(known) > 1 else (float("nan"),) * 2
            rows.append({"group_kind": kind, "between": name, "tau": _mean(taus), "low": low, "high": high,
                         "weighted": _mean(weighted), "pairs": len(known)})
    return as_columns(rows)


def _between(times: Whole) -> tuple[Floats, Floats]:
    """Tau and weighted tau between runs."""
    return ranks.stability(times), ranks.weighted_stability(times)


def _mean(values: Floats) -> float:
    """The mean of those that are numbers."""
    known = values[np.isfinite(values)]
    return float(known.mean()) if len(known) else float("nan")


def as_columns(rows: Sequence[Mapping[str, Any]]) -> Table:
    """Rows as columns, text as objects."""
    if not rows:
        return {}
    kinds = {name: object if isinstance(value, str) else None for name, value in rows[0].items()}
    return {name: np.array([row[name] for row in rows], kind) for name, kind in kinds.items()}
