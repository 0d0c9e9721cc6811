"""Diagnosis: why a household is poor, in truth and on the record.  致贫原因分析

Every active cause says what a year of the household would gain were it absent. The largest
gain is the true main cause, ties to the first name; the three largest count where they
explain a fifth of the gap to the line and weigh half as much as the main one. Officials write the main cause down with error;
who does not know blames what a cause's file marks as the usual answer (`usual_answer = True`: illness, no capital), and where a
page says so, a cause that can be seen in the house is written down whatever weighs more (`seen_in`: a patient).
Index k of a cause is its place among the names of the active causes in alphabetical order. The table `causes` keeps main
causes and all causes apart, by person and by household, true and recorded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from povsim.administration.diagnosis import Floats, Marks, Whole, by_main, confusion, counting, main_cause, tallied, written
from povsim.levels import RE_REGISTERED, REGISTERED
from povsim.parameters import Parameters, parameter

if TYPE_CHECKING:
    from povsim.world import World

phase = "diagnosis"
reads = (
    "household.income", "household.members", "household.poor", "household.status", "household.enters_now",
    "household.relapses_now", "household.ill", "province.line",
)
writes = ("household.cause", "household.recorded_cause", "household.recorded_causes")


class Settings(Parameters):
    """How well officials see."""

    correct: float = parameter(
        {2013: 0.75, 2016: 0.9}, "share", low=0, high=1,
        plausible=(0.5, 1), source="assumed; share of main causes written down rightly, better since the look-back",
    )
    blamed: float = parameter(
        0.7, "share of wrong answers", low=0, high=1, plausible=(0.4, 0.9),
        source="assumed; illness and lack of capital are what a household tells and what opens money",
    )
    seen: float = parameter(
        0.0, "share of households", low=0, high=1, plausible=(0, 0.8),
        source="assumed; off; where a patient is in the house, officials write illness whatever weighs more",
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
    known = (household.status == REGISTERED) | (household.status == RE_REGISTERED)
    rows = np.flatnonzero((household.poor == 1) | known)
    answers = [world.ask(cause, "present", rows) for cause in causes]
    main = main_cause(answers)
    household.cause[:] = -1
    household.cause[rows] = main
    listed = np.flatnonzero(known[rows])
    rows, gains, main = rows[listed], np.stack([each[listed] for each in answers]), main[listed]
    bits = counting(gains, _least(world, rows, gains))
    fresh = _to_write(world, rows)
    _write_down(world, rows[fresh], main[fresh], bits[fresh])
    if world.records.wants("causes"):
        _keep(world, rows, main, bits)


def _least(world: World, rows: Whole, gains: Floats) -> Floats:
    """What a cause must explain to count, yuan a year: part of the gap to the line, and part of the main cause."""
    household, own = world.population.household, world.settings
    line = float(world.population.province.line[0])
    gap = np.maximum(line - household.income[rows], 0.0) * household.members[rows]
    least: Floats = np.maximum(gap * own.weight, gains.max(axis=0) * own.beside)
    return least


def _to_write(world: World, rows: Whole) -> Marks:
    """Which of these registered households have causes that are not on the record, are new on it, or are looked at again."""
    household = world.population.household
    again = world.year == int(world.settings.lookback_year)
    new = (household.enters_now[rows] == 1) | (household.relapses_now[rows] == 1)
    made: Marks = (household.recorded_cause[rows] < 0) | new | again
    return made


def _write_down(world: World, rows: Whole, main: Whole, bits: Whole) -> None:
    """The record of these households: main cause through the confusion, and the bits of all causes."""
    household, own = world.population.household, world.settings
    usual = np.array([bool(each.word("usual_answer", False)) for each in world.plugins("cause")])
    told = written(confusion(usual, own.correct, own.blamed), main, world.uniform("diagnosis", household.id[rows], 0))
    told = _seen(world, rows, told) if own.seen > 0 else told
    household.recorded_cause[rows] = told
    household.recorded_causes[rows] = bits | (np.int64(1) << told)


def _seen(world: World, rows: Whole, told: Whole) -> Whole:
    """The same, but for households in which a cause is seen and written down for that."""
    household, made = world.population.household, told.copy()
    first = world.uniform("diagnosis", household.id[rows], 1) < world.settings.seen
    for place, cause in enumerate(world.plugins("cause")):
        if column := cause.word("seen_in"):
            made[first & (getattr(household, column)[rows] > 0)] = place
    return made


def _keep(world: World, rows: Whole, main: Whole, bits: Whole) -> None:
    """Keep how many of the registered have each cause, in truth and on the record."""
    household, names = world.population.household, [each.name for each in world.plugins("cause")]
    many, recorded = len(names), household.recorded_cause[rows].astype(np.int64)
    sides = {"true": (main, bits), "recorded": (recorded, household.recorded_causes[rows].astype(np.int64))}
    table = {"year": np.full(many, world.year, np.int32), "cause": np.array(names, object)}
    for suffix, weight in (("", household.members[rows].astype(np.float64)), ("_households", np.ones(len(rows)))):
        table[f"diagnosed{suffix}"] = np.full(many, int(weight.sum()), np.int64)
        for side, (first, all_bits) in sides.items():
            pair = tallied(first, all_bits, weight, many)
            for word, found in zip(("main", "named"), pair, strict=True):
                table[f"{word}_{side}{suffix}"] = found.astype(np.int64)
        table[f"right{suffix}"] = by_main(np.where(recorded == main, main, -1), weight, many).astype(np.int64)
    world.records.keep("causes", table)
