"""Yearly tasks of exits, the pressure that they make, and who pads records to meet them.  年度减贫任务与考核压力

S23 of the model with item 44 of its corrections. Off where a page gives no task. The task of a year is shared out to counties by
those still poor on the record. A county whose honest exits fall short of it is tempted to pad records, the more the further it is
behind and the more its appraisal hangs on it, the less the dearer and the likelier it is to be found out. Nobody pads more than
the task lacks. The truth stays as it is. What the model says is what such incentives do, not what any place did.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from povsim.administration.counter import counties_of
from povsim.administration.purse import Whole, split
from povsim.administration.verification import SIGNATORIES, caught
from povsim.columns import column
from povsim.levels import RE_REGISTERED, REGISTERED
from povsim.maths import exp_array, log_array
from povsim.parameters import Parameters, parameter

if TYPE_CHECKING:
    from povsim.world import World

Floats = NDArray[np.float64]

phase = "exit"
switch = "persons"
reads = (
    "household.status", "household.members", "household.recorded_income", "household.caught", "county.persons", "county.out",
    "province.exit_line",
)
columns = (
    column("county.exit_task", "int32", "persons", "who are to leave poverty this year by the plan", low=0),
    column("county.behind", "float64", "log", "task of the year over those who would leave honestly; 0 = met", low=0),
    column("county.padding_chance", "float64", "share", "of records that lack income only which officials pad", low=0, high=1),
    column("county.padding_most", "float64", "yuan a person", "the most that a record is padded by", low=0),
    column("county.catching_chance", "float64", "share", "of padded records that verification finds", low=0, high=1),
    column("county.noticing_chance", "float64", "share", "of honest but wrong records that it finds", low=0, high=1),
)
writes = tuple(each.path for each in columns)

USUAL_WEIGHT = 0.625
"""The weight of poverty work in appraisal at which pressure counts as it stands."""
PADDED = 1
"""What a check of exits found: a padded record, and not an honest one that is wrong, for which nobody is fined."""
LEAST = 0.05
"""Of its task; a county that has less feels as far behind as with so much: three log points."""


class Settings(Parameters):
    """Tasks, what they weigh, and who looks."""

    persons: float = parameter(
        0.0, "persons a year, 0 = no task", low=0, high=1e8, source="plan; a page gives it by year, as its document does",
    )
    pressure: float = parameter(
        1.0, "factor", low=0, high=10, plausible=(0, 3), source="assumed; weight of a task in the eyes of officials; 0 = no rush",
    )
    weight: float = parameter(
        0.625, "share", low=0, high=1, plausible=(0.3, 0.8),
        source="plan; Qinghai 2015, poverty work in the appraisal of counties; national .60",
    )
    base: float = parameter(
        -4.0, "logit", low=-30, high=10, plausible=(-6, -2), source="assumed; padding without any pressure hardly occurs",
    )
    task: float = parameter(
        1.5, "logit", low=0, high=10, plausible=(0, 3), source="assumed; for a year with a task, times pressure",
    )
    behind: float = parameter(
        2.0, "logit a log point", low=0, high=20, plausible=(0, 4), source="assumed; the further behind, the more",
    )
    deterrence: float = parameter(
        3.0, "logit", low=0, high=30, plausible=(0, 6), source="assumed; times penalty and the chance to be caught",
    )
    penalty: float = parameter(1.0, "factor", low=0, high=10, plausible=(0, 3), source="assumed; scale of the penalty")
    fined: float = parameter(
        1.0, "factor", low=0, high=10, plausible=(0, 2),
        source="assumed; added to the penalty in a county that was caught the year before",
    )
    difficulty: float = parameter(
        0.0, "share", low=0, high=1, plausible=(0, 1),
        source="assumed; off; part of being behind that appraisal forgives a county poorer than the others, by log of incidence",
    )
    reach: float = parameter(
        0.3, "of the line", low=0, high=2, plausible=(0.1, 0.6),
        source="assumed; who lacks more is not passed off as out of poverty",
    )
    village: float = parameter(
        0.25, "share", low=0, high=1, plausible=(0.075, 0.5), source="assumed; caught by the village's three signatories",
    )
    town: float = parameter(0.20, "share", low=0, high=1, plausible=(0.06, 0.4), source="assumed; by the town's three")
    county: float = parameter(0.15, "share", low=0, high=1, plausible=(0.045, 0.3), source="assumed; by the county's four")
    city: float = parameter(0.10, "share", low=0, high=1, plausible=(0.03, 0.2), source="assumed; by the city's two")
    intensity: float = parameter(
        1.0, "factor", low=0, high=10, plausible=(0, 2), source="assumed; how hard all look, on each layer's chance",
    )
    errors: float = parameter(
        1.0, "factor", low=0, high=10, plausible=(0, 2),
        source="assumed; on each layer's chance where a record is wrong and nobody padded it; 0 = only what is padded is found",
    )
    likeness: float = parameter(
        0.7, "correlation", low=0, high=0.99, plausible=(0, 0.95),
        source="assumed; twelve signatures are not twelve independent checks: all see the same papers",
    )
    separate: bool = parameter(
        False, "switch", source="assumed; off: a layer checks as one; on: each of its signatories with the layer's chance",
    )


class Standing(NamedTuple):
    """By county, shape (counties,): persons still poor on the record, who would leave honestly, who lack income only."""

    poor: Whole
    honest: Whole
    near: Whole
    fined: NDArray[np.bool_]
    """Whether a padded record of the county was caught at the last check."""


def step(world: World) -> None:
    """Set the tasks of the year, and what they tempt each county to."""
    own, county = world.settings, world.population.county
    county.padding_most[:] = own.reach * world.population.province.exit_line[0]
    stands = _standing(world)
    total = int(np.floor(own.persons * world.scenario.population.share + 0.5))
    county.exit_task[:] = split(min(total, int(stands.poor.sum())), stands.poor, county.id)
    task = county.exit_task.astype(np.float64)
    county.behind[:] = behind(task, stands.honest.astype(np.float64))
    county.catching_chance[:] = catching(own)
    county.noticing_chance[:] = catching(own, float(own.errors))
    wish = temptation(world, stands)
    room = np.maximum(task - stands.honest, 0.0) / np.maximum(stands.near, 1)
    county.padding_chance[:] = np.where(county.out == 1, 0.0, np.minimum(wish, room))


def behind(task: Floats, honest: Floats) -> Floats:
    """Log points by which the task exceeds honest exits, 0 where it is met: shape (counties,)."""
    asked = np.maximum(task, 1.0)
    made: Floats = log_array(asked / np.maximum(honest, LEAST * asked))
    return np.where(task > honest, made, 0.0)


def catching(own: SimpleNamespace, seen: float = 1.0) -> float:
    """The chance that a wrong record is caught, where layers see it `seen` times as well as a padded one."""
    layers = {name: float(getattr(own, name)) for name in SIGNATORIES}
    chances = tuple(chance for name, chance in layers.items() for _ in range(SIGNATORIES[name] if own.separate else 1))
    return caught(chances, float(own.likeness), seen * float(own.intensity))


def temptation(world: World, stands: Standing) -> Floats:
    """The chance that officials pad a record that lacks income only: benefit against penalty, shape (counties,)."""
    own, county = world.settings, world.population.county
    persons = np.maximum(county.persons, 1)
    usual = max(float(stands.poor.sum()) / float(persons.sum()), 1e-9)
    forgiven = own.difficulty * np.maximum(log_array(np.maximum(stands.poor / persons, 1e-9) / usual), 0.0)
    lag = np.maximum(county.behind - forgiven, 0.0)
    penalty = own.penalty + own.fined * stands.fined
    pressure = own.pressure * own.weight / USUAL_WEIGHT
    logit = own.base + own.task * pressure + own.behind * lag - own.deterrence * penalty * county.catching_chance
    return np.where(county.behind > 0.0, 1.0 / (1.0 + exp_array(-logit)), 0.0)


def _standing(world: World) -> Standing:
    """Who is still on the record as poor, and what each lacks, as the check of exits itself sees it."""
    household, many = world.population.household, world.population.county.size
    rows = np.flatnonzero((household.status == REGISTERED) | (household.status == RE_REGISTERED))
    checks = [each for each in world.plugins("rule") if "lacks" in each.verbs]
    lacks = np.max([world.ask(each, "lacks", rows) for each in checks], axis=0) if checks else np.zeros(len(rows))
    most = world.settings.reach * world.population.province.exit_line[0]
    kind = np.where(lacks == 0.0, 1, np.where((lacks > 0.0) & (lacks <= most), 2, 0))
    counties = counties_of(world, "household", rows)
    sums = np.bincount(3 * counties + kind, weights=household.members[rows], minlength=3 * many).astype(np.int64).reshape(many, 3)
    fined = np.bincount(counties[household.caught[rows] == PADDED], minlength=many) > 0
    return Standing(sums.sum(axis=1), sums[:, 1], sums[:, 2], fined)
