"""Survival: the published answers, the closed forms, and the traps."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from povsim.analysis.survival import LifeTable, life_table, log_rank

TREATED = ([6, 6, 6, 7, 10, 13, 16, 22, 23], [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35])
"""Remission in weeks of 21 patients under 6-mercaptopurine: relapsed, and still well when last seen (Freireich and others 1963)."""
PLACEBO = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23]


def treated() -> LifeTable:
    return life_table([*TREATED[0], *TREATED[1]], [0] * 9 + [-1] * 12)


def placebo() -> LifeTable:
    return life_table(PLACEBO, [0] * 21)


def test_freireich() -> None:
    """Promises E1, to 1e-4."""
    curve = treated().kaplan_meier()
    right = {6: 0.8571, 7: 0.8067, 10: 0.7529, 13: 0.6902, 16: 0.6275, 22: 0.5378, 23: 0.4482}
    assert {week: curve.survival[week - 1] for week in right} == pytest.approx(right, abs=1e-4)
    assert (curve.median(), placebo().kaplan_meier().median()) == (23, 8)
    assert treated().nelson_aalen[22] == pytest.approx(0.75951, abs=1e-5)
    found = log_rank([treated(), placebo()])
    assert (found.statistic, found.freedom, found.p_value) == pytest.approx((16.7929, 1, 4.169e-5), rel=1e-4)


def test_greenwood_of_a_constant_relapse() -> None:
    """Promises E3: 5 % a year of 2,000 households."""
    risk = 2_000 * 0.95 ** np.arange(5)
    curve = LifeTable(risk, 0.05 * risk[None, :]).kaplan_meier()
    assert (curve.survival[4], curve.error[4]) == pytest.approx((0.773781, 0.009355), abs=1e-6)


def test_two_ways_out_compete() -> None:
    """Promises E4: one minus Kaplan-Meier would say .679 in year 7."""
    risk = 1e6 * 0.8 ** np.arange(7)
    table = LifeTable(risk, np.array([0.15, 0.05])[:, None] * risk)
    right = [0.150, 0.270, 0.366, 0.4428, 0.50424, 0.553392, 0.592714]
    assert table.cumulative_incidence()[0] == pytest.approx(right, abs=1e-6)
    assert 1.0 - table.kaplan_meier().survival[6] == pytest.approx(0.679423, abs=1e-6)


def test_hazard_of_a_mixture_falls_though_nobody_changes() -> None:
    """Promises E5: half leave at 40 % a year, half at 5 %."""
    frail, robust = (5e5 * (1 - rate) ** np.arange(6) for rate in (0.4, 0.05))
    table = LifeTable(frail, 0.4 * frail[None, :]) + LifeTable(robust, 0.05 * robust[None, :])
    assert table.hazard[0] == pytest.approx([0.225, 0.1855, 0.1498, 0.1204, 0.0980, 0.0820], abs=5e-5)


def test_who_comes_late_is_not_at_risk_before() -> None:
    """Left truncation: two watched from the start, one seen only from year 2 on."""
    table = life_table([3, 1, 3], [0, -1, 0], entry=[0, 0, 2])
    assert table.at_risk.tolist() == [2, 1, 2] and table.ended.tolist() == [[0, 0, 2]]


def test_who_enters_after_its_end_never_counts() -> None:
    assert life_table([2, 3], [0, 0], entry=[2, 0]).at_risk.tolist() == [1, 1, 1]


def test_censored_in_a_year_was_at_risk_in_it() -> None:
    assert life_table([2, 2], [0, -1]).kaplan_meier().survival.tolist() == [1.0, 0.5]


def test_all_censored_is_certain_of_nothing() -> None:
    """Nothing happened: survival is 1, and the interval is not a point."""
    curve = life_table([3] * 10, [-1] * 10).kaplan_meier()
    low, high = curve.interval()
    assert curve.survival.tolist() == [1, 1, 1] and high.tolist() == [1, 1, 1] and low[2] == pytest.approx(0.7225, abs=1e-4)


def test_one_event_of_one() -> None:
    curve = life_table([1], [0]).kaplan_meier()
    low, high = curve.interval()
    assert (curve.survival[0], low[0]) == (0, 0) and 0.7 < high[0] < 1


def test_nobody_at_risk_is_unknown_and_not_zero() -> None:
    table = life_table([1, 3], [0, -1], entry=[0, 2], longest=4)
    assert table.at_risk.tolist() == [1, 0, 1, 0]
    curve = table.kaplan_meier()
    assert curve.survival[0] == 0 and np.isnan(curve.survival[1:]).all() and np.isnan(table.hazard[0][[1, 3]]).all()
    assert np.isnan(life_table([], [], longest=2).kaplan_meier().survival).all()


def test_immortal_time_is_refused() -> None:
    with pytest.raises(ValueError, match="years count from 1"):
        life_table([0], [0])


@pytest.mark.parametrize("why", [1, -2])
def test_unknown_ends_are_refused(why: int) -> None:
    with pytest.raises(ValueError, match="kinds of end"):
        life_table([1], [why])


def test_log_rank_of_one_group_is_refused() -> None:
    with pytest.raises(ValueError, match="two groups"):
        log_rank([treated()])


def test_persons_weigh() -> None:
    weighed = life_table([2, 1], [0, 0], weights=[4, 1])
    assert weighed.at_risk.tolist() == [5, 4] and weighed.ended.tolist() == [[1, 4]]


def test_later_years_can_be_left_out() -> None:
    table = life_table([1, 5, 9], [0, 0, -1], longest=3)
    assert table.at_risk.tolist() == [3, 2, 2] and table.ended.tolist() == [[1, 0, 0]]


@given(st.lists(st.tuples(st.integers(1, 12), st.integers(-1, 0)), min_size=1, max_size=60))
def test_agrees_with_scipy(subjects: list[tuple[int, int]]) -> None:
    """The survival function of `scipy.stats.ecdf`, another hand's work."""
    from scipy.stats import CensoredData, ecdf

    years, why = np.array(subjects).T
    curve = life_table(years, why).kaplan_meier()
    other = ecdf(CensoredData(uncensored=years[why == 0], right=years[why == -1])).sf
    assert curve.survival[np.asarray(other.quantiles, int) - 1] == pytest.approx(other.probabilities, abs=1e-12)


@given(st.lists(st.tuples(st.integers(1, 9), st.integers(-1, 1)), min_size=1, max_size=60), st.integers(0, 60))
def test_counts_of_parts_add_up(subjects: list[tuple[int, int]], cut: int) -> None:
    whole, first, rest = (life_table([y for y, _ in some], [w for _, w in some], 2) for some in (subjects, subjects[:cut], subjects[cut:]))
    both = first + rest
    assert both.at_risk.tolist() == whole.at_risk.tolist() and both.ended.tolist() == whole.ended.tolist()
