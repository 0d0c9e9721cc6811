"""Every fen has a source, and what is granted is spent, carried on or returned."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from povsim.administration.ledger import Entry, Ledger, Payments
from povsim.administration.plan import BEYOND, Plan, plan_of
from povsim.administration.purse import Purse, pieces, split
from povsim.errors import PovsimError
from povsim.scenario import load
from two_counties import lived, page

QINGHAI = Path(__file__).parents[1] / "configs" / "qinghai.yaml"
SOURCES = ("fiscal", "other")


def purse(granted: list[list[int]], carried: list[list[int]] | None = None, held: list[list[int]] | None = None) -> Purse:
    """A purse of so much by county and source."""
    made = np.array(granted, dtype=np.int64)
    nothing = np.zeros_like(made)
    before, later = (nothing if each is None else np.array(each, dtype=np.int64) for each in (carried, held))
    return Purse("tea", 2016, made, before, nothing, nothing, later)


def payments(level: str, ids: list[int], counties: list[int], fen: list[int]) -> Payments:
    """So many fen to these ids."""
    return Payments(level, np.array(ids, dtype=np.uint64), np.array(counties), np.array(fen))


@given(st.integers(0, 10**15), st.lists(st.floats(0, 1e9), min_size=1, max_size=60))
def test_shares_add_up_and_are_within_one_of_the_exact(total: int, weights: list[float]) -> None:
    if sum(weights) < 1e-3:
        return
    shares = split(total, weights)
    assert shares.sum() == total
    exact = [total * weight / sum(weights) for weight in weights]
    assert np.abs(shares - exact).max() <= 1 + 1e-6 * total


def test_ties_of_remainders_go_to_the_lowest_id() -> None:
    assert split(2, [1, 1, 1], [30, 10, 20]).tolist() == [0, 1, 1]
    assert split(2, [1, 1, 1]).tolist() == [1, 1, 0]


def test_nothing_can_be_shared_without_weights() -> None:
    assert split(0, [0, 0]).tolist() == [0, 0]
    with pytest.raises(PovsimError, match="all weights are 0"):
        split(1, [0, 0])


def test_a_payment_on_the_boundary_of_two_sources_is_two_lines() -> None:
    ledger, money = Ledger(), purse([[150, 100]])
    ledger.pay(money, payments("household", [8, 7], [0, 0], [100, 100]), dict.fromkeys(SOURCES, "grant"))
    table = ledger.table()
    lines = list(zip(table["household_id"].tolist(), table["source"].tolist(), table["amount_fen"].tolist(), strict=True))
    assert lines == [(7, "fiscal", 100), (8, "fiscal", 50), (8, "other", 50)]
    assert money.envelope.tolist() == [50]
    assert money.left.tolist() == [[0, 50]]


@pytest.mark.parametrize("kinds", [("grant", "grant"), ("grant", "loan")])
def test_without_its_table_the_ledger_knows_the_same_sums(kinds: tuple[str, str]) -> None:
    told = []
    for kept in (True, False):
        ledger, money = Ledger(kept), purse([[150, 100], [0, 90]])
        ledger.pay(money, payments("household", [8, 7, 9], [0, 0, 1], [100, 100, 60]), dict(zip(SOURCES, kinds, strict=True)))
        helped = ledger.helped(2016, ["tea"], np.array([7, 9, 11], np.uint64)).tolist()
        lent, paid = ledger.lent(2016, ["tea"], 2).tolist(), set(ledger.recipients(2016, "tea").tolist())
        told.append((money.spent.tolist(), ledger.spent(2016), helped, lent, paid))
    assert told[0] == told[1] and told[0][3] == ([50, 60] if "loan" in kinds else [0, 0])


def test_what_was_carried_over_is_spent_first_and_the_rest_of_it_goes_back() -> None:
    money = purse([[100, 100]], carried=[[30, 40]], held=[[20, 20]])
    assert money.envelope.tolist() == [70 + 160]
    money.draw(np.array([50]))
    assert money.returned.tolist() == [[0, 20]]
    assert money.left.tolist() == [[100, 100]]
    money.draw(np.array([100]))
    assert money.returned.tolist() == [[0, 0]]
    assert money.left.tolist() == [[20, 100]]


def test_no_county_can_pay_more_than_it_has() -> None:
    with pytest.raises(PovsimError, match="more was paid than the envelope"):
        purse([[10, 0], [500, 0]]).draw(np.array([11, 0]))


MONEY = st.lists(st.lists(st.integers(0, 1000), min_size=3, max_size=3), min_size=1, max_size=5)


@settings(max_examples=200)
@given(MONEY, MONEY, st.data())
def test_whatever_enters_a_purse_leaves_it(granted: list[list[int]], carried: list[list[int]], data: st.DataObject) -> None:
    many = min(len(granted), len(carried))
    money = purse(granted[:many], carried[:many])
    for _ in range(data.draw(st.integers(0, 3))):
        money.draw(np.array([data.draw(st.integers(0, int(room))) for room in money.envelope]))
    assert (money.granted + money.carried == money.paid + money.left + money.returned).all()
    assert min(money.left.min(), money.returned.min(), money.paid.min()) >= 0


@settings(max_examples=200)
@given(st.lists(st.integers(1, 90), min_size=1, max_size=30), st.data())
def test_pieces_keep_every_payment_and_every_pot(amounts: list[int], data: st.DataObject) -> None:
    walls = sorted(data.draw(st.lists(st.integers(0, sum(amounts)), max_size=20)))
    pots = np.diff([0, *walls, sum(amounts)])
    payment, pot, size = pieces(np.array(amounts), pots)
    assert np.bincount(payment, size, len(amounts)).tolist() == amounts
    assert np.bincount(pot, size, len(pots)).tolist() == pots.tolist()
    assert (size > 0).all()


def test_the_order_of_rows_changes_no_line() -> None:
    luck = np.random.default_rng(1)
    ids, counties, fen = luck.permutation(50).astype(np.uint64), np.sort(luck.integers(0, 3, 50)), luck.integers(0, 90, 50)
    tables = []
    for order in (np.arange(50), luck.permutation(50)):
        ledger = Ledger()
        ledger.pay(purse([[1000, 3000]] * 3), Payments("household", ids[order], counties[order], fen[order]), dict.fromkeys(SOURCES, "grant"))
        tables.append({name: column.tolist() for name, column in ledger.table().items()})
    assert tables[0] == tables[1]
    assert sum(tables[0]["amount_fen"]) == fen.sum()


def test_lines_of_villages_and_of_nobody() -> None:
    ledger = Ledger()
    ledger.write(Entry(2016, "pension", "transfer"), payments("village", [5], [0], [9]), ["pension_fund"])
    ledger.write(Entry(2016, "tea", "leak"), payments("county", [0], [1], [3]), ["fiscal"])
    table = ledger.table()
    assert table["village_id"].tolist() == [5, 0]
    assert table["household_id"].tolist() == [0, 0]
    assert table["kind"].tolist() == ["transfer", "leak"]
    assert (ledger.spent(2016), ledger.spent(2017)) == (12, 0)


def small_plan(budget: float) -> Plan:
    """A plan of two years with a loan."""
    years = {2016: 1 / 3, 2017: 2 / 3}
    uses = {"batches": {"fiscal": 700.0, "other": 300.01}, "sectors": {"loans": 500.0}}
    budgets = {"tea": ("batches", budget), "pigs": ("batches", {2016: 100.0, 2017: 0.0}), "road": ("sectors", 50.0)}
    return Plan({"fiscal": years, "other": years, "loans": years}, uses, budgets)


def test_the_years_of_a_plan_add_up_to_its_totals() -> None:
    plan = small_plan(100.0)
    assert plan.sources == ("fiscal", "other", "loans", BEYOND)
    assert (plan.pots("batches", 2016) + plan.pots("batches", 2017)).tolist() == [70_000, 30_001, 0, 0]


@given(st.floats(0, 3000))
def test_grants_are_the_ceilings_and_never_more_of_a_source_than_the_plan_has(budget: float) -> None:
    plan = small_plan(budget)
    for year in (2016, 2017):
        grants = plan.grants(["pigs", "road", "tea"], year)
        assert grants["tea"].sum() == plan.budget("tea", year)
        batches = grants["tea"] + grants["pigs"]
        assert (batches[:3] <= plan.pots("batches", year)[:3]).all()
        assert batches[3] == max(0, int(batches.sum()) - int(plan.pots("batches", year).sum()))
        rest = (plan.pots("batches", year) - batches)[:3]
        assert plan.unassigned("batches", year, grants).tolist() == [*rest.tolist(), 0]


def test_money_that_must_be_paid_back_is_not_granted() -> None:
    plan = small_plan(100.0)
    assert plan.grants(["road"], 2016)["road"].tolist() == [0, 0, 0, 5000]
    assert plan.unassigned("sectors", 2016, plan.grants(["road"], 2016)).tolist() == [0, 0, 16_667, 0]


def test_the_page_of_qinghai_has_the_plans_money_and_stays_within_it() -> None:
    plan = plan_of(load(QINGHAI))
    total = {use: sum(int(plan.pots(use, year).sum()) for year in range(2016, 2021)) for use in plan.uses}
    assert total == {"batches": 2_238_800_000_000, "sectors": 4_596_000_000_000}
    by_source = sum(plan.pots(use, year) for use in plan.uses for year in range(2016, 2021))
    assert dict(zip(plan.sources, by_source.tolist(), strict=True)) == {
        "fiscal": 1_297_300_000_000, "other": 227_100_000_000, "sector": 2_910_400_000_000, "loans": 2_400_000_000_000, BEYOND: 0,
    }
    grants = [plan.grants(list(plan.budgets), year) for year in range(2016, 2021)]
    assert all(grant[-1] == 0 for year in grants for grant in year.values()), "no grant is beyond the plan"
    split_of_the_batches = {"relocation": 12.5, "industry": 2.6, "ecology": 1.94, "dibao": 1.7, "medical": 1.5, "education": 0.9,
                            "asset_income": 0.6, "employment": 0.4}
    assert {name: sum(int(year[name].sum()) for year in grants) / 1e11 for name in split_of_the_batches} == split_of_the_batches


def test_reach_counts_whom_the_ledger_pays() -> None:
    """Households and villages of every programme and year, and those served for the first time, are those of the payments."""
    programmes = "industry: {use: batches, budget: 4e5, grant: 8000}, dibao: {use: batches, budget: 2e6}, road: {use: batches, budget: 6e6}"
    tables = lived(page(programmes), 4).history()
    paid = tables.frame("ledger")
    paid = paid[~paid["kind"].isin(["leak", "overhead"]) & paid["programme"].isin(["industry", "dibao", "road"])]
    reach = tables.frame("reach").set_index(["year", "programme"])
    assert set(reach.index.get_level_values("programme")) == {"industry", "dibao", "road"}
    for programme, rows in paid.groupby("programme"):
        id_, column = ("village_id", "villages") if programme == "road" else ("household_id", "households")
        known: set[int] = set()
        for year, lines in rows.groupby("year"):
            ids = set(lines[id_])
            found = reach.loc[(year, programme)]
            assert (found[column], found[f"first_{column}"]) == (len(ids), len(ids - known))
            assert found["persons"] >= found["households"] >= found["villages"] >= found["first_villages"]
            known |= ids
