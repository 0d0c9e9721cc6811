"""The persons of the starting population: age and sex by place in the household, schooling, health, work.  初始人口"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from povsim import maths
from povsim.levels import (
    CHILDLESS,
    CHRONIC,
    COLLEGE,
    COMPULSORY,
    ELDERS_ONLY,
    FARM,
    IDLE,
    LOCAL_WAGE,
    MIGRANT,
    NO_SCHOOL,
    PRESCHOOL,
    SENIOR,
    SEVERE,
    VOCATIONAL,
)
from povsim.start.homes import Columns, County, Floats, Whole, Words, composition
from povsim.start.numbers import AGES, CHRONIC_BY_AGE, DISABLED_BY_AGE

COUPLE, FURTHER, CHILD, ELDER = 0, 1, 2, 3
"""The places in a household, in the order in which members lie side by side."""


@dataclass(frozen=True)
class Places:
    """The place of every person: household, place in it, number among those of the place, and the household's shape."""

    home: Whole
    role: Whole
    number: Whole
    kind: Whole
    couple: Whole
    children: Whole
    elders: Whole


def places(kind: Whole, size: Whole, chance: Floats) -> Places:
    """Give every member a place: kind, size and a draw of every household (n,) -> persons."""
    couple, further, children, elders = composition(kind, size, chance)
    home = np.repeat(np.arange(len(size)), size)
    member = np.arange(len(home)) - np.repeat(np.cumsum(size) - size, size)
    ends = np.cumsum(np.stack([couple, further, children]), axis=0)[:, home]
    role = (member >= ends[0]).astype(np.int64) + (member >= ends[1]) + (member >= ends[2])
    number = member - np.choose(role, [np.zeros(len(home), dtype=np.int64), ends[0], ends[1], ends[2]])
    return Places(home, role, number, kind[home], couple[home], children[home], elders[home])


def people(county: County, homes: Columns, ids: Words, shape: tuple[Whole, Whole]) -> Columns:
    """All columns of the persons of a county: persons' ids (n,), kind and size of their households."""
    who = places(*shape, county.luck.uniform("composition", homes["id"]))
    chance = county.luck.uniform("age", ids)
    age = _ages(who, chance, [county.luck.uniform("ages", homes["id"], k)[who.home] for k in range(3)])
    female = _women(who, county.luck.uniform("sex", ids))
    school = _stage(county, age, ids)
    made: Columns = {"age": age, "female": female, "school": school}
    made["schooling"] = _years(county, homes, who, made, ids)
    made |= _bodies(county, age, ids)
    working = (school == NO_SCHOOL) & (age >= 18) & (age < 60)
    made["skill"] = working & (county.luck.uniform("skill", ids) < county.numbers.trained)
    made["job"] = _job(county, homes, who, made, ids)
    return made


def _ages(who: Places, chance: Floats, home: list[Floats]) -> Whole:
    """Whole years that fit together: parents are 20 to 27 at the first birth, children 2 to 6 years apart."""
    youngest, first = 16.0 * home[0], 20.0 + 7.0 * home[2]
    gap = np.minimum(2.0 + 4.0 * home[1], 20.0 / np.maximum(who.children - 1, 1))
    alone = np.where(who.couple == 1, 24.0 + 40.0 * home[0], 24.0 + 38.0 * home[0])
    grown = (who.kind == CHILDLESS) & _any_further(who)
    mother = np.where(who.kind == CHILDLESS, np.where(grown, 44.0 + 16.0 * home[0], alone),
                      youngest + gap * np.maximum(who.children - 1, 0) + first)
    couple = mother + np.where((who.couple == 2) & (who.number == 0), 4.0 * chance - 1.0, 0.0)
    further = np.where(grown, np.clip(mother - 20.0 - 8.0 * chance - 3.0 * who.number, 16.0, 60.0), 17.0 + 13.0 * chance)
    child = youngest + gap * (who.children - 1 - who.number)
    alone_elder = 60.0 + 25.0 * home[0] * home[0] + 3.0 * chance
    elder = np.where(who.kind == ELDERS_ONLY, alone_elder, np.clip(mother + 20.0 + 9.0 * chance, 45.0, 95.0))
    made: Whole = np.floor(np.choose(who.role, [couple, further, child, elder])).astype(np.int64)
    return made


def _any_further(who: Places) -> NDArray[np.bool_]:
    """Whether somebody of the person's household is a further adult."""
    found = np.zeros(int(who.home[-1]) + 1 if len(who.home) else 0, dtype=bool)
    found[who.home[who.role == FURTHER]] = True
    return found[who.home]


def _women(who: Places, chance: Floats) -> NDArray[np.bool_]:
    """The sex of every member: couples are a man and a woman, and so are two elders."""
    pair = np.choose(who.role, [who.couple, 0, 0, who.elders]) == 2
    share = np.choose(who.role, [np.where(who.children > 0, 0.6, 0.35), 0.45, 0.47, 0.62])
    return np.where(pair, who.number == np.where(who.role == ELDER, 0, 1), chance < share)


def _stage(county: County, age: Whole, ids: Words) -> Whole:
    """The school stage by age: 3 to 5, 6 to 14, 15 to 17, 18 to 21 years."""
    numbers, chance = county.numbers, county.luck.uniform("school", ids)
    young = np.select(
        [(age >= 3) & (age <= 5) & (chance < numbers.preschool), (age >= 6) & (age <= 14) & (chance < numbers.compulsory)],
        [PRESCHOOL, COMPULSORY], NO_SCHOOL)
    trade = np.where(chance < numbers.senior + numbers.vocational, VOCATIONAL, NO_SCHOOL)
    high = np.where(chance < numbers.senior, SENIOR, trade)
    late = np.where(chance < numbers.college, COLLEGE, NO_SCHOOL)
    return np.where((age >= 15) & (age <= 17), high, np.where((age >= 18) & (age <= 21), late, young))


def _years(county: County, homes: Columns, who: Places, person: Columns, ids: Words) -> Floats:
    """Years of school completed: by age for pupils, by age, sex and home for adults."""
    preset, numbers, age = county.preset, county.numbers, person["age"]
    home = homes["wage_effect"] / max(preset.wage_spread, 1e-9)
    own = np.sqrt(1.0 - numbers.home_effect * numbers.home_effect) * county.luck.normal("schooling", ids)
    years = preset.schooling + preset.schooling_spread * (numbers.home_effect * home[who.home] + own)
    years = years + numbers.schooling_slope * (40.0 - age) + numbers.schooling_women * (0.5 - (person["female"] & (age > 30)))
    grown = np.clip(np.floor(years + 0.5), 0.0, 16.0)
    pupil = np.clip(age - 6.0, 0.0, 15.0)
    held = np.where(age < 15, pupil, np.where((person["school"] == NO_SCHOOL) & (age > 15), grown, np.maximum(pupil, 9.0)))
    return np.minimum(held, np.maximum(age - 6.0, 0.0))


def _bodies(county: County, age: Whole, ids: Words) -> Columns:
    """Illness and disability by age band, at the place's prevalence."""
    numbers, preset = county.numbers, county.preset
    band = np.searchsorted(AGES, age, side="right")
    ill = CHRONIC_BY_AGE[band] * (preset.chronic / 0.17) * (0.5 + 0.5 * preset.illness_factor)
    disabled = DISABLED_BY_AGE[band] * (preset.disability / 0.063)
    sick, impaired = county.luck.uniform("health", ids), county.luck.uniform("disability", ids)
    return {
        "health": np.where(sick < ill * numbers.severe, SEVERE, np.where(sick < ill, CHRONIC, 0)),
        "disability": np.where(impaired < disabled * numbers.severe_disability, 2, np.where(impaired < disabled, 1, 0)),
    }


def _job(county: County, homes: Columns, who: Places, person: Columns, ids: Words) -> Whole:
    """Wage work, at home or away, by the log-odds of the place, schooling, age, road, language; else the farm."""
    age, barrier = person["age"], homes["language_barrier"][who.home]
    village: Any = homes["village"]
    road = county.villages["road"][village][who.home]
    network = county.villages["network"][village][who.home]
    learned = 0.06 * (person["schooling"] - 6.5) + 0.3 * person["skill"]
    odds = county.preset.wage_odds + learned - 0.04 * (age - 40.0) + 0.4 * road - 0.5 * barrier
    away = 0.4 + 0.5 * network - 0.05 * (age - 35.0) - 0.6 * barrier
    fit = (age >= 16) & (age < 65) & (person["school"] == NO_SCHOOL) & (person["health"] != SEVERE) & (person["disability"] < 2)
    waged = fit & (county.luck.uniform("job", ids) < _logistic(odds))
    leaves = county.luck.uniform("away", ids) < _logistic(away)
    farms = (age >= 16) & (age < 75) & (person["school"] == NO_SCHOOL)
    return np.where(waged, np.where(leaves, MIGRANT, LOCAL_WAGE), np.where(farms, FARM, IDLE))


def _logistic(odds: Floats) -> Floats:
    """The chance with these log-odds."""
    return 1.0 / (1.0 + maths.exp_array(-odds))
