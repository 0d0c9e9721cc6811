"""The table `sensitivity`: the indices of every output, how they settle as the design grows, and what luck does to them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from povsim.analysis.indices import METHODS, Design, Index, analyse, prefix
from povsim.analysis.noise import by_seed, corrected, luck, share, together
from povsim.analysis.region import region
from povsim.errors import UnusableError
from povsim.history import Table
from povsim.sensitivity.outputs import Output
from povsim.sensitivity.plan import DUMMY, FEWEST, Plan, places
from povsim.store.parts import run_name

Floats = NDArray[np.float64]
FLOOR, LUCK = "noise floor", "luck"
EVENTS = "events"
LEAST = 8
"""Convergence is shown from so many samples on."""
PRIM, MANY = "prim", 200
"""A region is looked for among so many points or more."""
Row = tuple[str, str, Index, int]


def table(plan: Plan, found: Mapping[str, Floats], events: Mapping[str, Floats] | None = None) -> Table:
    """The table of a study, from its outputs by name, (points, seeds, parts) each, in the order of the runs; and the events
    behind those that count some, (points,) each.

    Raises UnusableError, which names the run, where a number is not finite.
    """
    _prove(plan, found)
    rows = [row for name, values in found.items() for row in _rows(plan, name, values)]
    rows += [(name, EVENTS, _counted(many), plan.samples) for name, many in (events or {}).items()]
    indices = [index for _, _, index, _ in rows]
    words = {"output": [row[0] for row in rows], "method": [row[1] for row in rows], "factor": [one.factor for one in indices],
             "index": [one.name for one in indices]}
    made: dict[str, NDArray[Any]] = {name: np.array(values, dtype=object) for name, values in words.items()}
    made["samples"] = np.array([row[3] for row in rows], np.int64)
    return made | {name: np.array([getattr(one, name) for one in indices], np.float64) for name in ("value", "low", "high")}


def columns(wanted: tuple[Output, ...], raw: Mapping[str, Floats]) -> dict[str, Floats]:
    """Outputs by name from what the runs left, each column (points, seeds)."""
    return {each.name: each.values(raw) for each in wanted}


def _prove(plan: Plan, found: Mapping[str, Floats]) -> None:
    for name, values in found.items():
        wrong = np.argwhere(~np.isfinite(values))
        if len(wrong):
            point, seed, _ = wrong[0]
            run = run_name(int(plan.numbers(point) + seed))
            raise UnusableError(f"{plan.name}: run {run}: its output {name} is not finite; no index is made")


def _rows(plan: Plan, name: str, values: Floats) -> Iterator[Row]:
    """All rows of one output."""
    design, method = plan.design, plan.method
    points = places(design, plan.correlations)
    whole = _indices(design, points, values)
    for index in whole:
        yield name, method, index, design.samples
    if plan.seeds > 1:
        if values.shape[2] == 1:
            one = values[:, :, 0]
            more = by_seed(design, points, one) if plan.common else corrected(design, whole, one)
            yield from ((name, method, index, design.samples) for index in more)
        yield name, method, _share(values), design.samples
    yield from ((name, method, _floor(index), design.samples) for index in whole if index.factor == DUMMY)
    if values.shape[2] == 1:
        yield from ((name, PRIM, index, design.samples) for index in _region(plan, values.mean(axis=(1, 2))))
    for samples in _sizes(design):
        part = prefix(design, samples)
        for index in _indices(part, points[: part.points], values[: part.points]):
            yield name, method, index, samples


def _region(plan: Plan, means: Floats) -> Iterator[Index]:
    """The box of inputs in which the output is high: its bounds, and the share of points in it that are high."""
    inputs = [plan.inputs(point) for point in range(plan.design.points)]
    names = [each.path for each in plan.factors if all(isinstance(row[each.path], int | float) for row in inputs)]
    if not names or len(means) < MANY or np.ptp(means) == 0.0:
        return
    values = np.array([[float(row[name]) for name in names] for row in inputs])
    found = region(values, means)
    for name, low, high, column in zip(names, found.low, found.high, values.T, strict=True):
        if np.isfinite(low) or np.isfinite(high):
            ends = max(float(low), float(column.min())), min(float(high), float(column.max()))
            yield Index(name, "high region", found.density, *ends)


def _indices(design: Design, points: Floats, values: Floats) -> list[Index]:
    """Indices of the means over seeds; of a vector those of its parts together."""
    means = values.mean(axis=1)
    parts = [analyse(design, points, column) for column in means.T]
    return parts[0] if len(parts) == 1 else together(parts, [float(np.var(column)) for column in means.T])


def _counted(events: Floats) -> Index:
    """How many events a point of the design has: the mean, the least and the most."""
    return Index(EVENTS, "at a point", float(events.mean()), float(events.min()), float(events.max()))


def _share(values: Floats) -> Index:
    """Luck's share of the variance of single runs, over all parts of a vector."""
    found = share([luck(values[:, :, part]) for part in range(values.shape[2])])
    return Index(LUCK, "share of variance", found, found, found)


def _floor(dummy: Index) -> Index:
    """What a factor that does nothing seems to do: the size of its index, and of the ends of its interval."""
    ends = sorted(map(abs, (dummy.low, dummy.high)))
    return Index(FLOOR, dummy.name, abs(dummy.value), 0.0 if dummy.low <= 0.0 <= dummy.high else ends[0], ends[1])


def _sizes(design: Design) -> list[int]:
    """Smaller designs that are the beginning of this one: halves, quarters ... of its samples."""
    if not METHODS[design.method].prefixes:
        return []
    halves = (design.samples >> step for step in range(1, 6))
    return [samples for samples in halves if samples >= FEWEST.get(design.method, LEAST)]
