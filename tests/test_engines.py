"""Same bits, whoever computes: plain, mesa and compiled; threads; processors; hash seeds; order of keys."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from povsim import simulation
from povsim.columns import CHILD
from povsim.draws import mix
from povsim.history import Table
from povsim.population import Population
from povsim.scenario import Scenario, load, load_bytes
from povsim.simulation import Simulation
from random_pages import random_page, random_text

SMALL = 40
"""Random scenarios on which the three drivers must agree."""
HERE = Path(__file__).parent


def scenario(number: int, **size: int) -> Scenario:
    return load_bytes(random_text(number, **size).encode(), f"random_{number}.yaml")


def table_digest(tables: dict[str, Table]) -> str:
    """A hash of all values of all tables."""
    found = hashlib.sha256()
    for name in sorted(tables):
        for column, values in sorted(tables[name].items()):
            data = "\n".join(values.tolist()).encode() if values.dtype == object else values.tobytes()
            found.update(f"{name}.{column}:{len(values)}".encode() + data)
    return found.hexdigest()


def fate(page: Scenario, engine: str = "compiled", threads: int = 1) -> tuple[str, str]:
    """The digest of every column of every row at the end, and that of the tables."""
    run = Simulation(page, engine=engine, threads=threads)
    for _ in range(int(page.years.last) - run.year):
        run.step()
    tables = table_digest(run.history().tables)
    run.world.driver.flush(run.world.population)
    columns = hashlib.sha256()
    for level, table in run.world.population.tables.items():
        for name in sorted(table.arrays):
            columns.update(f"{level}.{name}".encode() + getattr(table, name).tobytes())
    return columns.hexdigest(), tables


@pytest.mark.parametrize("number", range(SMALL))
def test_three_drivers_have_equal_bits(number: int) -> None:
    page = scenario(number)
    assert fate(page) == fate(page, "plain") == fate(page, "mesa")


def test_three_drivers_assess_alike() -> None:
    """Samples, findings and opinions, off unless a page asks, are the same for every driver."""
    asked = ["steps.assess.asked=true", "steps.assess.samples=3", "steps.assess.unregistered=20", "rules.approval.asked=true"]
    page = load_bytes(random_text(7, households=120).encode(), "random_7.yaml", asked)
    assert fate(page) == fate(page, "plain") == fate(page, "mesa") == fate(page, threads=2)
    assert fate(page)[1] != fate(load_bytes(random_text(7, households=120).encode(), "random_7.yaml"))[1]


def test_three_drivers_pad_and_verify_alike() -> None:
    """Tasks, padded records and who finds them, and what villages earn: off unless a page asks."""
    asked = ["steps.exit_targets.persons=60", "steps.exit_targets.base=3", "rules.collective_income.needed=20000"]
    page = load_bytes(random_text(7, households=120).encode(), "random_7.yaml", asked)
    assert fate(page) == fate(page, "plain") == fate(page, "mesa") == fate(page, threads=2)
    assert fate(page)[1] != fate(load_bytes(random_text(7, households=120).encode(), "random_7.yaml"))[1]


BESIDE = {
    "firms.py": ("Firm", "production", "f.failed = f.active == 1 and uniform(draw, 0) < 0.6 + 0.01 * f.industry * f.county.disaster_chance"),
    "trade.py": ("Market", "costs", "m.trade_losses = m.trade_losses + m.county.firms_failed * (1.0 + 0.1 * m.industry) * uniform(draw, 0)"),
    "mood.py": ("County", "loans", "c.mood_left = c.firms - c.firms_failed + c.mood_losses"),
}
"""Rules about firms and markets, and one about the county that hears of both: level, phase and deed."""
COLUMNS = {
    "firms.py": "()",
    "trade.py": '(column("market.trade_losses", "float32", "yuan", "of all years"),)',
    "mood.py": '(column("county.mood_left", "float64", "1", "sum"), gather("county.mood_losses", "max", "market.trade_losses", "the most"))',
}


def test_firms_and_markets_below_a_county(tmp_path: Path) -> None:
    """Both levels in every driver: rules that read upward, and sums that the county hears."""
    for name, (row, phase, deed) in BESIDE.items():
        names = f"Draw, Parameters, {row}, column, gather, uniform"
        head = f'"""A rule beside the page."""\nfrom povsim.rule import {names}\n\nphase = "{phase}"\ncolumns = {COLUMNS[name]}\n\n\n'
        (tmp_path / name).write_text(f"{head}def step({row[0].lower()}: {row}, s: Parameters, draw: Draw) -> None:\n    {deed}\n")
    path = tmp_path / "page.yaml"
    path.write_text(random_text(7) + f"use: [{', '.join(BESIDE)}]\n")
    page = load(path)
    assert fate(page) == fate(page, "plain") == fate(page, "mesa")
    run = Simulation(page)
    run.step()
    county, market, firm = (run.world.population[level] for level in ("county", "market", "firm"))
    assert (market.size, firm.size) == (9 * county.size, 6 * county.size) and len(np.unique(market.id)) == market.size
    assert county.firms_failed.sum() == firm.failed.sum() > 0 and (county.firms == 6).all()
    assert (county.mood_losses == market.trade_losses.reshape(-1, 9).max(axis=1)).all() and county.mood_losses.max() > 0


SOME = '''"""Sums of some rows only.  测试"""
from povsim.rule import County, Draw, Parameters, among, column, gather
phase = "accounting"
columns = (
    column("county.seen", "float64", "1", "what was heard"),
    gather("county.good", "sum", "firm.quality", "of good firms", where=among("firm.quality", 0.5), worth=0.25),
    gather("county.rich", "count", "village.mean_land", "villages with land", where=among("village.mean_land", 1, 6)),
)
def step(c: County, s: Parameters, draw: Draw) -> None:
    """Hear."""
    c.seen = c.good + c.rich
'''


def test_sums_of_some_rows(tmp_path: Path) -> None:
    """Rows count by a column of theirs, in every driver and in every way that a kernel goes down the rows."""
    (tmp_path / "some.py").write_text(SOME)
    path = tmp_path / "page.yaml"
    path.write_text(random_text(7) + "use: [some.py]\n")
    page = load(path)
    assert fate(page) == fate(page, "plain") == fate(page, "mesa")
    run = Simulation(page)
    run.step()
    person, home, county, village, firm = (run.world.population[each] for each in ("person", "household", "county", "village", "firm"))
    for name, where in (("elders", person.age >= 60), ("children", person.age < 16), ("young", (person.age >= 20) & (person.age <= 35)),
                        ("sick", person.health == 2), ("ill", person.health > 0), ("students", person.school > 0)):
        assert (getattr(home, name) == np.bincount(person.parent[where], minlength=home.size)).all(), name
    away = np.bincount(person.parent, weights=np.where(person.away == 1, person.wage, 0.0), minlength=home.size)
    assert (home.wages_away == away.astype(np.float32)).all() and away.max() > 0
    hands = 0.01 * np.bincount(person.parent, weights=person.labour, minlength=home.size)
    assert (home.labour == hands.astype(np.float32)).all() and hands.max() > 1
    good = np.bincount(firm.parent, weights=np.where(firm.quality >= 0.5, firm.quality, 0.0), minlength=county.size)
    rich = np.bincount(village.parent[(village.mean_land >= 1) & (village.mean_land <= 6)], minlength=county.size)
    assert (county.good == 0.25 * good).all() and (county.rich == rich).all() and (county.seen == county.good + rich).all()


def test_threads_do_not_matter() -> None:
    page = load(HERE.parent / "configs" / "qinghai.yaml", ["population.share=0.03", "years.last=2017"])
    assert len({fate(page, threads=threads) for threads in (1, 2, 3, 8)}) == 1


def test_order_of_keys_does_not_matter() -> None:
    page = random_page(3)
    turned = {name: dict(reversed(section.items())) if isinstance(section, dict) else section for name, section in reversed(page.items())}
    from povsim.pages.writing import yaml

    assert fate(load_bytes(yaml(page).encode(), "a.yaml")) == fate(load_bytes(yaml(turned).encode(), "a.yaml"))


def test_order_of_rows_does_not_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    """Villages, households and persons come in shuffled; ids decide where they stand."""
    page, settle = scenario(4, households=150), simulation.settle
    expected = fate(page)

    def shuffled(wanted: Scenario, threads: int = 1) -> Population:
        population = settle(wanted, threads)
        for level in ("village", "household", "person"):
            table = population[level]
            order = np.argsort(mix(table.id, 99), kind="stable")
            population.replace(level, order, {})
            below = population.tables.get(CHILD.get(level, ""))
            if below is not None:
                below.arrays["parent"][: below.size] = np.argsort(order, kind="stable")[below.parent]
        assert (population.household.id[1:] < population.household.id[:-1]).any()
        return population

    monkeypatch.setattr(simulation, "settle", shuffled)
    assert fate(page) == expected


TARGETS = {
    "hash seed 0": {"PYTHONHASHSEED": "0"},
    "hash seed 1": {"PYTHONHASHSEED": "1", "TZ": "Asia/Shanghai"},
    "generic": {"NUMBA_CPU_NAME": "generic", "NPY_DISABLE_CPU_FEATURES": "X86_V3 X86_V4 AVX512_ICL"},
    "AVX2": {"NUMBA_CPU_NAME": "haswell", "NUMBA_CPU_FEATURES": "+avx2,+fma", "OPENBLAS_NUM_THREADS": "1"},
}


@pytest.mark.parametrize("name", [pytest.param(name, marks=[pytest.mark.nightly] * (name == "generic")) for name in TARGETS])
def test_processor_and_process_do_not_matter(name: str, tmp_path: Path) -> None:
    """The same page in a process of its own, its kernels compiled afresh for the target, which takes a minute: the oldest at night."""
    code = "import sys; sys.path.insert(0, sys.argv[1]); from test_engines import fate, scenario; print(*fate(scenario(5, households=200)))"
    cache = {} if name.startswith("hash") else {"POVSIM_CACHE": str(tmp_path)}
    environment = {**os.environ, **TARGETS[name], **cache, "PYTHONWARNINGS": "ignore"}
    made = subprocess.run([sys.executable, "-c", code, str(HERE)], env=environment, capture_output=True, text=True, timeout=300, check=False)
    assert made.stdout.split() == list(fate(scenario(5, households=200))), made.stderr[-2000:]
