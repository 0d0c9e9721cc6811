"""Known answers: closed forms that the engine, the indices and the rationing must return."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.stats import norm

from povsim import indices
from povsim.administration.rationing import Claimants, ration
from povsim.draws import key, uniform_array
from povsim.maths import exp_array, quantile_array
from povsim.scenario import load
from povsim.simulation import Simulation
from random_pages import random_text

SURE = 4.892
"""Standard errors that a right answer exceeds once in a million tests."""


def log_normal(mu: float, sigma: float, size: int = 400_000) -> np.ndarray:
    """Equally likely quantiles of a log-normal income."""
    return exp_array(mu + sigma * quantile_array((np.arange(size) + 0.5) / size))


@pytest.mark.parametrize(("mu", "sigma", "line"), [(8.8, 0.6, 4_000.0), (math.log(11_422) - 0.7155**2 / 2, 0.7155, 2_855.0)])
def test_log_normal_poverty(mu: float, sigma: float, line: float) -> None:
    income, weight = log_normal(mu, sigma), np.ones(400_000)
    x = (math.log(line) - mu) / sigma
    headcount, first, second = norm.cdf(x), math.exp(mu + sigma**2 / 2) / line, math.exp(2 * mu + 2 * sigma**2) / line**2
    gap = headcount - first * norm.cdf(x - sigma)
    squared = headcount - 2 * first * norm.cdf(x - sigma) + second * norm.cdf(x - 2 * sigma)
    for alpha, right in enumerate((headcount, gap, squared)):
        assert indices.foster_greer_thorbecke(income, weight, line, alpha) == pytest.approx(right, abs=1e-5)
    assert indices.watts(income, weight, line) == pytest.approx(headcount * (math.log(line) - mu) + sigma * norm.pdf(x), abs=2e-5)
    assert indices.gini(income, weight) == pytest.approx(2 * norm.cdf(sigma / math.sqrt(2)) - 1, abs=1e-4)
    assert indices.log_spread(income, weight) == pytest.approx(sigma, abs=1e-4)


def test_published_log_normal_figures() -> None:
    """Figures of the reference: national 2015, and the case with line 4,000."""
    income, weight = log_normal(math.log(11_422) - 0.7155**2 / 2, 0.7155), np.ones(400_000)
    found = [indices.foster_greer_thorbecke(income, weight, 2_855, alpha) for alpha in range(3)] + [indices.watts(income, weight, 2_855)]
    assert found == pytest.approx([0.05705, 0.01364, 0.00499, 0.01743], abs=1e-5)
    other = log_normal(8.8, 0.6)
    found = [indices.foster_greer_thorbecke(other, weight, 4_000, alpha) for alpha in range(3)] + [indices.gini(other, weight)]
    assert found == pytest.approx([0.199544, 0.051662, 0.019712, 0.328627], abs=2e-5)


def test_indices_of_shocks_and_groups() -> None:
    income, weight = np.array([1_000.0, 1_000.0, 5_000.0, -200.0]), np.array([2.0, 1.0, 4.0, 3.0])
    assert indices.gini(np.full(5, 7.0), np.ones(5)) == pytest.approx(0)
    whole = indices.foster_greer_thorbecke(income, weight, 2_000, 2)
    parts = [indices.foster_greer_thorbecke(income[part], weight[part], 2_000, 2) for part in (slice(0, 2), slice(2, 4))]
    assert whole == pytest.approx((3 * parts[0] + 7 * parts[1]) / 10)
    repeated = np.repeat(income, weight.astype(int))
    gaps = np.sort(np.maximum(0, (2_000 - np.maximum(repeated, 0)) / 2_000))[::-1]
    n = len(gaps)
    direct = sum((2 * n - 2 * i + 1) * gaps[i - 1] for i in range(1, n + 1)) / n**2
    assert indices.sen_shorrocks_thon(income, weight, 2_000) == pytest.approx(direct)


@pytest.mark.parametrize(("eligible", "cost", "budget"), [(100, 5_000_00, 123_456_78), (7, 1, 7), (7, 3, 2), (0, 10, 100), (50, 99, 10**9)])
def test_rationed_budget(eligible: int, cost: int, budget: int) -> None:
    """Of N eligible at unit cost c under budget B, min(N, floor(B / c)) are served and less than c is left."""
    ids = np.arange(eligible, dtype=np.uint64)
    zeros, fen = np.zeros(eligible, np.int64), np.full(eligible, cost, np.int64)
    served = ration(Claimants(zeros, zeros, np.zeros(eligible), ids, fen), np.array([budget]))
    assert len(np.flatnonzero(served) if served.dtype == bool else served) == min(eligible, budget // cost)


MARKOV = '''"""Poverty as a chain of two states, whatever the income.  两状态马尔可夫链"""
from povsim.rule import Draw, Household, Parameters, parameter, uniform

phase = "welfare"


class Settings(Parameters):
    enter: float = parameter(0.05, "a year", low=0, high=1, source="assumed; for the test")
    leave: float = parameter(0.2, "a year", low=0, high=1, source="assumed; for the test")


def step(h: Household, s: Settings, draw: Draw) -> None:
    u = uniform(draw, 0)
    h.poor = u >= s.leave if h.poor_before == 1 else u < s.enter
'''


@pytest.fixture(scope="module")
def chain(tmp_path_factory: pytest.TempPathFactory) -> dict[str, np.ndarray]:
    """The states of 30,000 households over 10 years, and the spells that the run recorded."""
    folder = tmp_path_factory.mktemp("chain")
    (folder / "zz_markov.py").write_text(MARKOV)
    text = random_text(1, households=60, years=10).replace("years:", "use: [zz_markov.py]\nyears:", 1)
    (folder / "page.yaml").write_text(text)
    changes = ["population.households=30000", "population.persons=110000", "population.registered.households=0",
               "population.registered.persons=0", "programmes=null", "years.last=2025"]
    run = Simulation(load(folder / "page.yaml", changes))
    run.world.population.household.set("poor", (uniform_array(key(1, "start"), run.world.population.household.id, 0) < 0.5))
    states, alive = [run.world.population.household.poor.mean()], [run.world.population.household.size]
    for _ in range(10):
        run.step()
        states.append(run.world.population.household.poor.mean())
        alive.append(run.world.population.household.size)
    return {"states": np.array(states), "alive": np.array(alive), **run.history().tables["spells"]}


def test_two_state_chain(chain: dict[str, np.ndarray]) -> None:
    """P(t) = pi + (P(0) - pi) (1 - e - r)^t, pi = r / (e + r); 30,000 households see a point (power 1 - 1e-6)."""
    right = 0.2 + (chain["states"][0] - 0.2) * 0.75 ** np.arange(11)
    error = np.sqrt(right * (1 - right) / chain["alive"])
    assert np.all(np.abs(chain["states"] - right)[1:] <= SURE * error[1:])
    assert SURE * error.max() < 0.015


def test_spell_length(chain: dict[str, np.ndarray]) -> None:
    """Poor spells that begin in the second year: one in five ends each year, so that .8^k last longer than k years."""
    true = (chain["basis"] == "in_truth") & (chain["kind"] == "poor") & (chain["first_year"] == 2016) & (chain["ended_by"] != "death")
    length, censored = (chain["last_year"] - chain["first_year"] + 1)[true], (chain["ended_by"] == "censored")[true]
    for years in range(1, 9):
        at_risk = length >= years
        ends = at_risk & (length == years) & ~censored
        share, many = ends.sum() / at_risk.sum(), at_risk.sum()
        assert abs(share - 0.2) <= SURE * math.sqrt(0.16 / many)


def test_relapse_within_five_years(chain: dict[str, np.ndarray]) -> None:
    """Relapse within five years of leaving is 1 - .95^5 = .226219, from the spells out of poverty."""
    out = (chain["basis"] == "in_truth") & (chain["kind"] == "out") & (chain["first_year"] <= 2020) & (chain["ended_by"] != "death")
    back = (chain["ended_by"] == "relapse") & (chain["last_year"] - chain["first_year"] + 1 <= 5)
    share, many = back[out].mean(), out.sum()
    assert abs(share - (1 - 0.95**5)) <= SURE * math.sqrt(0.226219 * 0.773781 / many)
