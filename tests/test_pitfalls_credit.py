"""Pitfalls of credit and of help among neighbours: X20, oracle 11, and what a village cannot share."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from povsim.scenario import load
from povsim.simulation import Simulation

QINGHAI = Path(__file__).parents[1] / "configs" / "qinghai.yaml"
SMALL = "population.share=0.005"


def lived(years: int, *changes: str) -> Simulation:
    """Qinghai at one two-hundredth, some years."""
    simulation = Simulation(load(QINGHAI, (SMALL, *changes)))
    for _ in range(years):
        simulation.step()
    return simulation


@pytest.fixture(scope="module")
def lent() -> Simulation:
    return lived(4)


def test_loans_are_drawn_from_money_that_must_be_paid_back_and_nothing_else_is(lent: Simulation) -> None:
    spent = {(row.source, row.programme) for row in lent.world.ledger.rows if row.spent}
    assert ("loans", "microloan") in spent
    assert [pair for pair in spent if (pair[0] == "loans") != (pair[1] == "microloan")] == []
    table = lent.world.ledger.table()
    assert set(table["kind"][table["programme"] == "microloan"]) == {"loan"}
    assert set(table["kind"][table["programme"] == "interest"]) == {"interest"}


def test_x20_a_loan_is_no_income(lent: Simulation) -> None:
    """In the year of the loan, income differs from a world without loans by no more than what the capital earned."""
    one, other = (lived(1, *changes) for changes in ((), ("programmes.microloan.budget=0",)))
    with_loan, without = one.world.population.household, other.world.population.household
    drawn = with_loan.loan_drawn > 0
    same = np.intersect1d(with_loan.id[drawn], without.id)
    rows, twins = (np.searchsorted(each.id, same, sorter=np.argsort(each.id)) for each in (with_loan, without))
    rows, twins = np.argsort(with_loan.id)[rows], np.argsort(without.id)[twins]
    more = with_loan.total_income[rows].astype(float) - without.total_income[twins]
    assert len(more) > 10 and np.median(more) < 0.3 * np.median(with_loan.loan_drawn[rows])
    eaten = with_loan.loan_flow[rows] > 0
    assert np.abs(more[eaten]).max() < 0.1 * 45_000


def test_oracle_11_nobody_defaults_who_can_pay() -> None:
    """A loan that earns well and is never eaten, with a floor of nothing, is always paid back."""
    simulation = lived(
        4, "programmes.microloan.eaten=0", "rules.loan_service.floor=0", "rules.loan_service.discount=0", "rules.loan_yield.gain=0.3",
    )
    assert simulation.world.population.household.loan_paid.sum() > 0
    assert [row for row in simulation.records.tables(simulation.world, 1)["yearly"]["loans_lost"] if row > 0] == []


def test_oracle_11_when_every_firm_fails_losses_are_the_fund_s_until_it_is_empty() -> None:
    """All is lent on, every firm fails every year, and households keep what they have to live: fund and bank bear all losses."""
    simulation = lived(
        4, "programmes.microloan.eaten=0", "programmes.microloan.lent_on=1", "programmes.microloan.recovered=0",
        "rules.firm_failure.base=30", "rules.loan_service.floor=1", "rules.loan_service.extended=0",
    )
    county = simulation.world.population.county
    drawn = county.fund_government / 0.7
    assert county.loans_lost.sum() > 0 and (county.risk_fund >= 0).all()
    assert np.allclose(county.fund_government + county.fund_bank, county.loans_lost)
    beyond = drawn < county.loans_lost * (1 - 1e-9)
    assert (county.risk_fund[beyond] == 0).all() and beyond.any()


def given_and_received(simulation: Simulation) -> np.ndarray:
    """What neighbours gave each household: all income beyond its sources."""
    home = simulation.world.population.household
    yuan = ("wages", "farm_income", "herd_income", "natural_income", "business_income", "dividend_income", "programme_income")
    fen = ("pension_fen", "base_transfer_fen", "disability_aid_fen", "indemnity_fen")
    sources = sum(getattr(home, name).astype(float) for name in yuan) + sum(getattr(home, name) / 100.0 for name in fen)
    return home.total_income - sources


def test_what_neighbours_give_they_receive(lent: Simulation) -> None:
    """In every village gifts add up to nothing, but for the rounding of columns; luck is less unequal after them."""
    home, gifts = lent.world.population.household, given_and_received(lent)
    count = np.bincount(home.parent)
    assert np.abs(gifts).max() > 100
    assert (np.abs(np.bincount(home.parent, weights=gifts)) <= 0.01 * count).all()
    own = home.surprise - (np.bincount(home.parent, weights=home.surprise.astype(float)) / count)[home.parent]
    assert np.std(own + gifts) == pytest.approx(0.9 * np.std(own), rel=1e-3)


def test_a_trap_that_is_off_does_not_run_and_one_that_is_on_parts_the_ways() -> None:
    """Off: its numbers change no bit. On: who owns more than twice the sunk capital invests more, who owns less farms as before."""
    off, other, on = (lived(1, *changes) for changes in (
        (), ("rules.technology.sunk=1000",), ("rules.technology.trap=true",)))
    homes = [each.world.population.household for each in (off, other, on)]
    assert homes[0].capital.tobytes() == homes[1].capital.tobytes() != homes[2].capital.tobytes()
    more = homes[2].harvest.astype(float) - homes[0].harvest
    farms = homes[0].harvest > 0
    rich, poor = homes[0].capital > 40_000, homes[0].capital < 20_000
    assert more[farms & rich].mean() > 500
    assert np.median(np.abs(more / np.maximum(homes[0].harvest, 1))[farms & poor]) < 0.01  # theirs moves with local prices only
    assert (homes[2].investment.astype(float) - homes[0].investment)[farms & rich].mean() > 0
