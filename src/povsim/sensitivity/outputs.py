"""Outputs of a study: what a run leaves of its history, and what is made of it at each point of the design.  输出量

    relapse_true                        of households that left on the record early enough, those truly poor within `follow` years
    relapse_strict                      the same without those that were truly poor when they left
    relapse_recorded                    registered again within `follow` years
    log_odds_relapse_true               log odds of any of these three: rare events differ by factors, not by points
    cost_per_stable_exit                yuan of the programmes a recorded exit that was not truly undone within `follow` years
    exit_times.cause                    all exit times together: the year from which half of a group's recorded poor are out
    exit_times_true.county              the same in truth, and of counties
    exit_order.cause                    Kendall distance of the run's order of exits to that of all runs
    precedence.cause.illness.education  whether one group is out before another
    headcount_true                      a column of `yearly` in the last year
    headcount_true.2018                 in another year
    headcount_true.2018.preset.pastoral of a group of the table `groups`

All of these may name a cause: `relapse_true.illness`. Numerators and denominators are kept apart and pooled over seeds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from povsim.analysis.ranks import exit_times, kendall_distance
from povsim.errors import PovsimError
from povsim.history import History, Table
from povsim.tables import RECORD, TRUTH

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
RELAPSES = ("relapse_true", "relapse_strict", "relapse_recorded")
LOG_ODDS = "log_odds_"
RATIOS = (*RELAPSES, *(f"{LOG_ODDS}{name}" for name in RELAPSES), "cost_per_stable_exit")
ORDERS = {"exit_times": "recorded", "exit_times_true": "true", "exit_order": "recorded", "precedence": "recorded"}
DEFAULT = (
    "relapse_true", "relapse_strict", "relapse_recorded", "headcount_true", "headcount_recorded", "exit_times.cause",
    "exit_order.cause", "cost_per_stable_exit",
)
LEFT = 0.5
"""A group is out when at most this share of its first poor is left, for good."""


@dataclass(frozen=True)
class Run:
    """A run as outputs read it: its history, how long exits are followed, and the programmes whose money counts."""

    history: History
    follow: int
    paying: tuple[str, ...]
    seen: dict[str, dict[str, Flags]] = field(default_factory=dict)

    @property
    def until(self) -> int:
        """The last year whose exits can be followed for long enough."""
        return int(self.history.tables["yearly"]["year"][-1]) - self.follow

    def fate(self, cause: str) -> dict[str, Flags]:
        """What became of those who left early enough, found once."""
        if cause not in self.seen:
            self.seen[cause] = fates(self.history.tables["spells"], self.until, self.follow, cause)
        return self.seen[cause]


@dataclass(frozen=True)
class Output:
    """An output by the words of its name."""

    words: tuple[str, ...]

    @property
    def name(self) -> str:
        """As it stands on the page."""
        return ".".join(self.words)

    @property
    def needs(self) -> str:
        """The table that it is read from, beside `yearly`."""
        if self.words[0] in RATIOS:
            return "spells"
        return "groups" if self.words[0] in ORDERS or len(self.words) > 2 else "yearly"

    def raw(self, run: Run) -> dict[str, float]:
        """What a run leaves for it, by column."""
        first = self.words[0]
        if first in RATIOS:
            above, below = _ratio(self, run)
            return {f"{self.name}.above": above, f"{self.name}.below": below}
        if first in ORDERS:
            found = _times(run.history.tables["groups"], self.words[1], ORDERS[first])
            chosen = self.words[2:] or tuple(found)
            return {f"{self.name}.{group}": found.get(group, float("nan")) for group in chosen}
        return {self.name: _number(self, run.history)}

    def values(self, columns: Mapping[str, Floats]) -> Floats:
        """What all runs left, each column (points, seeds), as (points, seeds, parts)."""
        if self.name in columns:
            return columns[self.name][:, :, None]
        mine = {name: columns[name] for name in columns if name == self.name or name.startswith(f"{self.name}.")}
        if self.words[0] in RATIOS:
            way = _log_odds if self.words[0].startswith(LOG_ODDS) else _pooled
            return way(mine[f"{self.name}.above"], mine[f"{self.name}.below"])[:, :, None]
        if self.words[0] == "exit_order":
            times = np.stack(list(mine.values()), axis=-1)
            if times.shape[-1] < 2:
                return np.zeros((*times.shape[:2], 1))
            flat = times.reshape(-1, times.shape[-1])
            return kendall_distance(flat, flat.mean(axis=0)).reshape(*times.shape[:2], 1)
        if self.words[0] == "precedence":
            one, other = (mine[f"{self.name}.{word}"] for word in self.words[2:])
            first: Floats = (one < other) + 0.5 * (one == other)
            return first[:, :, None]
        return np.stack(list(mine.values()), axis=-1)


def _pooled(above: Floats, below: Floats) -> Floats:
    """Ratios whose mean over the seeds of a point is the ratio of its sums, where it has one: (points, seeds) each."""
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = above.sum(axis=1, keepdims=True) / below.sum(axis=1, keepdims=True)
        made: Floats = ratio + (above - ratio * below) / below.mean(axis=1, keepdims=True)
    return made


def _log_odds(above: Floats, below: Floats) -> Floats:
    """Log odds whose mean over the seeds of a point is that of its sums, a half added to both sides (Haldane 1956)."""
    whole = below.sum(axis=1, keepdims=True)
    ratio = (above.sum(axis=1, keepdims=True) + 0.5) / (whole + 1.0)
    scores = above - ratio * below
    slope = np.where(whole > 0, below.mean(axis=1, keepdims=True) * ratio * (1.0 - ratio), np.nan)
    made: Floats = np.log(ratio / (1.0 - ratio)) + (scores - scores.mean(axis=1, keepdims=True)) / slope
    return made


def relapses(wanted: tuple[Output, ...], columns: Mapping[str, Floats]) -> dict[str, Floats]:
    """How many fell back at each point, all seeds together, (points,), of the outputs that are risks of relapse."""
    risks = [each.name for each in wanted if each.words[0].removeprefix(LOG_ODDS) in RELAPSES]
    return {name: columns[f"{name}.above"].sum(axis=1) for name in risks}


def _number(output: Output, history: History) -> float:
    """A column of `yearly`, or of a group, in a year."""
    column, *rest = output.words
    table = history.tables["groups" if len(rest) > 1 else "yearly"]
    year = int(rest[0]) if rest else int(table["year"][-1])
    rows = table["year"] == year
    if len(rest) > 1:
        rows &= (table["group_kind"] == rest[1]) & (table["group"] == rest[2])
    found = table[column][rows]
    return float(found[0]) if len(found) else float("nan")


def _times(groups: Table, kind: str, way: str) -> dict[str, float]:
    """The exit time of every group of a kind that had poor in the first year."""
    made = {}
    rows = (groups["group_kind"] == kind) & (groups["group"] != "none")
    for group in sorted({str(name) for name in groups["group"][rows]}):
        poor = groups[f"poor_{way}"][rows & (groups["group"] == group)].astype(np.float64)
        made[group] = float(exit_times(poor <= LEFT * poor[0]))
    return made


def _ratio(output: Output, run: Run) -> tuple[float, float]:
    """Numerator and denominator of a relapse risk, or of the cost of a stable exit."""
    first, fate = output.words[0], run.fate(output.words[1] if len(output.words) > 1 else "")
    if first == "cost_per_stable_exit":
        budget = run.history.tables["budget"]
        paid = np.isin(budget["programme"].astype(str), run.paying) & (budget["year"] <= run.until)
        return float(budget["spent_fen"][paid].sum()) / 100.0, float(np.sum(~fate["true"]))
    if first.removeprefix(LOG_ODDS) == "relapse_strict":
        return float(np.sum(fate["true"] & ~fate["wrong"])), float(np.sum(~fate["wrong"]))
    return float(np.sum(fate[first.removeprefix(LOG_ODDS).removeprefix("relapse_")])), float(len(fate["true"]))


def fates(spells: Table, until: int, follow: int, cause: str = "") -> dict[str, Flags]:
    """What became of the households whose first recorded exit was in `until` or before, one flag each within `follow` years.

    `true`: a year of true poverty; `recorded`: registered again; `wrong`: truly poor in the year of the exit.
    The risk set is fixed: who died or moved away stays in it, and has not fallen back.
    """
    record = spells["basis"] == RECORD
    out = record & (spells["kind"] == "out") & (spells["first_year"] <= until) & ((spells["cause"] == cause) | (not cause))
    order = np.lexsort((spells["first_year"][out], spells["household_id"][out]))
    ids, first = np.unique(spells["household_id"][out][order], return_index=True)
    left = spells["first_year"][out][order][first].astype(np.int64)
    back = (spells["ended_by"][out] == "relapse")[order][first] & (spells["last_year"][out][order][first] < left + follow)
    poor = (spells["basis"] == TRUTH) & (spells["kind"] == "poor") & np.isin(spells["household_id"], ids)
    place = np.searchsorted(ids, spells["household_id"][poor])
    begin, end = (spells[name][poor].astype(np.int64) for name in ("first_year", "last_year"))
    true, wrong = np.zeros(len(ids), bool), np.zeros(len(ids), bool)
    true[place[(end > left[place]) & (begin <= left[place] + follow)]] = True
    wrong[place[(begin <= left[place]) & (end >= left[place])]] = True
    return {"true": true, "recorded": back, "wrong": wrong}


def outputs(run: Run, wanted: tuple[Output, ...]) -> Table:
    """All columns that a run leaves.  Raises PovsimError where one has no value."""
    made: dict[str, float] = {}
    for each in wanted:
        made |= each.raw(run)
    wrong = [name for name, value in made.items() if not np.isfinite(value)]
    if wrong:
        raise PovsimError(f"its output {wrong[0]} is {made[wrong[0]]}: no analysis may use it")
    return {name: np.array([value]) for name, value in made.items()}
