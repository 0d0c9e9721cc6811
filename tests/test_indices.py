"""Sensitivity indices: known answers, an independent implementation, SALib's traps, and luck told apart from inputs."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from itertools import combinations, pairwise
from math import comb

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.special import ndtri
from scipy.stats import sobol_indices, spearmanr, uniform

from povsim.analysis.copula import correlated, matrix, possible
from povsim.analysis.indices import METHODS, Design, Index, analyse, placed, prefix, sample
from povsim.analysis.noise import Luck, by_seed, corrected, luck, share, together
from povsim.analysis.region import region
from povsim.draws import key, normal_array
from povsim.sensitivity.models import Model

Floats = NDArray[np.float64]
ISHIGAMI, SOBOL_G, LINEAR = Model("ishigami"), Model("sobol_g", (0, 1, 4.5, 9, 99, 99, 99, 99)), Model("linear", (2.0, -3.0, 0.0))
FIRST = {"ishigami": (0.313905, 0.442411, 0.0), "sobol_g": (0.716192, 0.179048, 0.023676, 0.007162, 7.2e-5, 7.2e-5, 7.2e-5, 7.2e-5)}
TOTAL = {"ishigami": (0.557589, 0.442411, 0.243684), "sobol_g": (0.787144, 0.242198, 0.034317, 0.01046, 1.05e-4, 1.05e-4, 1.05e-4, 1.05e-4)}


def design(model: Model, method: str, samples: int, **more: object) -> Design:
    return Design(method, (*model.factors, "dummy"), samples, 17, **more)  # type: ignore[arg-type]


def outputs(model: Model, points: Floats) -> Floats:
    low, high = np.array(list(model.factors.values())).T
    return model(low + points[:, :-1] * (high - low))


def solved(model: Model, method: str, samples: int, **more: object) -> dict[str, list[float]]:
    made = design(model, method, samples, **more)
    found = analyse(made, sample(made), outputs(model, sample(made)))
    return {name: [each.value for each in found if each.name == name] for name in dict.fromkeys(each.name for each in found)}


@pytest.mark.parametrize("model", [ISHIGAMI, SOBOL_G], ids=lambda model: model.name)
def test_sobol_indices_have_their_closed_form(model: Model) -> None:
    """Promises D1 and D2."""
    found = solved(model, "sobol", 4096)
    assert found["S1"] == pytest.approx([*FIRST[model.name], 0], abs=0.01)
    assert found["ST"] == pytest.approx([*TOTAL[model.name], 0], abs=0.01)


def test_sobol_indices_of_second_order() -> None:
    found = solved(ISHIGAMI, "sobol", 2048, second=True)
    pairs = list(combinations(("x1", "x2", "x3", "dummy"), 2))
    assert dict(zip(pairs, found["S2"], strict=True))["x1", "x3"] == pytest.approx(0.243684, abs=0.02)
    assert [value for pair, value in zip(pairs, found["S2"], strict=True) if pair != ("x1", "x3")] == pytest.approx([0] * 5, abs=0.02)


def test_sobol_agrees_with_scipy() -> None:
    def model(x: Floats) -> Floats:
        return ISHIGAMI(x.T)

    other = sobol_indices(func=model, n=4096, dists=[uniform(-np.pi, 2 * np.pi)] * 3, rng=1)
    mine = solved(ISHIGAMI, "sobol", 4096)
    assert mine["S1"][:3] == pytest.approx(other.first_order, abs=0.015)
    assert mine["ST"][:3] == pytest.approx(other.total_order, abs=0.015)


def test_morris_is_exact_on_a_line() -> None:
    """Promises D3."""
    found = solved(LINEAR, "morris", 10)
    assert found["mu"] == pytest.approx([2, -3, 0, 0], abs=1e-12)
    assert found["mu_star"] == pytest.approx([2, 3, 0, 0], abs=1e-12)
    assert found["sigma"] == pytest.approx([0, 0, 0, 0], abs=1e-12)
    assert found["mu_star"][2:] == [0.0, 0.0]


def test_shapley_effects_sum_to_the_variance() -> None:
    found = solved(ISHIGAMI, "shapley", 4096)
    made = design(ISHIGAMI, "shapley", 4096)
    ends = outputs(ISHIGAMI, sample(made)).reshape(-1, made.block)[:, [0, -1]]
    assert sum(found["variance"]) == pytest.approx(np.mean((ends[:, 0] - ends[:, 1]) ** 2) / 2, rel=1e-12)
    assert sum(found["variance"]) == pytest.approx(13.844588, rel=0.05)
    assert sum(found["shapley"]) == pytest.approx(1.0, abs=1e-12)
    assert found["shapley"] == pytest.approx([0.4357, 0.4424, 0.1218, 0.0], abs=0.03)


@pytest.mark.parametrize(("method", "samples", "index"), [("fast", 2000, "S1"), ("rbd_fast", 4000, "S1")])
def test_other_methods_know_the_first_order(method: str, samples: int, index: str) -> None:
    assert solved(ISHIGAMI, method, samples)[index] == pytest.approx([*FIRST["ishigami"], 0], abs=0.03)


def test_groups_are_factors_together() -> None:
    found = solved(ISHIGAMI, "sobol", 2048, groups=("one", "x2", "one", "dummy"))
    assert found["ST"] == pytest.approx([0.557589, 0.442411, 0.0], abs=0.02)
    assert solved(LINEAR, "morris", 10, groups=("all", "all", "x3", "dummy"))["mu_star"][1:] == [0.0, 0.0]


@pytest.mark.parametrize("method", METHODS)
def test_a_method_ranks_what_matters_first_and_nothing_last(method: str) -> None:
    samples = {"sobol": 256, "fast": 200, "morris": 40, "delta": 200, "pawn": 4000}.get(method, 400)
    model = Model("linear", (1.0, 5.0, 0.0))
    with warnings.catch_warnings(action="error"):
        found = next(iter(solved(model, method, samples).values()) if method != "morris" else iter([solved(model, method, samples)["mu_star"]]))
    assert found[1] == max(found) and found[0] > max(found[2:])


# the guard ----------------------------------------------------------------------------------


@pytest.mark.parametrize("wrong", [np.nan, np.inf, -np.inf])
@pytest.mark.parametrize("method", METHODS)
def test_one_number_that_is_none_is_refused(method: str, wrong: float) -> None:
    """Promises D5: SALib alone answers with zeros."""
    made = design(ISHIGAMI, method, 128)
    values = np.ones(made.points)
    values[5] = wrong
    with pytest.raises(ValueError, match="point 5 is not finite"):
        analyse(made, sample(made), values)


@pytest.mark.parametrize("method", METHODS)
def test_a_constant_output_has_no_sensitivity(method: str) -> None:
    made = design(ISHIGAMI, method, 128)
    with warnings.catch_warnings(action="error"):
        found = analyse(made, sample(made), np.full(made.points, 0.1) * 3)
    assert {each[2:] for each in found} == {(0.0, 0.0, 0.0)} and {each.factor for each in found} == {"x1", "x2", "x3", "dummy"}


@pytest.mark.parametrize("method", sorted(set(METHODS) - {"delta"}))
def test_design_and_intervals_are_of_their_seed(method: str) -> None:
    """Promises D7."""
    made = design(ISHIGAMI, method, 128)
    values = outputs(ISHIGAMI, sample(made))
    first = analyse(made, sample(made), values)
    points = sample(made).tobytes()
    sample.cache_clear()
    assert sample(made).tobytes() == points and analyse(made, sample(made), values) == first


@pytest.mark.parametrize("method", [name for name, each in METHODS.items() if each.grows])
def test_the_first_samples_of_a_design_are_a_design(method: str) -> None:
    made = design(LINEAR, method, 256)
    part = prefix(made, 64)
    found = analyse(part, sample(made)[: part.points], outputs(LINEAR, sample(made))[: part.points])
    main = {"sobol": "ST", "morris": "mu_star"}.get(method, method)
    values = [each.value for each in found if each.name == main]
    assert values[1] > values[0] > values[2] == 0.0 == values[3]


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("second", [False, True])
def test_a_design_that_grows_keeps_its_points(method: str, second: bool) -> None:
    """What a method says of itself holds for every size, so that runs can be added to a finished study."""
    many = {"sobol": (64, 128, 1024), "fast": (65, 130, 200)}.get(method, (4, 5, 64, 150))
    made = [sample(design(LINEAR, method, samples, second=second)) for samples in many]
    kept = [np.array_equal(less, more[: len(less)]) for less, more in pairwise(made)]
    assert all(kept) if METHODS[method].grows else not any(kept)


# luck ---------------------------------------------------------------------------------------


def noisy(model: Model, made: Design, seeds: int, size: float) -> Floats:
    """The outputs with noise of their own, shape (points, seeds)."""
    ids = np.arange(made.points * seeds, dtype=np.uint64)
    return outputs(model, sample(made))[:, None] + size * normal_array(key(3, "noise"), ids, 0).reshape(-1, seeds)


@pytest.mark.parametrize(("model", "size"), [(ISHIGAMI, 2.0), (SOBOL_G, 0.3)], ids=["ishigami", "sobol_g"])
def test_corrected_indices_are_those_without_noise(model: Model, size: float) -> None:
    """X50 and oracle 18: raw indices are too small at first order and too large in total; corrected ones are right."""
    made = design(model, "sobol", 4096)
    values = noisy(model, made, 4, size)
    raw = analyse(made, sample(made), values.mean(axis=1))
    right = {each.factor: each.value for each in corrected(made, raw, values) if each.name == "ST corrected"}
    first = {each.factor: each.value for each in corrected(made, raw, values) if each.name == "S1 corrected"}
    assert list(right.values()) == pytest.approx([*TOTAL[model.name], 0], abs=0.025)
    assert list(first.values()) == pytest.approx([*FIRST[model.name], 0], abs=0.025)
    naive = {each.factor: each.value for each in raw if each.name == "ST"}
    assert naive["dummy"] > 0.03 and naive["x1"] > right["x1"] + 0.01


def test_corrected_shapley_effects() -> None:
    made = design(LINEAR, "shapley", 4000)
    values = noisy(LINEAR, made, 4, 1.0)
    raw = analyse(made, sample(made), values.mean(axis=1))
    found = [each.value for each in corrected(made, raw, values)]
    assert found == pytest.approx([4 / 13, 9 / 13, 0, 0], abs=0.04)
    assert [each.value for each in raw if each.name == "shapley"][3] > 0.03


def test_luck_and_inputs_are_told_apart() -> None:
    """Inputs of variance 1, luck of all points of 0.25, luck of each of 4: 100,000 runs."""
    inputs, common, own = (normal_array(key(1, word), np.arange(many, dtype=np.uint64), 0)
                           for word, many in (("inputs", 1000), ("common", 100), ("own", 100_000)))
    found = luck(inputs[:, None] + 0.5 * common[None, :] + 2.0 * own.reshape(1000, 100))
    assert (found.inputs, found.own, found.shared) == pytest.approx((1.0, 4.0, 0.25), rel=0.2)
    assert share([found]) == pytest.approx(4.25 / 5.25, abs=0.03)
    assert share([Luck(0.0, 0.0, 0.0)]) == 0.0


def test_common_luck_adds_nothing_to_an_index() -> None:
    made = design(ISHIGAMI, "sobol", 256)
    values = outputs(ISHIGAMI, sample(made))[:, None] + np.array([0.0, 5.0, -3.0])[None, :]
    found = by_seed(made, sample(made), values)
    assert all(each.high - each.low < 1e-9 for each in found)
    assert {each.value for each in found if each.factor == "dummy"} == {0.0}


def test_a_vector_weighs_its_parts_by_variance() -> None:
    parts = [[Index("x", "ST", 0.2, 0.1, 0.3)], [Index("x", "ST", 0.8, 0.7, 0.9)]]
    assert together(parts, [3.0, 1.0])[0][2:] == pytest.approx((0.35, 0.25, 0.45))
    assert together(parts, [0.0, 0.0])[0].value == 0.0


def test_lamboni_of_a_matrix() -> None:
    """Y1 = 2 x1, Y2 = 3 x2: together x1 has 4 of 13 of the variance."""
    made = Design("sobol", ("x1", "x2", "dummy"), 1024, 5)
    points = sample(made)
    columns: list[Callable[[], Floats]] = [lambda: 2 * points[:, 0], lambda: 3 * points[:, 1]]
    parts = [analyse(made, points, column()) for column in columns]
    found = {each.factor: each.value for each in together(parts, [float(np.var(column())) for column in columns]) if each.name == "ST"}
    assert found == pytest.approx({"x1": 4 / 13, "x2": 9 / 13, "dummy": 0}, abs=0.01)


# dependent inputs ---------------------------------------------------------------------------


def test_a_copula_has_its_rank_correlations() -> None:
    made = Design("pawn", ("a", "b", "dummy"), 20_000, 5)
    points = correlated(sample(made), matrix(made.names, [("a", "b", 0.6)]))
    assert spearmanr(points[:, 0], points[:, 1]).statistic == pytest.approx(0.6, abs=0.02)
    assert abs(spearmanr(points[:, 0], points[:, 2]).statistic) < 0.02
    assert np.abs(ndtri(np.clip(points, 1e-9, 1 - 1e-9)).std(axis=0) - 1).max() < 0.02
    assert possible(matrix(("a", "b", "c"), [("a", "b", 0.6)]))
    assert not possible(matrix(("a", "b", "c"), [("a", "b", 0.9), ("b", "c", 0.9), ("a", "c", -0.9)]))


def linear_shapley(beta: Floats, spread: Floats) -> Floats:
    """Shapley effects of beta'X for X normal with these covariances (Owen and Prieur 2017, theorem 2)."""
    many = len(beta)
    made = np.zeros(many)
    for j in range(many):
        for size in range(many):
            for given in combinations([k for k in range(many) if k != j], size):
                free = [k for k in range(many) if k not in given]
                known = list(given)
                rest = spread[np.ix_(free, free)]
                if known:
                    cross = spread[np.ix_(free, known)]
                    rest = rest - cross @ np.linalg.solve(spread[np.ix_(known, known)], cross.T)
                own = free.index(j)
                made[j] += (rest[own] @ beta[free]) ** 2 / rest[own, own] / comb(many - 1, size) / many
    return made


@pytest.mark.parametrize(("beta", "ranks"), [
    ((1.0, 1.0), [("a", "b", 0.9)]), ((1.0, 0.0), [("a", "b", 0.7)]), ((2.0, -1.0, 0.5), [("a", "b", 0.5), ("b", "c", -0.6)]),
    ((1.0, 1.0, 1.0), []),
], ids=["alike", "no effect of its own", "three", "independent"])
def test_shapley_effects_of_correlated_normals(beta: tuple[float, ...], ranks: list[tuple[str, str, float]]) -> None:
    """Within .02 of the closed form at 20,000 paths, and within three standard errors; they sum to the variance."""
    made = Design("shapley", (*"abc"[: len(beta)], "dummy"), 20_000, 17)
    spread = matrix(made.names, ranks)
    values = ndtri(placed(made, spread)) @ np.array([*beta, 0.0])
    found = {name: [each for each in analyse(made, sample(made), values) if each.name == name] for name in ("shapley", "variance")}
    right = linear_shapley(np.array([*beta, 0.0]), spread)
    assert right.sum() == pytest.approx(np.array(beta) @ spread[:-1, :-1] @ np.array(beta))
    assert [each.value for each in found["shapley"]] == pytest.approx(right / right.sum(), abs=0.02)
    for each, effect in zip(found["variance"], right, strict=True):
        assert abs(each.value - effect) <= 3 / 1.96 * (each.high - each.low) / 2 + 1e-12
    ends = values.reshape(-1, made.block)[:, [0, -1]]
    assert sum(each.value for each in found["variance"]) == pytest.approx(np.mean((ends[:, 0] - ends[:, 1]) ** 2) / 2, rel=1e-9)
    assert found["variance"][-1].value == 0.0


def test_every_point_of_a_path_has_the_copula() -> None:
    """And what is kept stays as it is, to the bit, until its turn comes, but for the factors that have changed before."""
    made = Design("shapley", ("a", "b", "c"), 20_000, 5)
    moved = placed(made, matrix(made.names, [("a", "b", 0.6), ("b", "c", -0.4)])).reshape(-1, 4, 3)
    for step in range(4):
        found = spearmanr(moved[:, step]).statistic
        assert [found[0, 1], found[1, 2], found[0, 2]] == pytest.approx([0.6, -0.4, spearmanr(moved[:, 0]).statistic[0, 2]], abs=0.02)
    changes = (moved[:, 1:] != moved[:, :-1]).sum(axis=2)
    assert (changes == [1, 2, 3]).mean(axis=0).min() > 0.3 and (changes <= [1, 2, 3]).all()


# scenario discovery -------------------------------------------------------------------------


def test_the_region_of_high_outputs_is_found() -> None:
    """The output is high where a > 0.6 and b < 0.5 (a fifth of the square), and c does nothing."""
    points = sample(Design("pawn", ("a", "b", "c"), 2000, 5))
    found = region(points, 10.0 * ((points[:, 0] > 0.6) & (points[:, 1] < 0.5)) + points[:, 2] / 10)
    assert found.low[0] == pytest.approx(0.6, abs=0.05) and found.high[1] == pytest.approx(0.5, abs=0.05)
    assert np.isinf(found.high[0]) and np.isinf(found.low[1])
    assert found.density > 0.95 and found.coverage > 0.7
