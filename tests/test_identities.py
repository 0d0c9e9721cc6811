"""Identities of persons, payments, states and sums, on random scenarios and as `povsim check` proves them."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import numpy as np
import pytest

from povsim import store
from povsim.run import run
from povsim.scenario import load, load_bytes
from povsim.simulation import Simulation
from povsim.store.audit import check
from random_pages import random_text


@pytest.fixture(autouse=True)
def _no_report(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reports have tests of their own; here they would take most of the time."""
    monkeypatch.setattr(import_module("povsim.run"), "write_reports", lambda folder: None)


def page(number: int, *changes: str, **size: int):
    return load_bytes(random_text(number, **size).encode(), f"random_{number}.yaml", changes)


@pytest.mark.parametrize("number", range(100, 116))
def test_checked_folder_of_a_random_scenario_has_no_findings(number: int, tmp_path: Path) -> None:
    folder = run(page(number, households=150, years=4), tmp_path / "out")
    assert check(folder) == []


def test_checked_folder_of_qinghai_has_no_findings(tmp_path: Path) -> None:
    """Large enough for what is rare: who was struck off and comes back, who exits and falls twice."""
    qinghai = load(Path(__file__).parent.parent / "configs" / "qinghai.yaml", ["population.share=0.1"])
    assert check(run(qinghai, tmp_path / "out")) == []


@pytest.mark.parametrize("changes", [
    ("years.last=2028", "rules.monitoring.recorded=0.4"),
    ("rules.exit_check.keep_years=0", "rules.exit_check.campaign_end=2016", "rules.monitoring.recorded=0.4"),
    ("rules.exit_check.keep_years=0", "rules.exit_check.campaign_end=2016", "steps.watch.kept=true", "steps.watch.places=0.3",
     "steps.retention.schedule=taper"),
])
def test_stocks_balance_where_support_ends(changes: tuple[str, ...], tmp_path: Path) -> None:
    """Support runs out after the campaign, or at once, and some without it are registered again, or get it back by the watch list."""
    folder = run(load(Path(__file__).parent.parent / "configs" / "qinghai.yaml", ["population.share=0.01", *changes]), tmp_path / "out")
    yearly = store.Results(folder).table("yearly")
    assert yearly["support_ended_households"].sum() > 0 and yearly["support_regained_households"].sum() > 0
    assert check(folder) == []


@pytest.mark.nightly
@pytest.mark.parametrize("number", range(1_000, 2_000))
def test_a_thousand_random_scenarios(number: int, tmp_path: Path) -> None:
    folder = run(page(number, households=60, years=3), tmp_path / "out")
    assert check(folder) == []


@pytest.mark.parametrize("number", range(200, 206))
def test_every_fen_of_the_ledger_is_a_fen_of_a_row(number: int) -> None:
    """What households and villages hold as paid this year is what the ledger booked, programme by programme."""
    live = Simulation(page(number, households=200, years=4))
    for _ in range(4):
        live.step()
        population, ledger = live.world.population, live.world.ledger.table()
        this_year = ledger["year"] == live.year
        for payer in ("pension", "base_transfer"):
            booked = int(ledger["amount_fen"][this_year & (ledger["programme"] == payer)].sum())
            assert booked == int(getattr(population.household, f"{payer}_fen").astype(np.int64).sum())
        for programme in live.world.plugins("programme"):
            mine = this_year & (ledger["programme"] == programme.name)
            granted = [each for each in live.world.ledger.rows if (each.year, each.programme) == (live.year, programme.name)]
            spent = int(ledger["amount_fen"][mine].sum())
            assert spent == sum(each.spent for each in granted)
            assert spent <= sum(each.granted for each in granted) + sum(
                each.carried for each in live.world.ledger.rows if (each.year, each.programme) == (live.year - 1, programme.name))


@pytest.mark.parametrize("number", range(300, 304))
def test_budget_zero_is_no_programme_at_all(number: int) -> None:
    """Without money a programme might as well not stand on the page: equal bits for every household."""
    text = random_text(number, households=150)
    zero = [f"programmes.{name}.budget=0" for name in page(number).programmes]
    none = [f"programmes.{name}=null" for name in page(number).programmes]
    one, other = (Simulation(load_bytes(text.encode(), "p.yaml", changes)) for changes in (zero, none))
    for each in (one, other):
        each.step()
        each.step()
    for column in other.world.population.household.columns:
        assert getattr(one.world.population.household, column).tobytes() == getattr(other.world.population.household, column).tobytes(), column


def test_unlimited_budget_leaves_no_matched_need_unmet() -> None:
    """With money without end everybody who is eligible is served."""
    number = 401
    rich = [f"programmes.{name}.budget=1e9" for name in page(number).programmes]
    live = Simulation(page(number, *rich, "money.sources.fiscal.total=1e12", "money.uses.batches.fiscal=1e12", households=200))
    live.step()
    for programme in live.world.plugins("programme"):
        if "cost" in programme.verbs:
            table = live.world.population[programme.level("eligible")]
            cost = live.world.ask(programme, "cost") > 0.005
            served = getattr(table, programme.money.name) > 0
            assert programme.name and (served | ~cost | (live.world.ask(programme, "eligible") == 0)).all()


def test_money_identity_of_households_holds_to_a_millionth_of_a_yuan(tmp_path: Path) -> None:
    folder = run(page(7, households=300, years=5), tmp_path / "out")
    assert store.read(folder, "yearly")["cash_residual_max"].max() <= 1e-6
