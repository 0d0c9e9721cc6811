"""Keyed draws and own mathematics: exact values, accuracy, equal bits of scalars and arrays."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.special import ndtri
from scipy.stats import kstest

from povsim import draws, formulas, maths

FALSE_ALARM = 1e-6
IDS = np.arange(200_000, dtype=np.uint64)


def test_mix_follows_splitmix64() -> None:
    """The published sequence of SplitMix64 from seed 0 (Steele, Lea & Flood 2014; Vigna's reference code)."""
    golden, state, seen = int(formulas.GOLDEN), 0, []
    for _ in range(3):
        state = (state + golden) % 2**64
        seen.append(formulas.mix(state))
    assert seen == [0xE220A8397B1DCDAF, 0x6E789E6AA1B965F4, 0x06C45D188009454F]


@pytest.mark.parametrize(("name", "reference", "low", "high", "bound"), [
    ("exp_array", np.exp, -690.0, 690.0, 5e-16), ("log_array", np.log, 1e-290, 1e3, 4e-16), ("sqrt_array", np.sqrt, 0.0, 1e9, 0.0),
])
def test_accuracy(name: str, reference: np.ufunc, low: float, high: float, bound: float) -> None:
    x = low + (high - low) * draws.uniform_array(draws.key(1, name), IDS, 0)
    found, right = getattr(maths, name)(x), reference(x)
    assert np.max(np.abs(found - right) / np.maximum(np.abs(right), 1e-300)) <= bound


def test_normal_quantile_is_within_its_stated_error() -> None:
    u = np.concatenate([draws.uniform_array(draws.key(1, "q"), IDS, 0), 10.0 ** -np.linspace(1, 15.9, 5_000)])
    away = np.abs(u - 0.5) > 1e-6
    assert np.max(np.abs(maths.quantile_array(u) / ndtri(u) - 1)[away]) < 1.2e-9


def test_limits_are_held() -> None:
    assert maths.log(0.0) == maths.log(-5.0) == maths.log(1e-300)
    assert maths.sqrt(-1.0) == 0.0
    assert math.isfinite(maths.exp(1e9)) and maths.exp(-1e9) > 0.0


def test_scalars_and_arrays_have_equal_bits() -> None:
    process, ids = draws.key(7, "cause", "illness", "strike", 2016), IDS[:3_000] * np.uint64(2_654_435_761)
    for k in (0, 1, 17):
        uniforms, normals = draws.uniform_array(process, ids, k), draws.normal_array(process, ids, k)
        for place, identity in enumerate(ids.tolist()):
            draw = draws.Draw(process, identity)
            assert draws.uniform(draw, k) == uniforms[place] and draws.normal(draw, k) == normals[place]
    x = np.linspace(-40.0, 40.0, 3_001)
    assert [maths.exp(each) for each in x.tolist()] == maths.exp_array(x).tolist()
    assert [maths.log(each) for each in np.abs(x).tolist()] == maths.log_array(np.abs(x)).tolist()


def test_draws_have_their_distribution() -> None:
    """Kolmogorov-Smirnov on 200,000 draws sees a shift of 0.7 % of the distribution; false alarm 1e-6."""
    process = draws.key(3, "test")
    assert kstest(draws.uniform_array(process, IDS, 0), "uniform").pvalue > FALSE_ALARM
    assert kstest(draws.normal_array(process, IDS, 1), "norm").pvalue > FALSE_ALARM


@pytest.mark.parametrize("other", [("year",), ("k",), ("seed",), ("neighbour",)])
def test_neighbouring_draws_are_uncorrelated(other: tuple[str]) -> None:
    """Correlation of 200,000 pairs is within 5 standard errors (false alarm 6e-7): 0.0112."""
    first = draws.normal_array(draws.key(1, "p", 2016), IDS, 0)
    second = {
        "year": draws.normal_array(draws.key(1, "p", 2017), IDS, 0), "k": draws.normal_array(draws.key(1, "p", 2016), IDS, 1),
        "seed": draws.normal_array(draws.key(2, "p", 2016), IDS, 0), "neighbour": np.roll(first, 1),
    }[other[0]]
    assert abs(np.corrcoef(first, second)[0, 1]) < 5 / math.sqrt(len(IDS))


@pytest.mark.parametrize("years", [2, pytest.param(100, marks=pytest.mark.nightly)])
def test_keys_and_ids_do_not_collide(years: int) -> None:
    """A million ids a year, two million keyed rows (nightly a hundred million): no two alike."""
    ids = np.arange(1_000_000, dtype=np.uint64)
    rows = np.concatenate([draws.mix(ids, draws.key(1, "process", year)) for year in range(years)])
    rows.sort()
    assert (rows[1:] != rows[:-1]).all()


def test_ids_of_newborns_do_not_depend_on_others() -> None:
    ids = np.array([5, 9, 2**63 + 1], dtype=np.uint64)
    born = draws.child_id(ids, 2016)
    assert born.tolist() == [int(draws.child_id(ids[k : k + 1], 2016)[0]) for k in range(3)]
    assert (born >> np.uint64(63)).all() and len(set(born.tolist())) == 3
    assert not set(born.tolist()) & set(draws.child_id(ids, 2016, draws.SPLIT).tolist())
