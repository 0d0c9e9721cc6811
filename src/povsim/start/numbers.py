"""Numbers of the starting population that do not differ between kinds of place.  初始人口"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from povsim.parameters import Parameters, parameter

Floats = NDArray[np.float64]


class Numbers(Parameters):
    """Shares and spreads of the starting population and of the starting register."""

    county_sizes: float = parameter(0.25, "s.d. of log", low=0, high=1, plausible=(0.1, 0.5), source="assumed; villages a county")
    firms: int = parameter(
        6, "firms a county", low=0, high=90, plausible=(3, 20),
        source="assumed; leading firms and larger cooperatives of a county that take in the poor's shares and loans",
    )
    suited: float = parameter(
        0.15, "share of farms", low=0.01, high=1, plausible=(0.05, 0.3),
        source="assumed; an industry that so many live from already suits the place",
    )
    unsuited: float = parameter(
        0.5, "factor", low=0, high=1, plausible=(0.2, 0.8), source="assumed; success of an industry that nobody there knows",
    )
    village_sizes: float = parameter(
        0.35, "s.d. of log", low=0, high=1, plausible=(0.2, 0.6),
        source="assumed; households a village",
    )
    remoteness_spread: float = parameter(
        0.15, "share", low=0, high=0.5,
        plausible=(0.1, 0.2), source="assumed; villages of a county lie along one road",
    )
    remoteness_slope: float = parameter(
        0.3, "log", low=0, high=1,
        source="assumed; farm productivity from the nearest to the farthest village, .1-.5: poor villages are the far ones",
    )
    village_share: float = parameter(
        0.5, "share of variance", low=0, high=0.9,
        plausible=(0.1, 0.5), source="assumed; of lasting differences of skill, pay and herds, what lies between villages",
    )
    village_remoteness: float = parameter(
        0.5, "correlation", low=0, high=1,
        plausible=(0.2, 0.8), source="assumed; far villages are the poorer ones",
    )
    remote_land: float = parameter(
        0.2, "log", low=0, high=1,
        plausible=(0, 0.5), source="assumed; capital and savings fall with remoteness",
    )
    elite: float = parameter(
        0.05, "share of households", low=0, high=1,
        plausible=(0.02, 0.1), source="assumed; related to village leaders",
    )
    veto: float = parameter(
        0.25, "share of households", low=0, high=1,
        plausible=(0.15, 0.3),
        source="assumed; a car, flat, firm or public pay, of households not below the line of the base year",
    )
    veto_poor: float = parameter(
        0.02, "share of households", low=0, high=1,
        plausible=(0, 0.05), source="assumed; the same of those below it",
    )
    severe: float = parameter(
        0.06, "share of the ill", low=0, high=1,
        plausible=(0.03, 0.1), source="assumed; severe among the ill at the start",
    )
    severe_disability: float = parameter(
        0.35, "share", low=0, high=1, plausible=(0.25, 0.45),
        source="assumed; severe among the disabled",
    )
    trained: float = parameter(
        0.12, "share of adults", low=0, high=1,
        plausible=(0.05, 0.2), source="assumed; one effective course before the plan",
    )
    preschool: float = parameter(
        0.7, "share", low=0, high=1,
        source="assumed; ages 3 to 5 in 2015, .6-.8; the plan wants .85",
    )
    compulsory: float = parameter(
        0.985, "share", low=0, high=1, plausible=(0.94, 0.99),
        source="assumed; ages 6 to 14 in school, near what dropout and return lead to",
    )
    senior: float = parameter(0.5, "share", low=0, high=1, plausible=(0.4, 0.6), source="assumed; ages 15 to 17 in senior school")
    vocational: float = parameter(
        0.25, "share", low=0, high=1,
        plausible=(0.15, 0.35), source="assumed; ages 15 to 17 in vocational school",
    )
    college: float = parameter(0.22, "share", low=0, high=1, plausible=(0.1, 0.3), source="assumed; ages 18 to 21 in college")
    home_effect: float = parameter(
        0.5, "correlation", low=0, high=1, plausible=(0.3, 0.6),
        source="assumed; schooling within a household",
    )
    wealth_effect: float = parameter(
        0.4, "correlation", low=0, high=1,
        plausible=(0.2, 0.6), source="assumed; capital and savings with farm skill",
    )
    schooling_slope: float = parameter(
        0.05, "years a year of age", low=0, high=0.2,
        plausible=(0.03, 0.08), source="assumed; older people went to school less",
    )
    schooling_women: float = parameter(
        1.0, "years", low=0, high=4,
        plausible=(0.5, 2), source="assumed; women above 30 went to school less",
    )
    income_guess: float = parameter(
        7_000.0, "yuan a person", low=0, high=1e6,
        source="assumed; what households expect before the years without programmes, of no weight after them",
    )
    unsafe_registered: float = parameter(
        0.2625, "share", low=0, high=1,
        source="Qinghai plan 2016: 42,000 registered households without a safe house, of 160,000",
    )
    unsafe_others: float = parameter(
        0.045421, "share", low=0, high=1,
        source="Qinghai plan 2016: 77,565 dangerous farm houses in all, less the 42,000, of 783,000 households",
    )
    no_road: float = parameter(
        0.3224, "share", low=0, high=1,
        source="Qinghai plan 2016: 523 of 1,622 poor villages without a hard road",
    )
    no_water: float = parameter(
        0.4118, "share", low=0, high=1,
        source="Qinghai plan 2016: water works due in 668 of 1,622 poor villages",
    )
    no_clinic: float = parameter(
        0.0413, "share", low=0, high=1,
        source="Qinghai plan 2016: 67 of 1,622 poor villages without a clinic",
    )


KINDS_BY_SIZE: Floats = np.array([
    #  1     2     3     4     5     6     7     8     9    10
    [0.45, 0.55, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00],
    [0.10, 0.35, 0.30, 0.18, 0.07, 0.00, 0.00, 0.00, 0.00, 0.00],
    [0.00, 0.04, 0.22, 0.36, 0.23, 0.10, 0.05, 0.00, 0.00, 0.00],
    [0.00, 0.00, 0.00, 0.10, 0.22, 0.30, 0.20, 0.11, 0.05, 0.02],
])
"""Assumed sizes of elders-only, childless, nuclear and three-generation households, before the tilt to the place's mean."""

AGES: Floats = np.array([16.0, 30.0, 45.0, 60.0])
"""Where the age bands of illness and disability begin, after the children's."""

CHRONIC_BY_AGE: Floats = np.array([0.01, 0.04, 0.115, 0.225, 0.42])
"""Assumed chronic illness by age band; .17 of adults as in the CFPS rural panel."""

DISABLED_BY_AGE: Floats = np.array([0.022, 0.036, 0.052, 0.088, 0.225])
"""Assumed disability by age band; .063 of persons as in the national survey of 2006."""
