"""Relocation: who moves, what a move costs and brings, and who goes back.  易地搬迁的常见误解"""

from __future__ import annotations

from functools import cache

import numpy as np

from povsim.administration.rationing import Claimants, share_within
from povsim.simulation import Simulation
from povsim.steps.site_jobs import shared
from two_counties import lived, page

MOVE = "relocation: {use: batches, remote: 0.3, last: 2016, registered: 1, budget: {2016: 60e6, 2018: 0}"


@cache
def moved() -> tuple[Simulation, Simulation]:
    """Two counties whose registered households move in 2016 and 2017, and the same without money; before the moves."""
    return Simulation(page(MOVE + ", town: 1, back: 0, back_idle: 0}")), Simulation(page(MOVE + "}", "programmes.relocation.budget=0"))


def test_x27_income_falls_after_a_move_to_town_before_work_is_found() -> None:
    """X27: a J-curve. Beside their twins movers lose fields at once and gain wages late; living costs them money at once.

    Means of more than 100 households with the same luck; a dip of a hundredth of income would be seen.
    """
    moves, stays = moved()
    moves.step()
    stays.step()
    one, other = moves.world.population.household, stays.world.population.household
    who = one.id[one.moved_year == 2016]
    assert len(who) > 100
    found: dict[str, list[float]] = {"wages": [], "total_income": [], "house_paid": []}
    for _ in range(6):
        rows = [np.flatnonzero(np.isin(each.id, who)) for each in (one, other)]
        usual = float((other.income[rows[1]] * other.members[rows[1]]).mean())
        for name, gaps in found.items():
            means = [float(getattr(each, name)[at].mean()) for each, at in zip((one, other), rows, strict=True)]
            gaps.append((means[0] - means[1]) / usual)
        moves.step()
        stays.step()
        who = who[np.isin(who, one.id) & np.isin(who, other.id)]
    assert abs(found["total_income"][0]) < 0.001 and found["total_income"][1] < -0.01
    assert abs(found["wages"][0]) < 0.001 < found["wages"][1] < max(found["wages"][3:])
    assert min(found["house_paid"]) > 0.01 and found["house_paid"][0] == max(found["house_paid"])


def test_sites_offer_no_more_places_than_they_have() -> None:
    """Places at sites: at most so many for each household moved to town in the county, and never more than hands."""
    able, counties = np.array([2, 0, 1, 3, 1]), np.array([0, 0, 0, 1, 1])
    assert shared(able, counties, np.array([2, 3])).tolist() == [1, 0, 1, 2, 1]
    assert shared(able, counties, np.array([9, 0])).tolist() == [2, 0, 1, 0, 0]
    run = lived(page(MOVE + ", back: 0, back_idle: 0}"), 3)
    home = run.world.population.household
    county = run.world.population.up("household", "county")
    for each in range(2):
        here = county == each
        assert 0 < home.site_places[here].sum() <= 0.8 * home.moved_town[here].sum()
    assert (home.site_places <= home.able).all()


def test_registered_households_have_a_quota_of_their_own() -> None:
    """Of the money for relocation the registered get their part, and neighbours no more than the rest, county by county."""
    run = lived(page(MOVE.replace("registered: 1", "registered: 0.6").replace("60e6", "20e6") + "}"), 1)
    home, county = run.world.population.household, run.world.population.up("household", "county")
    envelope = run.world.ledger.purses["relocation", 2017].pots.sum(axis=1)
    for each in range(2):
        paid = home.relocation_fen[county == each].astype(np.int64)
        ours = paid[home.registered_year[county == each] > 0].sum()
        assert 0.45 * envelope[each] < ours <= 0.6 * envelope[each] and paid.sum() > 0.9 * envelope[each]


def claims(fen: list[int], need: list[float]) -> Claimants:
    """Claimants of one county."""
    zeros = np.zeros(len(fen), dtype=np.int64)
    return Claimants(zeros, zeros, np.array(need), np.arange(len(fen), dtype=np.uint64), np.array(fen))


def test_limits_of_an_envelope() -> None:
    """Who may draw on three fifths is served within them; the rest, and what they left, goes to the others."""
    limits = np.array([0.6, 0.6, 0.6, 1.0, 1.0])
    paid = share_within(claims([30] * 5, [3, 2, 1, 9, 8]), np.array([100]), limits)
    assert paid.tolist() == [30, 30, 0, 30, 0]
    assert share_within(claims([30] * 5, [3, 2, 1, 9, 8]), np.array([100]), np.ones(5)).tolist() == [30, 0, 0, 30, 30]


def test_who_goes_back_keeps_the_house_and_works_the_fields_again() -> None:
    """Return migration: the gain in the chance of work is lost, the land comes back step by step."""
    run = lived(page(MOVE + ", back: 1, back_idle: 1, back_years: 30}"), 2)
    home = run.world.population.household
    back = home.relocation_answer == 3
    assert back.sum() > 50 and (home.house_safe[back] == 1).all() and (home.moved_year[back] == 0).all()
    before = home.kept_ground[back].mean()
    ids = home.id[back]
    run.step()
    now = np.isin(home.id, ids)
    assert before < 95 and home.kept_ground[now].mean() > before and (home.site_places[now] == 0).all()


def test_oracle_12_a_move_that_costs_and_changes_nothing() -> None:
    """Oracle 12: all fields kept, no site jobs, no costs, distance or clinic: only house, place and record change."""
    quiet = ", own: 0, own_most: 0, living: 0, way: 0, back: 0, back_idle: 0}"
    still = ("rules.ground.moved_near=1", "rules.ground.moved_town=1", "rules.job_pull.town=0", "rules.observe.bunching=0",
             "rules.outpatient.far=0", "causes.illness.unreached=0", "rules.hospital.forgo_clinic=0", "rules.register.remove=0")
    one, other = (lived(page(MOVE + quiet, *still, f"programmes.relocation.budget={money}"), 3) for money in (60e6, 0))
    here, there = one.world.population.household, other.world.population.household
    same = ("land", "capital", "cash", "debt", "wages", "farm_income", "total_income", "income", "consumption", "out_of_pocket")
    assert (here.moved_year > 0).sum() > 100 and (here.house_safe.sum() > there.house_safe.sum())
    for name in (*same, "survey_income", "kept_ground", "job_pull"):
        assert getattr(here, name).tobytes() == getattr(there, name).tobytes(), name
