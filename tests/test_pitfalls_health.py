"""Illness and its cost: known answers of the layers, pitfalls, and published figures that the model must come near."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from concepts import income, net, spent
from povsim.plugin import builtin
from povsim.scenario import load
from povsim.simulation import Simulation

ROOT = Path(__file__).parent.parent
SURE = 4.892
"""Standard errors that a right answer exceeds once in a million tests."""
MANY = (
    "population.villages=160", "population.households=16000", "population.persons=65600", "population.poor_villages=60",
    "population.registered.households=4800", "population.registered.persons=17600", "population.counties={dry_hills: 40}",
    "programmes.medical={use: batches, budget: 4e7}", "money.sources.fiscal.total=2e8", "money.uses.batches.fiscal=2e8",
)
WHOLE = {
    "eligible": 1, "township": 1, "county": 1, "city": 1, "critical": 1, "threshold": 0, "assistance": 1,
    "cap": 1e7, "assistance_cap": 5e5, "township_start": 0, "county_start": 0, "city_start": 0,
}
TILTED = ("eligible", "township", "county", "city", "critical", "threshold")


def layers(**numbers: Any) -> list[str]:
    """Changes of the layers' numbers, of registered households too."""
    both = numbers | {f"{name}_registered": numbers[name] for name in TILTED if name in numbers}
    return [f"rules.reimbursement.{name}={value}" for name, value in both.items()]


def lived(*changes: str, years: int = 1) -> Simulation:
    """The example county with medical aid and these changes, so many years after the first."""
    aid = ["programmes.medical={use: batches, budget: 5e6}"]
    run = Simulation(load(ROOT / "docs" / "examples" / "county.yaml", [*aid, *changes]))
    for _ in range(years):
        run.step()
    return run


def test_oracle_10_whole_layers_leave_nothing_to_pay() -> None:
    """Everything counted, no starts, no thresholds, no caps, all shares 1: the insured pay nothing for hospital."""
    run = lived(*layers(**WHOLE), "rules.outpatient.chronic=0", "rules.outpatient.healthy=0")
    home = run.world.population.household
    assert (home.out_of_pocket[home.insured == 1] <= 0.01 * home.members[home.insured == 1]).all() and home.bills.sum() > 1e6


def test_oracle_10_no_cost_no_payment() -> None:
    run = lived("rules.hospital.admission_cost=0", "rules.outpatient.chronic=0", "rules.outpatient.healthy=0")
    home = run.world.population.household
    assert not home.out_of_pocket.any() and not home.reimbursed_fen.any() and not home.entitled.any()


@pytest.mark.parametrize("changes", [{}, {"fourth_layer": "true"}, {"fourth_layer": "true", "threshold": 0, "township": 1, "critical": 0.9}, WHOLE])
def test_oracle_10_layers_never_pay_more_than_the_bill(changes: dict[str, Any]) -> None:
    """R1 + R2 + R3 + R4 is at most the cost, person by person; what is paid of a household's bills is at most all of them."""
    run = lived(*layers(**changes), years=3)
    person, home = run.world.population.person, run.world.population.household
    paid = person.reimbursed_fen / 100.0 + person.entitled
    assert (paid <= person.inpatient * (1 + 1e-6) + 0.01).all() and paid.sum() > 1e6
    assert (home.reimbursed_fen / 100.0 + home.aid <= home.bills * (1 + 1e-6) + 0.02).all()


def test_oracle_10_fourth_layer_holds_a_year_of_compliant_costs_to_the_income_of_the_place() -> None:
    """X24: by person and year, not by household; the money is the programme's, to the fen."""
    changes = (*layers(fourth_layer="true", assistance=0.2), "rules.hospital.admission_cost=60000", "programmes.medical.budget=1e7")
    run = lived(*changes, "money.sources.fiscal.total=1e8", "money.uses.batches.fiscal=1e8", years=2)
    place = float(run.world.population.county.income_before[0])
    run.step()
    person, home, ledger = run.world.population.person, run.world.population.household, run.world.ledger.table()
    aided = (person.entitled > 0) & (home.status[person.parent] > 0)
    left = (0.9 * person.inpatient - person.reimbursed_fen / 100.0 - person.entitled)[aided]
    assert (left <= place + 1.0).all() and np.isclose(left, place, atol=1.0).sum() > 10
    assert (home.medical_fen == np.floor(100 * home.entitled.astype(np.float64) + 0.5)).all()
    booked = (ledger["year"] == run.year) & (ledger["programme"] == "medical") & (ledger["household_id"] > 0)
    assert ledger["amount_fen"][booked].sum() == home.medical_fen.sum()


def test_x23_insured_is_not_paid() -> None:
    """Starts, levels, caps and the catalogue: of the insured's bills about half comes back; without insurance nothing."""
    home = lived(*MANY, "rules.insurance.leave=0.2").world.population.household
    inside = (home.insured == 1) & (home.status == 0)
    share = home.reimbursed_fen[inside].sum() / 100.0 / home.bills[inside].sum()
    assert 0.45 < share < 0.57
    assert not home.reimbursed_fen[home.insured == 0].any() and home.bills[home.insured == 0].sum() > 1e5
    assert (home.out_of_pocket <= (home.bills + home.outpatient) * (1 + 1e-6)).all()


def test_x24_thresholds_are_for_a_person_and_a_year() -> None:
    """Two patients whose rests are each below the threshold get nothing from the critical-illness layer, one with both bills does."""
    rule = builtin("rule")["reimbursement"]
    numbers = SimpleNamespace(**rule.Settings().at(2016))

    def paid(bill: float) -> float:
        county = SimpleNamespace(income_before=8_000.0)
        home = SimpleNamespace(status=0, support_until=0, watched=0, support=100, dibao=0, insured=1, village=SimpleNamespace(county=county))
        patient = SimpleNamespace(inpatient=bill, admissions=1, hospital=2, household=home, reimbursed_fen=0, entitled=0.0)
        rule.module.step(patient, numbers, None)
        return float(patient.reimbursed_fen) / 100.0

    assert paid(15_000) == pytest.approx(0.5 * (0.85 * 15_000 - 1_000), abs=0.01)
    assert paid(30_000) > 2 * paid(15_000) + 0.5 * 1_000


def test_x08_consumption_is_smoother_than_income() -> None:
    """The four concepts differ: from one year to the next consumption moves less than income does."""
    run = lived(*MANY)
    before = {concept: concept(run.world.population.household).copy() for concept in (income, spent)}
    ids = run.world.population.household.id.copy()
    run.step()
    home = run.world.population.household
    _, old, new = np.intersect1d(ids, home.id, return_indices=True)
    moves = [np.log(np.maximum(concept(home)[new], 100) / np.maximum(values[old], 100)).std() for concept, values in before.items()]
    assert moves[1] < 0.75 * moves[0]


@pytest.fixture(scope="module")
def pair() -> tuple[Simulation, Simulation]:
    """Forty counties with the same luck, the registered paid as everybody, or in full."""
    little = layers(assistance=0) + [f"rules.reimbursement.{name}_registered={value}" for name, value in (
        ("township", 0.8), ("county", 0.68), ("city", 0.5), ("eligible", 0.85), ("critical", 0.5), ("threshold", 1), ("start", 1))]
    full = layers(assistance=1) + [f"rules.reimbursement.{name}_registered={value}" for name, value in (
        ("township", 1), ("county", 1), ("city", 1), ("eligible", 1), ("critical", 1), ("threshold", 0), ("start", 0))]
    one, other = (lived(*MANY, *changes, years=3) for changes in (little, full))
    return one, other


def test_sign_of_reimbursement(pair: tuple[Simulation, Simulation]) -> None:
    """Section 7.1: paid more of the bills, fewer are poor net of what must be paid; poverty by gross income stays.

    Paired by county: 40 differences see a fall of a point, and a fall that is none is seen once in a million.
    """
    changes = {}
    for concept in (income, net):
        rates = []
        for run in pair:
            population, home = run.world.population, run.world.population.household
            county, line = population.village.parent[home.parent], float(population.province.line[0])
            poor = np.bincount(county, weights=home.members * (concept(home) < line), minlength=40)
            rates.append(poor / np.bincount(county, weights=home.members, minlength=40))
        changes[concept] = rates[1] - rates[0]
    fall, gross = changes[net], changes[income]
    assert fall.mean() + SURE * fall.std(ddof=1) / np.sqrt(40) < -0.005
    assert abs(gross.mean()) < 0.1 * abs(fall.mean())


def test_x09_aid_works_where_payments_are_counted() -> None:
    """Medical aid moves no gross income of its year, gifts of neighbours apart; it moves income net of payments, sales and debt."""
    with_aid, without = (lived(*MANY, *layers(assistance=share), "rules.sharing.shared=0") for share in (1, 0))
    one, other = with_aid.world.population.household, without.world.population.household
    assert one.income.tobytes() == other.income.tobytes()
    assert (net(one) >= net(other) - 0.01).all() and net(one).sum() > net(other).sum()
    assert one.sales.sum() + one.borrowing.sum() < other.sales.sum() + other.borrowing.sum()


def test_x25_every_threshold_has_its_name() -> None:
    """40 % of the capacity to pay and 10 % of spending are two measures; premiums are in neither; overshoot is their product."""
    run = lived(*MANY)
    home, line = run.world.population.household, float(run.world.population.province.line[0])
    run.records.close_year(run.world)
    table = {name: values[-1] for name, values in run.history().tables["yearly"].items()}
    spent = home.consumption.astype(np.float64) + home.out_of_pocket + home.school_paid
    food = np.minimum(0.6 * line * home.members, 0.45 * home.consumption)
    share = np.minimum(home.out_of_pocket / (spent - food), 1)
    assert table["catastrophic_capacity_40"] == pytest.approx((share > 0.4).mean(), abs=1e-9)
    assert table["catastrophic_spending_10"] == pytest.approx((home.out_of_pocket > 0.1 * spent).mean(), abs=1e-9)
    assert table["overshoot_capacity_40"] == pytest.approx(np.maximum(share - 0.4, 0).mean(), rel=1e-5)
    assert table["mean_overshoot_capacity_40"] * table["catastrophic_capacity_40"] == pytest.approx(table["overshoot_capacity_40"])
    assert table["catastrophic_spending_10"] > 1.5 * table["catastrophic_capacity_40"]


def test_switched_off_nobody_minds_the_price() -> None:
    """Without moral hazard, and with care forgone whatever it costs, what comes back of a bill changes nobody's health, to the bit.

    Where a household is poor its village gets works, and its insurance may lapse: these ways to health are off too.
    """
    off = ("illness.moral_hazard", "illness.unreached", "illness.unsafe_water")
    calm = ["programmes=null", *(f"causes.{name}=0" for name in off)]
    calm += [f"rules.hospital.forgo_{name}=0" for name in ("cost", "insured", "clinic")]
    one, other = (lived(*calm, *layers(city=share, county=share), years=2).world.population.person for share in (0.3, 0.9))
    minds = lived("programmes=null", *layers(city=0.9, county=0.9), years=2).world.population.person
    for name in ("health", "admissions", "inpatient", "hospital"):
        assert getattr(one, name).tobytes() == getattr(other, name).tobytes(), name
    assert one.reimbursed_fen.sum() < other.reimbursed_fen.sum()
    assert minds.admissions.tobytes() != other.admissions.tobytes()
