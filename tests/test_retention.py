"""Support after exit, the watch list, temporary aid, and the way in again.  脱贫不脱政策、返贫监测"""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from povsim.administration.counter import counties_of
from povsim.administration.retention import share
from povsim.errors import InputError
from povsim.levels import EXITED, NEVER, RE_REGISTERED, REGISTERED, REMOVED
from povsim.plugin import builtin
from povsim.simulation import Simulation
from two_counties import lived, page

POSTS = "ecology: {{use: batches, budget: 50e6, forest: 0{}}}, medical: {{use: batches, budget: 50e6}}"
OUT = ("rules.exit_check.campaign_end=2017", "rules.exit_check.margin=0")
AID = "temporary_aid: {use: batches, budget: 20e6}, medical: {use: batches, budget: 50e6}, employment: {use: batches, budget: 5e6}"
WATCHED = "steps.watch.kept=true"


def test_the_schedules_year_by_year() -> None:
    """An exit of 2018 and one of 2022 with five years to come; who lives on dibao, and who is watched, keep the whole."""
    home = SimpleNamespace(
        exit_year=np.array([2018, 2022, 2018, 2018]), support_until=np.array([2025, 2027, 2025, 2025]),
        dibao=np.array([0, 0, 1, 0]), watched=np.array([0, 0, 0, 1]),
    )
    by_year = {year: {each: share(home, np.arange(4), each, year, 2020).tolist() for each in ("full", "taper", "cliff")}  # type: ignore[arg-type]
               for year in (2020, 2021, 2023, 2025, 2026)}
    assert all(made == [1, 1, 1, 1] for made in by_year[2020].values())
    assert by_year[2021] == {"full": [1, 1, 1, 1], "taper": [1, 1, 1, 1], "cliff": [0, 1, 1, 1]}
    assert by_year[2023]["taper"] == pytest.approx([0.6, 1, 1, 1]) and by_year[2023]["cliff"] == [0, 0, 1, 1]
    assert by_year[2025]["taper"] == pytest.approx([0.2, 0.6, 1, 1]) and by_year[2025]["full"] == [1, 1, 1, 1]
    assert by_year[2026]["full"] == [0, 1, 0, 0] and by_year[2026]["taper"] == pytest.approx([0, 0.4, 0, 0])


def posts(schedule: str, own: str = "", *changes: str) -> Simulation:
    """Two counties where all with support get posts, at the end of 2019, two years after the campaign."""
    return lived(page(POSTS.format(own), f"steps.retention.schedule={schedule}", *OUT, *changes), 4)


def paid(run: Simulation) -> np.ndarray:
    """What exited households with an able adult, off dibao and the watch list, get for a post in 2020, as a share of its pay."""
    home = run.world.population.household
    rows = (home.status == EXITED) & (home.exit_year < 2018) & (home.able >= 1) & (home.watched == 0)
    assert rows.sum() > 20
    return np.asarray(home.ecology_fen[rows] / 900_000)


@pytest.mark.parametrize(("schedule", "own", "expected"), [
    ("full", "", 1.0), ("taper", "", 0.6), ("cliff", "", 0.0), ("cliff", ", retention: full", 1.0), ("full", ", retention: taper", 0.6),
])
def test_a_yearly_payment_follows_its_schedule(schedule: str, own: str, expected: float) -> None:
    """Posts of 2020, the third of five years after a campaign to 2017; a programme's own schedule goes before the usual one."""
    run = posts(schedule, own)
    assert paid(run) == pytest.approx(expected)
    home = run.world.population.household
    kept = (home.status == EXITED) & (home.exit_year < 2018) & (home.watched == 0)
    assert (home.support[kept] == {"full": 100, "taper": 60, "cliff": 0}[schedule]).all()
    assert (home.support[np.isin(home.status, (REGISTERED, RE_REGISTERED))] == 100).all()
    assert (home.support[home.status == NEVER] == 0).all()


def test_help_that_is_not_paid_by_the_year_is_whole_or_not_there() -> None:
    """A course cannot be given by halves: under a taper a place is paid in full, under a cliff there is none."""
    text = "employment: {use: batches, budget: 50e6, times: 10}"
    for schedule, expected in (("taper", 200_000), ("cliff", 0)):
        home = lived(page(text, f"steps.retention.schedule={schedule}", *OUT), 4).world.population.household
        rows = (home.status == EXITED) & (home.exit_year < 2018) & (home.able >= 1) & (home.watched == 0) & (home.employment_offers < 10)
        assert rows.sum() > 10 and (home.employment_fen[rows] == expected).all()


@pytest.mark.parametrize("name", ["border", "dibao", "housing", "slope_conversion", "temporary_aid"])
def test_what_goes_by_its_own_rule_takes_no_schedule(name: str) -> None:
    with pytest.raises(InputError, match=f"programmes.{name}.retention: {name} ends by its own rule"):
        page(f"{name}: {{use: batches, budget: 1e6, retention: cliff}}")
    with pytest.raises(InputError, match="must be one of full, taper, cliff"):
        page("ecology: {use: batches, budget: 1e6, retention: slowly}")


def test_every_programme_that_asks_for_support_can_lose_it() -> None:
    """What reads `support_until` is retained, contracts apart; medical aid says so itself, as the promise lies in a rule."""
    made = {name for name, each in builtin("programme").items() if each.retained}
    assert {"industry", "ecology", "education", "employment", "asset_income", "microloan", "medical", "motivation", "literacy"} <= made
    assert not made & {"dibao", "slope_conversion", "housing", "relocation", "border", "road", "temporary_aid"}


def test_dibao_outlives_support() -> None:
    """D0: out when above the standard, and not before. Support ended in 2017; recipients of 2018 are recipients of 2019."""
    text = "dibao: {use: batches, budget: 80e6, favour: 0, equal: 0, rotate: 0}"
    run = lived(page(text, *OUT, "rules.exit_check.keep_years=0"), 3)
    home = run.world.population.household
    ids = home.id[(home.status == EXITED) & (home.dibao > 0) & (home.support_until < 2018)]
    run.step()
    again = home.dibao[np.isin(home.id, ids) & (home.veto_seen == 0)]
    assert len(ids) > 10 and (again > 0).mean() > 0.7


def watched(*changes: str, years: int = 2) -> Simulation:
    """Two counties with a watch list from the first year."""
    return lived(page(AID, WATCHED, *changes, households=6000), years)


def test_the_watch_list_holds_the_lowest_and_no_more_than_its_places() -> None:
    """Exited and others apart, by county: candidates only, noticed, below 1.5 lines or ruined, nobody passed over but who does not fit."""
    run = watched("steps.watch.places=0.2")
    home, line = run.world.population.household, float(run.world.population.province.exit_line[0])
    county = counties_of(run.world, "household", np.arange(home.size))
    rigid = (home.out_of_pocket.astype(float) + home.school_paid) / home.members
    risk = (home.recorded_income < 1.5 * line) | (rigid > np.maximum(home.recorded_income_before, 0))
    left = home.recorded_income - rigid
    for code, group, part in ((1, home.status == EXITED, 0.4), (2, np.isin(home.status, (NEVER, REMOVED)), 0.6)):
        on, could = home.watched == code, group & risk & (home.alert > 0) & (home.veto_seen == 0)
        assert on.sum() > 5 and not (on & ~could).any()
        for place in range(2):
            here = county == place
            listed = np.isin(home.status, (REGISTERED, EXITED, RE_REGISTERED)) & here
            places = int(0.2 * part * home.members[listed].sum())
            assert home.members[on & here].sum() <= places
            out = could & here & ~on
            assert not out.any() or left[on & here].max() <= left[out].max()
            assert not out.any() or home.members[on & here].sum() > places - 60
    assert (home.support[home.watched > 0] == 100).all() and (home.support_until[home.watched == 1] > run.year).all()


def test_without_a_list_nobody_is_on_it() -> None:
    home = watched("steps.watch.kept=false").world.population.household
    assert not home.watched.any()


def test_the_list_gives_back_what_a_cliff_took() -> None:
    """Programmes open again to the exited on the list, and to no other exited household."""
    run = lived(page("ecology: {use: batches, budget: 50e6, forest: 0}", WATCHED, *OUT, "rules.exit_check.keep_years=0",
                     "rules.monitoring.recorded=0", "steps.watch.places=0.2", households=3000), 4)
    home = run.world.population.household
    rows = (home.status == EXITED) & (home.exit_year < 2018) & (home.able >= 1)
    assert (home.watched[rows] == 1).sum() > 5
    assert ((home.ecology_fen[rows] > 0) == (home.watched[rows] == 1)).all()


def test_temporary_aid_comes_in_time_and_keeps_relapse_off_the_record() -> None:
    """Paid in the year of the loss, from its envelope; whoever got it is not registered again that year, and nobody else is spared."""
    run, seen = Simulation(page(AID, WATCHED, "rules.monitoring.detect=1", "rules.monitoring.recorded=1", *OUT, households=6000)), 0
    for _ in range(4):
        run.step()
        home, line = run.world.population.household, float(run.world.population.province.exit_line[0])
        reached = home.temporary_aid_fen > 0
        assert (home.alert[reached] == 3).all() and (home.alert[~reached] < 3).all() and not home.relapses_now[reached].any()
        assert (home.programme_income[reached] >= home.temporary_aid_fen[reached] / 100.0 - 0.01).all()
        fallen = (home.income < line) & (home.status == EXITED) & (home.exit_year < run.year)
        assert reached[fallen].all(), "all is noticed and put on record, unless aid was in time"
        seen += int((reached & fallen).sum())
        purse = run.world.ledger.purses["temporary_aid", run.year]
        assert int(home.temporary_aid_fen.sum()) == int(purse.spent.sum()) > 0
    assert seen > 0


def test_slow_officials_help_whom_they_had_on_the_list() -> None:
    """A lag of a year: aid reaches only those who were on the list before their loss."""
    run = Simulation(page(AID.replace("20e6", "20e6, lag: 1"), WATCHED, "steps.watch.places=0.5", households=6000))
    reached = 0
    for _ in range(4):
        ids = run.world.population.household.id[run.world.population.household.watched > 0]
        run.step()
        home = run.world.population.household
        found = home.id[(home.temporary_aid_fen > 0)]
        founded = run.world.flows[run.year].row()["splits_households"]
        assert len(np.setdiff1d(found, ids)) <= founded
        reached += len(found)
    assert reached > 5


def moves_of(story: list[dict[str, Any]]) -> list[str]:
    """Exits and entries of one household in order."""
    return ["out" if row["exits_now"] else "in" for row in story if row["exits_now"] or row["relapses_now"]]


def test_exit_fall_entry_and_exit_again() -> None:
    """One household through all of it (脱贫即出、返贫即入): supported after its first exit, helped again, out for the second time."""
    text = "industry: {use: batches, budget: 20e6, grant: 15000, instalments: 3}, " + AID.split(", medical")[0] + ", " + POSTS.format("")
    run = Simulation(page(text, "rules.monitoring.detect=1", "rules.monitoring.recorded=1", "rules.wages.luck=0.6", households=6000))
    years = []
    for _ in range(7):
        run.step()
        home = run.world.population.household
        names = ("id", "status", "exits_now", "relapses_now", "exit_year", "registered_year", "helped_years", "helped_now", "support")
        years.append({name: getattr(home, name).copy() for name in names} | {"year": run.year})
    relapsed = np.unique(np.concatenate([each["id"][each["relapses_now"] == 1] for each in years]))
    stories = ([{name: rows[name][rows["id"] == one][0] for name in names} | {"year": rows["year"]} for rows in years
                if (rows["id"] == one).any()] for one in relapsed)
    story = next(each for each in stories if moves_of(each)[:3] == ["out", "in", "out"])
    first, entry, second = [row["year"] for row in story if row["exits_now"] or row["relapses_now"]][:3]
    assert first < entry < second
    between = {row["year"]: row for row in story}
    assert between[entry]["status"] == RE_REGISTERED and between[entry]["support"] == 100
    assert between[entry]["registered_year"] == entry and between[entry]["helped_years"] == 0
    assert any(between[year]["helped_now"] for year in range(entry + 1, second + 1))
    assert between[second]["exit_year"] == second and between[second]["status"] == EXITED


def test_engines_agree_where_support_tapers_and_lists_are_kept() -> None:
    """Plain, mesa and compiled give equal bits under every mechanism of this file."""
    made = []
    for engine in ("plain", "mesa", "compiled"):
        changes = ("steps.retention.schedule=taper", WATCHED, "rules.pension.premium=100", "rules.exit_check.campaign_end=2016")
        run = Simulation(page(AID + ", " + POSTS.format("").split(", medical")[0], *changes, households=200), engine=engine)
        for _ in range(3):
            run.step()
        home = run.world.population.household
        made.append({name: getattr(home, name).tobytes() for name in ("income", "cash", "support", "watched", "alert", "ecology_fen")})
    assert made[0] == made[1] == made[2]
