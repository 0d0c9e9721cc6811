"""Hazard models and pooled ratios: published answers, and whether intervals hold what they say."""

from __future__ import annotations

import numpy as np
import pytest

from povsim.analysis.covariates import Subjects, TooFewError, hazard_ratios
from povsim.analysis.hazard import discrete_hazard, periods, proportional_hazards
from povsim.analysis.ratios import mean, pooled, pooled_survival
from povsim.analysis.survival import LifeTable, life_table
from povsim.draws import key, normal_array, uniform_array
from test_survival import PLACEBO, TREATED

IDS = np.arange(6_000, dtype=np.uint64)


def test_cox_of_freireich() -> None:
    """Promises E1, Efron's ties."""
    years, event = [*TREATED[0], *TREATED[1], *PLACEBO], [1] * 9 + [0] * 12 + [1] * 21
    found = proportional_hazards(years, event, [[1.0]] * 21 + [[0.0]] * 21)
    assert (found.effect[0], found.error[0]) == pytest.approx((-1.57212, 0.41240), abs=1e-5)


def test_a_subject_has_a_row_for_every_year_at_risk() -> None:
    subject, year = periods([2, 0, 3], [0, 0, 1])
    assert subject.tolist() == [0, 0, 2, 2] and year.tolist() == [1, 2, 2, 3]


def test_discrete_hazard_finds_what_was_put_in() -> None:
    """300 villages of 20 households, a shared village effect, log hazard ratio .7: within five standard errors, which see .3."""
    village = (IDS // 20).astype(int)
    ill = (uniform_array(key(1, "ill"), IDS, 0) < 0.3).astype(float)
    shared = 0.3 * normal_array(key(1, "village"), np.arange(300, dtype=np.uint64), 0)[village]
    rate = 1.0 - np.exp(-np.exp(-3.0 + 0.7 * ill + shared))
    luck = np.stack([uniform_array(key(1, "year", year), IDS, 0) for year in range(5)])
    falls = luck < rate
    event, years = falls.any(axis=0).astype(int), np.where(falls.any(axis=0), falls.argmax(axis=0) + 1, 5)
    found = discrete_hazard(years, event, ill[:, None], village)
    assert found.effect[0] == pytest.approx(0.7, abs=5 * found.error[0]) and 0.02 < found.error[0] < 0.09
    assert found.interval()[0][0] < found.effect[0] < found.interval()[1][0] and len(found.baseline) == 5


def test_a_year_without_events_is_named() -> None:
    with pytest.raises(ValueError, match="year 2"):
        discrete_hazard([1, 2, 3], [1, 0, 1], [[0.0], [1.0], [0.0]], [0, 1, 2])


def subjects(many: int, rate: float = 0.2) -> Subjects:
    """Households of four causes, three years of exit and two kinds of place, whose relapse has nothing to do with them."""
    ids = np.arange(many, dtype=np.uint64)
    years = 1 + (np.log(uniform_array(key(9, "fall"), ids, 0)) / np.log(1.0 - rate)).astype(np.int64)
    groups = {kind: np.array([f"{kind} {number // step % count}" for number in range(many)], object)
              for kind, step, count in (("cause", 1, 4), ("exit_year", 4, 3), ("preset", 12, 2))}
    village = np.array([f"0 {number // 10}" for number in range(many)], object)
    return Subjects(np.minimum(years, 4), years <= 4, groups, village)


def test_a_model_with_too_few_relapses_is_refused() -> None:
    """Ten for each covariate: every group has its ten, but all covariates together have not, and the numbers say so."""
    found = hazard_ratios(subjects(900))
    assert len(found["ratio"]) == 6 and found["relapsed"].min() >= 10 and (found["relapsed"] <= found["households"]).all()
    assert np.mean((found["low"] < 1) & (found["high"] > 1)) > 0.8
    with pytest.raises(TooFewError, match="57 relapses are too few for 6 covariates, which need 60"):
        hazard_ratios(subjects(90))


def test_ratios_are_pooled_and_not_averaged() -> None:
    """X48: one relapse of 2 and ten of 98 are 11 of 100, not the mean of a half and a tenth."""
    assert pooled([1, 10], [2, 98]).value == 0.11
    assert np.isnan(pooled([1], [2]).low) and np.isnan(pooled([0, 0], [0, 0]).value)
    assert mean([1, 2, 3]).value == 2 and (mean([1, 2, 3]).low, mean([1, 2, 3]).high) == pytest.approx((-0.4841, 4.4841), abs=1e-4)


def runs_of(study: int, runs: int = 20, homes: int = 200) -> list[LifeTable]:
    """Runs whose relapse rate varies from run to run, of four years each."""
    made = []
    for run in range(runs):
        rate = 0.05 * np.exp(0.3 * normal_array(key(study, "rate"), np.array([run], np.uint64), 0)[0])
        luck = uniform_array(key(study, "luck", run), np.arange(homes, dtype=np.uint64), 0)
        years = np.ceil(np.log(luck) / np.log(1.0 - rate))
        made.append(life_table(np.minimum(years, 4), np.where(years <= 4, 0, -1), longest=4))
    return made


def coverage(studies: int) -> tuple[float, float]:
    """How often intervals of the relapse ratio and of survival hold the truth of the process."""
    many = np.exp(0.3 * normal_array(key(0, "truth"), np.arange(200_000, dtype=np.uint64), 0)) * 0.05
    relapse, survival = 1.0 - np.mean((1.0 - many) ** 4), np.mean((1.0 - many) ** 4)
    held = np.zeros(2)
    for study in range(studies):
        tables = runs_of(study)
        ratio = pooled([each.ended[0].sum() for each in tables], [each.at_risk[0] for each in tables])
        curve = pooled_survival(tables, 4)
        held += [ratio.low <= relapse <= ratio.high, curve.low <= survival <= curve.high]
    return float(held[0] / studies), float(held[1] / studies)


def test_intervals_hold_the_truth() -> None:
    """95 % of 100 studies; fewer than 82 would come once in a million."""
    assert min(coverage(100)) >= 0.82


@pytest.mark.nightly
def test_intervals_hold_the_truth_as_often_as_they_say() -> None:
    """93.5 to 97 % of 4,000 studies, where the standard error of the share is .35 %."""
    assert all(0.935 <= share <= 0.97 for share in coverage(4_000))


def test_survival_where_nothing_ended_has_no_bounds() -> None:
    found = pooled_survival([life_table([3, 3], [-1, -1]), life_table([3], [-1])], 3)
    assert found.value == 1.0 and np.isnan(found.low) and np.isnan(found.high)
