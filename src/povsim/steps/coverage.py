"""What next year's patients go by: the share that came back of this year's bills, and the mean income of the place.  报销预期

S02 of the model: whether the ill go to hospital depends on what they expect to pay. The share of hospital bills that
insurance and assistance paid, of the insured with support and of the others, moves what people expect.
S03: the mean disposable income of a county is next year's threshold of the critical-illness layer.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from povsim.columns import column
from povsim.parameters import Parameters, parameter

if TYPE_CHECKING:
    from povsim.world import World

phase = "welfare"
reads = (
    "household.bills", "household.reimbursed_fen", "household.aid", "household.insured",
    "household.support", "household.survey_income", "household.members", "household.away",
)
writes = ("province.expected_share", "province.expected_share_supported", "county.income_before")

columns = (
    column("county.income_before", "float64", "yuan a resident", "mean survey income of the year before", low=0, start=7933),
    column(
        "province.expected_share", "float64", "share", "of hospital bills the insured expect back", low=0, high=1, start=0.51,
    ),
    column(
        "province.expected_share_supported", "float64", "share", "the same of households with support", low=0, high=1, start=0.58,
    ),
)


class Settings(Parameters):
    """How fast people learn."""

    learned: float = parameter(
        0.7, "a year", low=0, high=1, plausible=(0.3, 1),
        source="assumed; weight of the year's experience; 0 = expectations stay as they are",
    )


def step(world: World) -> None:
    """Note what is known at the end of the year."""
    _expect(world)
    _remember(world)


def _remember(world: World) -> None:
    """The mean disposable income of the residents of each county."""
    population, household = world.population, world.population.household
    residents = np.maximum(household.members - household.away, np.int8(1))
    income = residents * household.survey_income
    for county, (low, high) in enumerate(pairwise(population.first("village")[population.first("county")].tolist())):
        total = max(float(income[low:high].sum(dtype=np.float64)), 0.0)
        population.county.income_before[county] = total / max(float(residents[low:high].sum(dtype=np.float64)), 1.0)


def _expect(world: World) -> None:
    """Move the two expectations towards what came back."""
    household, province = world.population.household, world.population.province
    rows = np.flatnonzero((household.bills > 0) & (household.insured == 1))
    group = (household.support[rows] > 0).astype(np.int64)
    bills = household.bills[rows].astype(np.float64)
    paid = np.minimum(household.reimbursed_fen[rows] / 100.0 + household.aid[rows], bills)
    billed, back = (np.bincount(group, weights=each, minlength=2) for each in (bills, paid))
    for place, expected in enumerate((province.expected_share, province.expected_share_supported)):
        if billed[place] > 0:
            expected[:] += world.settings.learned * (back[place] / billed[place] - expected)
