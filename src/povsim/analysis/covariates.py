"""What goes with falling back: the hazard model of relapse over spells of many runs.  返贫影响因素

A ratio compares households that differ in who they are, too; it is no effect of a programme (X13). And a hazard that falls
with the years is no proof that time heals: the frail leave first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from povsim.analysis.hazard import discrete_hazard
from povsim.analysis.relapse import RELAPSE, watched
from povsim.history import Table

FEWEST = 10
"""Groups with fewer relapses are put together as `other`; where that has fewer too, they are left out."""
PER_COVARIATE = 10
"""A model with fewer relapses for each of its covariates is refused: its ratios would be too large and its intervals too narrow
(Peduzzi, Concato, Feinstein and Holford 1995)."""
MOST = 60_000
"""So many households are enough; of more runs the first ones are taken."""
OTHER = "other"
Words = NDArray[np.object_]


class TooFewError(ValueError):
    """So few relapses that a model of so many covariates is refused."""

    def __init__(self, events: int, covariates: int) -> None:
        self.events, self.covariates, self.needed = events, covariates, PER_COVARIATE * covariates
        super().__init__(f"{events} relapses are too few for {covariates} covariates, which need {self.needed}")


@dataclass(frozen=True)
class Subjects:
    """Households after their exit: years, whether the last was a relapse, their groups by kind, the village of their run."""

    years: NDArray[np.int64]
    event: NDArray[np.bool_]
    groups: dict[str, Words]
    cluster: Words

    def some(self, keep: NDArray[np.bool_]) -> Subjects:
        """Those that are kept."""
        groups = {kind: words[keep] for kind, words in self.groups.items()}
        return Subjects(self.years[keep], self.event[keep], groups, self.cluster[keep])


def subjects(run: str, spells: Table, villages: Table | None, definition: str = "true") -> Subjects:
    """Those who are watched from the first year after their exit, of one run."""
    who = watched(spells, definition)
    keep = (who.years > 0) & (who.entry == 0)
    rows = who.rows[keep]
    dibao = ["with dibao" if "dibao" in text.split("+") else "without dibao" for text in spells["programmes"][rows].tolist()]
    groups = {"cause": spells["cause"][rows], "exit_year": spells["first_year"][rows].astype(str).astype(object),
              "dibao": np.array(dibao, object)}
    if villages is not None:
        presets = dict(zip(villages["village_id"].tolist(), villages["preset"].tolist(), strict=True))
        groups["preset"] = np.array([presets[village] for village in spells["village_id"][rows].tolist()], object)
    cluster = np.array([f"{run} {village}" for village in spells["village_id"][rows].tolist()], object)
    return Subjects(who.years[keep], who.ended_by[keep] == RELAPSE, groups, cluster)


def joined(parts: Sequence[Subjects]) -> Subjects:
    """The households of several runs."""
    groups = {kind: np.concatenate([part.groups[kind] for part in parts]) for kind in parts[0].groups}
    return Subjects(np.concatenate([part.years for part in parts]), np.concatenate([part.event for part in parts]), groups,
                    np.concatenate([part.cluster for part in parts]))


def hazard_ratios(who: Subjects, definition: str = "true") -> Table:
    """The table `hazard`: ratios to the largest group of each kind; no rows where no two groups can be compared.

    Raises TooFewError for fewer relapses than the covariates need.
    """
    who, horizon = _ready(who)
    design, named = _design(who)
    if not named or horizon == 0:
        return {}
    event = who.event & (who.years <= horizon)
    if event.sum() < PER_COVARIATE * len(named):
        raise TooFewError(int(event.sum()), len(named))
    clusters = np.unique(who.cluster.astype(str), return_inverse=True)[1]
    found = discrete_hazard(np.minimum(who.years, horizon), event.astype(np.int64), design, clusters)
    low, high = found.interval()
    return {
        "definition": np.full(len(named), definition, object), "covariate": np.array(named, object),
        "ratio": np.exp(found.effect), "low": np.exp(low), "high": np.exp(high),
        "households": design.sum(axis=0).astype(np.int64), "relapsed": (design.T @ event).astype(np.int64),
    }


def _ready(who: Subjects) -> tuple[Subjects, int]:
    """Households of groups that are large enough, and the years that all have relapses."""
    for kind in who.groups:
        for name in (None, OTHER):
            words = who.groups[kind]
            names, codes = np.unique(words.astype(str), return_inverse=True)
            rare = np.bincount(codes, weights=who.event, minlength=len(names))[codes] < FEWEST
            if name is None:
                who.groups[kind] = np.where(rare, OTHER, words)
            else:
                who = who.some(~rare)
    happened = np.bincount(who.years[who.event], minlength=2)[1:] > 0
    return who, int(np.logical_and.accumulate(happened).sum())


def _design(who: Subjects) -> tuple[NDArray[np.float64], list[str]]:
    """A column for every group but the largest of its kind, and what they are called."""
    columns, named = [], []
    for kind, words in who.groups.items():
        names, counts = np.unique(words.astype(str), return_counts=True)
        for name in names[np.arange(len(names)) != (np.argmax(counts) if len(counts) else 0)].tolist():
            columns.append(words == name)
            named.append(f"{kind}: {name}")
    return np.array(columns, np.float64).T.reshape(len(who.years), len(named)), named
