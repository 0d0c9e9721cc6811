"""Third-party assessment: a sample of every county, what is found in it, and whether the county passes.  第三方评估

S24 of the model with items 2 and 43 of its corrections. A household fails where the mean true income of two years is below the
administrative line and nothing bars it, or where a guarantee is missing. The assessment changes no household and no money.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from povsim.administration.assessment import Assessor, Limits
from povsim.administration.purse import Whole
from povsim.administration.sampling import Floats, Luck, two_stage
from povsim.administration.survey import EXITED, POOR, STRATA, UNREGISTERED, Frame, Part, Places, everybody, verdict
from povsim.columns import column, flag
from povsim.history import Table
from povsim.levels import EXITED as OUT
from povsim.levels import NEVER, REMOVED
from povsim.parameters import Parameters, parameter

if TYPE_CHECKING:
    from povsim.world import World

Marks = NDArray[np.bool_]

phase = "assessment"
switch = "asked"
tables = ("assessment",)
reads = (
    "household.income", "household.income_before", "household.members", "household.status", "household.veto",
    "household.house_safe", "household.school_ok", "household.insured", "household.water_ok", "household.approves",
    "province.exit_line", "province.most_poor",
)
columns = (
    column("county.assessed_year", "int16", "year", "latest year of assessment; 0 = none", low=0, high=9999),
    column("county.found_wrong_exit", "float64", "share", "wrong exits that the assessors found, persons", low=0, high=1),
    column("county.found_missed", "float64", "share", "missed that they found, persons", low=0, high=1),
    column("county.found_composite", "float64", "share", "poor after their findings, persons", low=0, high=1),
    column("county.found_approval", "float64", "share", "households of their sample that approve", low=0, high=1),
    flag("county.passed", "1 where the latest assessment was passed"),
)
writes = tuple(each.path for each in columns)

RATES = ("wrong_exit", "missed", "composite", "approval")
PASSED = ("passed", "passed_census", "passed_true")
SAMPLED = (("sampled_exited", EXITED), ("sampled_unregistered", UNREGISTERED), ("sampled_poor", POOR))
RULE = "national rule on leaving poverty, 2016"


class Settings(Parameters):
    """The sample, the assessors, and the tests."""

    asked: bool = parameter(False, "switch", source="assumed; a page asks for it")
    first_year: int = parameter(2016, "year", low=0, high=2100, source=RULE)
    samples: int = parameter(
        1, "samples", low=1, high=1_000, source="assumed; the first decides, further ones show what luck does",
    )
    census: bool = parameter(False, "switch", source="assumed; off; on = everybody is looked at, as in the census of 2020-21")
    exited: int = parameter(
        500, "households a county", low=1, high=100_000, plausible=(100, 1_000),
        source="provincial assessments 2017: about 1,000 a county, half of them exited",
    )
    unregistered: int = parameter(
        500, "households a county", low=1, high=100_000, plausible=(100, 1_000),
        source="provincial assessments 2017: the other half",
    )
    still_poor: int = parameter(
        50, "households a county", low=1, high=100_000, plausible=(1, 200),
        source="assumed; few are still poor, and they are asked what they think",
    )
    in_village: int = parameter(
        25, "households a village", low=1, high=10_000, plausible=(10, 60),
        source="assumed; of each stratum, where it has so many",
    )
    icc: float = parameter(
        0.03, "correlation", low=0, high=1, plausible=(0, 0.1),
        source="assumed; likeness within villages that the planned design effect allows for",
    )
    se_income: float = parameter(
        0.3, "share", low=0, high=1, plausible=(0.1, 0.6),
        source="assumed; low incomes that one visit recognises; all passed in 2018, which .30 allows up to a true rate of .0125",
    )
    se_guarantee: float = parameter(
        0.85, "share", low=0, high=1, plausible=(0.6, 0.98), source="assumed; a house, a school or a tap is seen more easily",
    )
    specificity: float = parameter(
        0.995, "share", low=0, high=1, plausible=(0.98, 1), source="assumed; sound households not called failing",
    )
    appeal_true: float = parameter(0.2, "share", low=0, high=1, source="assumed; right findings that counties overturn")
    appeal_false: float = parameter(0.8, "share", low=0, high=1, source="assumed; wrong findings that counties overturn")
    means: float = parameter(
        1.5, "of the line", low=1, high=1e6, plausible=(1, 3),
        source="assumed; off the register a missing guarantee counts below this income alone: others could mend it themselves",
    )
    water_year: int = parameter(2019, "year", low=0, high=2100, source="national rule: safe water is checked from 2019")
    most_wrong: float = parameter(0.02, "share", low=0, high=1, source=RULE)
    most_missed: float = parameter(0.02, "share", low=0, high=1, source=RULE)
    least_approval: float = parameter(0.9, "share", low=0, high=1, source=RULE)


def step(world: World) -> None:
    """Assess every county, sample by sample."""
    if world.year < world.settings.first_year:
        return
    poor, lacking = failing(world)
    population = world.population
    homes = population.first("village")[population.first("county")].tolist()
    frames = [_frame(world, county, slice(*rows), poor | lacking) for county, rows in enumerate(pairwise(homes))]
    for sample in range(1, int(world.settings.samples) + 1):
        found = _findings(world, poor, lacking, sample)
        rows = [_row(world, frame, found[start:], sample) for frame, start in zip(frames, homes, strict=False)]
        table = {name: np.array([row[name] for row in rows]) for name in rows[0]}
        _keep(world, table, sample)
        if sample == 1:
            _decide(world, table)


def failing(world: World) -> tuple[Marks, Marks]:
    """Households whose income fails, and those that lack a guarantee that counts, in truth: shape (households,) each."""
    home, own = world.population.household, world.settings
    line, free = float(world.population.province.exit_line[0]), home.veto == 0
    income = (home.income.astype(np.float64) + 10.0 * home.income_before) / 2.0
    lacking = (home.house_safe == 0) | (home.school_ok == 0) | (home.insured == 0)
    lacking |= (home.water_ok == 0) & (world.year >= own.water_year)
    outside = (home.status == NEVER) | (home.status == REMOVED)
    return (income < line) & free, lacking & (~outside | (free & (income < own.means * line)))


def _findings(world: World, poor: Marks, lacking: Marks, sample: int) -> Marks:
    """What the assessors would find in every household, after appeals."""
    own, ids = world.settings, world.population.household.id
    assessor = Assessor(own.se_income, own.se_guarantee, own.specificity, own.appeal_true, own.appeal_false)
    return assessor.finds(poor, lacking, np.stack([world.uniform(f"finding {sample}", ids, k) for k in range(4)]))


def _frame(world: World, county: int, rows: slice, fails: Marks) -> Frame:
    """What a survey may meet in a county."""
    population, home = world.population, world.population.household
    status, first = home.status[rows], population.first("county")
    stratum = np.where(status == OUT, EXITED, np.where((status == NEVER) | (status == REMOVED), UNREGISTERED, POOR))
    village = home.parent[rows].astype(np.int64) - int(first[county])
    villages = population.village.id[first[county] : first[county + 1]]
    places = Places(population.county.id[county : county + 1], villages, home.id[rows])
    return Frame(stratum, village, home.members[rows].astype(np.float64), fails[rows], home.approves[rows] == 1, places)


def _row(world: World, frame: Frame, found: Marks, sample: int) -> dict[str, float]:
    """A sample of a county, its verdict, and the truth beside it."""
    own = world.settings
    parts = [_part(world, frame, stratum, sample) for stratum in STRATA]
    asked = [len(rows) for rows, _ in parts]
    made = verdict(frame, [Part(rows, weight, found[rows]) for rows, weight in parts], asked, own.icc)
    beside = {"census": everybody(frame, found, asked), "true": everybody(frame, frame.fails, asked)}
    row: dict[str, float] = {"sampled": sum(asked), **{name: asked[stratum] for name, stratum in SAMPLED}}
    for name in RATES:
        one = getattr(made, name)
        row |= {name: one.value, f"{name}_low": one.low, f"{name}_high": one.high}
        row |= {f"{name}_{way}": getattr(each, name).value for way, each in beside.items()}
        row |= {f"{name}_deff": one.deff, f"{name}_n_eff": one.n_eff} if name != "composite" else {}
    composite = float(world.population.province.most_poor[0])
    limits = Limits(own.most_wrong, own.most_missed, composite, own.least_approval)
    return row | {"passed": made.passed(limits), **{f"passed_{way}": each.passed(limits) for way, each in beside.items()}}


def _part(world: World, frame: Frame, stratum: int, sample: int) -> tuple[Whole, Floats]:
    """The sample of a stratum: rows of the frame, and the households that each stands for."""
    own, rows, places = world.settings, frame.rows(stratum), frame.places
    size = len(rows) if own.census else int((own.exited, own.unregistered, own.still_poor)[stratum])
    luck = Luck(
        world.uniform(f"households {sample}", places.households[rows], 0),
        world.uniform(f"villages {sample}", places.villages, stratum),
        float(world.uniform(f"start {sample}", places.county, stratum)[0]),
    )
    chosen, weight = two_stage(frame.village[rows], places.households[rows], luck, size, int(own.in_village))
    return rows[chosen], weight


def _keep(world: World, table: Table, sample: int) -> None:
    """Write the verdicts on all counties down."""
    many = len(table["sampled"])
    names = np.array([f"county {number:02d}" for number in range(1, many + 1)], object)
    head = {"year": np.full(many, world.year, np.int32), "county": names, "sample": np.full(many, sample, np.int64)}
    verdicts = {name: table[name].astype(np.int8) for name in PASSED}
    world.records.keep("assessment", {**head, **table, **verdicts})


def _decide(world: World, table: Table) -> None:
    """The first sample is the one that counts."""
    county = world.population.county
    county.assessed_year[:] = world.year
    county.passed[:] = table["passed"]
    for name in RATES:
        getattr(county, f"found_{name}")[:] = table[name]
