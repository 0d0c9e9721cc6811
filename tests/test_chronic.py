"""Chronic and transient poverty: a panel by hand, what must add up, and intervals that hold the truth."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import two_counties
from povsim.analysis.chronic import CLASSES, GAPS, YEARS, Panel, chronic, panel
from povsim.errors import InputError
from povsim.history import History, Table
from povsim.simulation import simulate
from povsim.store.export import export
from povsim.store.results import Results, commit, prepare, run_name
from povsim.tables import RECORD, TRUTH, Format
from small_history import identity

LINES = {2015: 100.0, 2016: 200.0}
ROWS = (
    # household, village, year, members, income, status
    (1, 7, 2015, 2, 50.0, "registered"), (1, 7, 2016, 4, 100.0, "registered"),
    (2, 7, 2015, 1, 50.0, "never"), (2, 7, 2016, 1, 300.0, "never"),
    (3, 8, 2016, 5, 10.0, "registered"),
    (4, 8, 2015, 2, 40.0, "registered"), (4, 8, 2016, 2, 240.0, "exited"),
    (5, 8, 2015, 3, 150.0, "removed"), (5, 8, 2016, 3, 400.0, "registered_again"),
)


def tables() -> tuple[Table, Table]:
    """Households in no order, and the lines."""
    names = ("household_id", "village_id", "year", "members", "income_yuan", "status")
    made = {name: np.array([row[k] for row in ROWS[::-1]], object if name == "status" else None) for k, name in enumerate(names)}
    return made, {"year": np.array(list(LINES)), "line": np.array(list(LINES.values()))}


def numbers(table: Table) -> dict[tuple[str, ...], float]:
    keys = zip(*(table[name].tolist() for name in ("basis", "approach", "kind", "unit")), strict=True)
    return dict(zip(keys, table["value"].tolist(), strict=True))


def test_a_panel_by_hand() -> None:
    """Household 3 was founded late. Incomes by the lines: .5 .5, .5 1.5, .4 1.2, 1.5 2."""
    seen = panel(*tables())
    assert seen is not None and seen.members.tolist() == [3, 1, 2, 3] and seen.village.tolist() == [7, 7, 8, 8]
    assert seen.income.tolist() == [[0.5, 0.5], [0.5, 1.5], [0.4, 1.2], [1.5, 2.0]]
    found = numbers(chronic([seen]))
    assert [found[TRUTH, "years_poor", kind, "households"] for kind in YEARS] == [0.25, 0.5, 0.0, 0.25]
    assert [found[TRUTH, "years_poor", kind, "persons"] for kind in YEARS] == pytest.approx([3 / 9, 3 / 9, 0, 3 / 9])
    assert [found[RECORD, "years_poor", kind, "households"] for kind in YEARS] == [0.25, 0.5, 0.0, 0.25]
    assert [found[TRUTH, "mean_income", kind, "households"] for kind in CLASSES] == [0.25, 0.25, 0.25, 0.0, 0.25]
    gaps = [found[TRUTH, "squared_gap", kind, "households"] for kind in GAPS]
    assert gaps == pytest.approx([0.555 / 4, 0.29 / 4, 0.265 / 4, 0.29 / 0.555])


def test_without_a_line_or_a_whole_panel_there_is_nothing() -> None:
    households, yearly = tables()
    assert panel(households, {"year": yearly["year"]}) is None and chronic([]) == {}
    late = {name: values[households["household_id"] == 3] for name, values in households.items()}
    early = {name: values[:1] for name, values in households.items()}
    both = {name: np.concatenate([late[name], early[name]]) for name in late} | {"household_id": np.array([3, 9]), "year": np.array([2016, 2015])}
    assert panel(both, yearly) is None


def drawn(luck: np.random.Generator, runs: int) -> list[Panel]:
    """Runs of sixty villages, whose levels are theirs, and of several runs whose years have luck that all villages share."""
    levels, many, shared = luck.normal(0, 0.25, 60), 12, 0.1 if runs > 1 else 0.0
    made = []
    for _ in range(runs):
        own = luck.normal(0, 0.4, (60, many, 1)) + luck.normal(0, 0.3, (60, many, 5))
        income = np.exp(0.7 + levels[:, None, None] + luck.normal(0, shared, 5) + own).reshape(-1, 5)
        made.append(Panel(income, income < 0.9, np.full(len(income), 3.0), np.repeat(np.arange(60, dtype=np.uint64), many)))
    return made


@pytest.mark.parametrize("runs", [1, 6])
def test_intervals_hold_the_truth_as_often_as_they_say(runs: int) -> None:
    """Villages are a sample, and so are, of several runs, the years; 95 in a hundred, or more where both are added."""
    luck = np.random.default_rng(5)
    right = np.mean([numbers(chronic(drawn(luck, runs)))[TRUTH, "squared_gap", "chronic", "persons"] for _ in range(300)])
    held = []
    for _ in range(120):
        found = chronic(drawn(luck, runs))
        row = (found["kind"] == "chronic") & (found["unit"] == "persons")
        held.append(found["low"][row][0] <= right <= found["high"][row][0])
    assert np.mean(held) > 0.89


@pytest.fixture(scope="module")
def lived() -> History:
    return simulate(two_counties.page("", households=400))


def test_kinds_of_a_simulated_county_add_up(lived: History) -> None:
    """Shares sum to one; who is poor in every year is so by both approaches; transient is the rest, and never negative."""
    seen = panel(lived.tables["households"], lived.tables["yearly"])
    assert seen is not None
    found = numbers(chronic([seen]))
    for unit in ("persons", "households"):
        for basis, approach, kinds in ((TRUTH, "years_poor", YEARS), (RECORD, "years_poor", YEARS), (TRUTH, "mean_income", CLASSES)):
            assert sum(found[basis, approach, kind, unit] for kind in kinds) == pytest.approx(1.0)
        for kind in ("always", "never"):
            assert found[TRUTH, "years_poor", kind, unit] == found[TRUTH, "mean_income", kind, unit]
        total, lasting, passing, share = (found[TRUTH, "squared_gap", kind, unit] for kind in GAPS)
        assert total == pytest.approx(lasting + passing) and lasting > 0 < passing and share == pytest.approx(lasting / total)
    assert found[TRUTH, "years_poor", "never", "households"] < 1 - lived.tables["households"]["poor_true"].mean()


def test_a_folder_has_the_table_where_it_keeps_households(lived: History, tmp_path: Path) -> None:
    for name, left in (("all", lived), ("none", History({k: v for k, v in lived.tables.items() if k != "households"}, lived.notes))):
        (tmp_path / name).mkdir()
        prepare(tmp_path / name, identity(), {})
        commit(tmp_path / name, run_name(0), left)
    frame = Results(tmp_path / "all").frame("chronic")
    assert len(frame) == 34 and (frame["low"] <= frame["value"]).all() and set(frame["run_id"]) == {"all"}
    out = export(tmp_path / "all", "chronic", Format.csv, tmp_path / "c.csv")
    assert out.read_text("utf-8-sig").splitlines()[0].startswith('"run_id","basis","approach","kind","unit","value","low","high"')
    with pytest.raises(InputError, match="no table 'chronic'"):
        export(tmp_path / "none", "chronic", Format.csv, tmp_path / "d.csv")
