"""Diagnosis: why a household is poor, in truth and on the record.  致贫原因分析

Every active cause says what a year of the household would gain were it absent. The largest
gain is the true main cause, ties to the first name; the three largest count where they
explain a fifth of the gap to the line and weigh half as much as the main one. Officials write the main cause down with error.
Index k of a cause is its place among the names of the active causes in alphabetical order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from povsim.levels import EXITED, NEVER, REMOVED
from povsim.parameters import Parameters, parameter

if TYPE_CHECKING:
    from povsim.world import World

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]

phase = "diagnosis"
reads = (
    "household.income", "household.members", "household.poor", "household.status", "household.enters_now",
    "household.relapses_now", "province.line",
)
writes = ("household.cause", "household.recorded_cause", "household.recorded_causes")

LISTED = 3
"""So many of the largest gains can be on the record beside or as the main cause."""


class Settings(Parameters):
    """How well officials see."""

    correct: float = parameter(
        {2013: 0.75, 2016: 0.9}, "share", low=0, high=1,
        plausible=(0.5, 1), source="assumed; share of main causes written down rightly, better since the look-back",
    )
    lookback_year: int = parameter(
        2016, "year", low=0, high=2100, source="the national look-back of 2015-16: all causes are looked at again",
    )
    weight: float = parameter(
        0.2, "share of the gap", low=0, high=1, source="assumed; a further cause must explain a fifth of the gap",
    )
    beside: float = parameter(
        0.5, "of the main cause", low=0, high=1, plausible=(0, 1),
        source="assumed; a further cause must weigh half as much as the main one",
    )


def step(world: World) -> None:
    """Find the true cause of the poor and the registered; write down causes that are not yet on the record."""
    causes = world.plugins("cause")
    household = world.population.household
    if not causes:
        return
    known = (household.status != NEVER) & (household.status != REMOVED) & (household.status != EXITED)
    rows = np.flatnonzero((household.poor == 1) | known)
    gains = np.empty((len(rows), len(causes)))
    for place, cause in enumerate(causes):
        gains[:, place] = world.ask(cause, "present", rows)
    main = _main(gains)
    household.cause[:] = -1
    household.cause[rows] = main
    fresh = _to_write(world)[rows]
    _write_down(world, rows[fresh], gains[fresh], main[fresh])


def _main(gains: Floats) -> Whole:
    """The cause with the largest gain, -1 where nothing is gained: gains (rows, causes) -> (rows,)."""
    best = np.argmax(gains, axis=1)
    top = np.take_along_axis(gains, best[:, None], axis=1)[:, 0]
    return np.where(top > 0, best, -1)


def _to_write(world: World) -> NDArray[np.bool_]:
    """Registered households whose causes are not on the record, new on it, or looked at again."""
    household = world.population.household
    registered = (household.status != NEVER) & (household.status != REMOVED) & (household.status != EXITED)
    again = world.year == int(world.settings.lookback_year)
    new = (household.recorded_cause < 0) | (household.enters_now == 1) | (household.relapses_now == 1)
    made: NDArray[np.bool_] = registered & (new | again)
    return made


def _write_down(world: World, rows: Whole, gains: Floats, main: Whole) -> None:
    """The record of these households: main cause through the confusion, and the bits of all causes."""
    household = world.population.household
    ids, many = household.id[rows], gains.shape[1]
    right = (world.uniform("diagnosis", ids, 0) < world.settings.correct) & (main >= 0)
    other = np.floor(world.uniform("diagnosis", ids, 1) * np.where(main >= 0, many - 1, many)).astype(np.int64)
    other += (main >= 0) & (other >= main)
    written = np.where(right | (many == 1), np.maximum(main, 0), np.minimum(other, many - 1))
    household.recorded_cause[rows] = written
    line = float(world.population.province.line[0])
    gap = np.maximum(line - household.income[rows], 0.0) * household.members[rows]
    least = np.maximum(gap * world.settings.weight, gains.max(axis=1) * world.settings.beside)
    household.recorded_causes[rows] = _bits(gains, least) | (np.int64(1) << written)


def _bits(gains: Floats, least: Floats) -> Whole:
    """Bits of the three largest gains, as far as they reach `least`: gains (rows, causes) -> (rows,)."""
    bits = np.zeros(len(gains), dtype=np.int64)
    order = np.argsort(-gains, axis=1, kind="stable")
    for place in range(min(LISTED, gains.shape[1])):
        cause = order[:, place]
        gain = np.take_along_axis(gains, cause[:, None], axis=1)[:, 0]
        bits |= np.where((gain > 0) & (gain >= least), np.int64(1) << cause, 0)
    return bits
