"""A plan: the design of a sensitivity study, and which inputs and which luck each of its runs has.  设计

The points that are run are counted from 0: run k is of number k // seeds, with stream of luck k % seeds. Luck is common to all
points unless the page says otherwise, so that a factor that does nothing changes nothing. Such a factor, `dummy`, is always
among the others; where Sobol's method changes it alone, under common luck, nothing is run.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from povsim.analysis.copula import matrix
from povsim.analysis.indices import METHODS, Design, placed, prefix, sample
from povsim.draws import key
from povsim.ensemble.study import Factor
from povsim.pages.sections import Report

Floats = NDArray[np.float64]
Rows = NDArray[np.int64]
DUMMY = "dummy"
EDGE = 0.001
"""How near to 0 and 1 the quantiles of a normal are asked."""
FEWEST = {"fast": 65, "rbd_fast": 64, "delta": 100, "regional": 20}
"""Samples that a method needs: FAST more than four times the square of its harmonics; RBD-FAST resamples half of them and divides
by how many these are above twice its ten harmonics; delta and regional analysis leave out parts with too few."""
Pair = tuple[str, str, float]


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What a page says of its design, whatever its model is."""

    name: str
    title: str
    question: str
    seed: int
    method: str
    samples: int
    second_order: bool
    levels: int
    seeds: int
    common: bool
    factors: tuple[Factor, ...]
    groups: tuple[tuple[str, tuple[str, ...]], ...]
    correlations: tuple[Pair, ...]
    report: Report

    kind = "sensitivity"

    @property
    def names(self) -> tuple[str, ...]:
        """The factors, the one that does nothing last."""
        return (*(each.path for each in self.factors), DUMMY)

    @property
    def design(self) -> Design:
        """The design; it is the same wherever and whenever it is asked for."""
        homes = {path: group for group, paths in self.groups for path in paths}
        groups = tuple(homes.get(name, name) for name in self.names) if homes else ()
        seed = key(self.seed, "design") % 2**31 + 1
        return Design(self.method, self.names, self.samples, seed, groups, self.second_order, self.levels)

    @property
    def idle(self) -> int:
        """The place in a block of points that differs from the first in the dummy alone, and is not run; 0 = there is none."""
        inner = self.design.block - 2
        return (inner // 2 if self.second_order else inner) if self.method == "sobol" and self.common else 0

    @property
    def block(self) -> int:
        """So many points of every block are run."""
        return self.design.block - (self.idle > 0)

    @property
    def runs(self) -> int:
        """Runs of the whole design."""
        return self.samples * self.block * self.seeds

    def points(self, numbers: Rows) -> Rows:
        """The points of runs."""
        blocks, places = np.divmod(numbers // self.seeds, self.block)
        return blocks * self.design.block + places + ((self.idle > 0) & (self.idle <= places))

    def numbers(self, points: Rows) -> Rows:
        """The first runs of points; the idle one of a block has those of the first."""
        blocks, places = np.divmod(points, self.design.block)
        places = np.where((self.idle == 0) | (places < self.idle), places, np.where(places == self.idle, 0, places - 1))
        return (blocks * self.block + places) * self.seeds

    def luck(self, number: int) -> int:
        """The luck of run k."""
        return key(self.seed, "luck", number % self.seeds if self.common else number) >> 1

    def inputs(self, point: int) -> dict[str, Any]:
        """The values of the factors at a point, without the one that does nothing."""
        row = places(self.holding(point + 1), self.correlations)[point]
        return {each.path: each.at(_within(each, float(u))) for each, u in zip(self.factors, row, strict=False)}

    def told(self) -> dict[str, Any]:
        """What the page says, as plain data."""
        page: dict[str, Any] = {"kind": self.kind, "title": self.title, "question": self.question, "seed": self.seed}
        page |= {"method": self.method, "samples": self.samples, "second_order": self.second_order, "levels": self.levels}
        page |= {"seeds": self.seeds, "luck": "common" if self.common else "each", "report": self.report.given()}
        page |= {"groups": {name: list(paths) for name, paths in self.groups}} if self.groups else {}
        return page | ({"correlations": [list(each) for each in self.correlations]} if self.correlations else {})

    def marks(self) -> dict[str, Any]:
        """What of it makes the experiment: all but the words, and the samples where more of them leave the first as they are."""
        free = ("kind", "title", "question", "seed", "report", *(["samples"] if METHODS[self.method].grows else []))
        return {name: value for name, value in self.told().items() if name not in free}

    def holding(self, points: int) -> Design:
        """The design; where a folder has more points, doubled until it holds as many."""
        design = self.design
        while design.points < points:
            design = prefix(design, 2 * design.samples)
        return design

    def as_large(self, runs: int) -> Self:
        """The plan of a folder with so many runs, where its design has grown beyond this one."""
        return replace(self, samples=max(self.samples, runs // (self.block * self.seeds)))


def _within(factor: Factor, u: float) -> float:
    """A normal has no quantile at 0 and 1, where some designs stand."""
    return min(max(u, EDGE), 1.0 - EDGE) if factor.distribution.kind == "normal" else u


@lru_cache(maxsize=2)
def places(design: Design, correlations: tuple[Pair, ...]) -> Floats:
    """The points of a design in the unit cube, with the rank correlations of a Gaussian copula: (points, factors)."""
    return placed(design, matrix(design.names, correlations)) if correlations else sample(design)


def shaped(plan: Plan, columns: Mapping[str, Any]) -> dict[str, Floats]:
    """Columns of the table `outputs` (runs,), whatever their order, as (points, seeds)."""
    order = np.argsort([int(run_id) for run_id in columns["run_id"]])
    runs = order[plan.numbers(np.arange(plan.design.points))[:, None] + np.arange(plan.seeds)]
    return {name: np.asarray(columns[name], np.float64)[runs] for name in columns if name not in ("run_id", "point")}
