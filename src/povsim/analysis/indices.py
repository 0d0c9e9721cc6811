"""Sensitivity indices: SALib samples and analyses, behind a guard; it is imported here and nowhere else.  敏感性指数

A design lives in the unit cube; what its columns mean is the caller's affair. The guard: outputs are finite, a constant output
has an index of 0 everywhere, the options of the design go to the analysis with it, every call gets a problem of its own, seeds
are fixed, and the names of results do not change with SALib's version.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import import_module
from io import StringIO
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from povsim.analysis.copula import conditioned, correlated
from povsim.analysis.paths import kept_longest, walked

Floats = NDArray[np.float64]
RESAMPLES = 200
"""So many bootstrap samples make an interval."""
SLOW = 10
"""As many for delta, whose densities take long."""
REGIONS = 10


class Index(NamedTuple):
    """One index of one factor (or two, of second order), with its 95 % interval; equal ends where the method has none."""

    factor: str
    name: str
    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Design:
    """What makes a design: the method, its factors by name, their groups, how many samples, and the options."""

    method: str
    names: tuple[str, ...]
    samples: int
    seed: int
    groups: tuple[str, ...] = ()
    second: bool = False
    levels: int = 6

    @property
    def problem(self) -> dict[str, Any]:
        """SALib's words for it, new for every call, for some of its methods change them, or mind how a factor is called."""
        plain = [f"x{place}" for place in range(len(self.names))]
        made = {"num_vars": len(plain), "names": plain, "bounds": [[0.0, 1.0] for _ in plain]}
        return made | ({"groups": list(self.groups)} if self.groups else {})

    @property
    def factors(self) -> tuple[str, ...]:
        """What indices are of: groups where there are any, else the factors."""
        return tuple(dict.fromkeys(self.groups or self.names))

    @property
    def block(self) -> int:
        """Points of one sample."""
        return METHODS[self.method].block(len(self.factors), self.second)

    @property
    def points(self) -> int:
        """Points of the whole design."""
        return self.samples * self.block


@dataclass(frozen=True)
class Method:
    """A method: points of a sample, how it samples, and the indices it gives with their intervals.

    It is `grouped` where it has groups, has `prefixes` where the first samples can be analysed, `grows` where those are a
    smaller design, and is `dependent` where factors may go together.
    """

    block: Callable[[int, bool], int]
    sampler: str
    indices: tuple[tuple[str, str, str], ...]
    grouped: bool = False
    prefixes: bool = True
    grows: bool = False
    dependent: bool = False


METHODS = {
    "morris": Method(lambda d, _: d + 1, "morris", (("mu", "mu", ""), ("mu_star", "mu_star", "mu_star_conf"),
                                                    ("sigma", "sigma", "")), grouped=True, grows=True),
    "sobol": Method(lambda d, second: 2 * d + 2 if second else d + 2, "sobol",
                    (("S1", "S1", "S1_conf"), ("ST", "ST", "ST_conf")), grouped=True, grows=True),
    "fast": Method(lambda d, _: d, "fast_sampler", (("S1", "S1", ""), ("ST", "ST", "")), prefixes=False),
    "rbd_fast": Method(lambda d, _: 1, "latin", (("S1", "S1", "S1_conf"),), dependent=True),
    "pawn": Method(lambda d, _: 1, "latin", (("median", "median", ""), ("maximum", "maximum", "")), dependent=True),
    "delta": Method(lambda d, _: 1, "latin", (("delta", "delta|delta_raw", "delta_conf|delta_raw_conf"),), prefixes=False,
                    dependent=True),
    "dgsm": Method(lambda d, _: d + 1, "finite_diff", (("dgsm", "dgsm", ""),), grows=True),
    "regional": Method(lambda d, _: 1, "latin", (("regional", "", ""),), dependent=True),
    "shapley": Method(lambda d, _: d + 1, "", (("shapley", "shapley_normalized", "shapley_normalized_conf"),
                                               ("variance", "shapley", "shapley_conf")), grows=True, dependent=True),
}


@lru_cache(maxsize=4)
def sample(design: Design) -> Floats:
    """The points of a design in the unit cube, shape (points, factors)."""
    made = walked(len(design.names), design.samples, design.seed) if design.method == "shapley" else _sampled(design)
    made.flags.writeable = False
    return made


def _sampled(design: Design) -> Floats:
    """The points as SALib chooses them."""
    options: dict[str, Any] = {"seed": design.seed}
    if design.method == "sobol":
        options["calc_second_order"] = design.second
    if design.method == "morris":
        options["num_levels"] = design.levels
    sampler = import_module(f"SALib.sample.{METHODS[design.method].sampler}")
    return np.asarray(sampler.sample(design.problem, design.samples, **options), np.float64)


def placed(design: Design, correlations: Floats) -> Floats:
    """The points of a design whose normals have these correlations; a path of Shapley's draws anew given what it keeps."""
    points = sample(design)
    if design.method == "shapley":
        return conditioned(points, correlations, kept_longest(points))
    return correlated(points, correlations)


def analyse(design: Design, points: Floats, outputs: Floats) -> list[Index]:
    """The indices of an output at the points of a design: (points, factors), (points,).

    Raises ValueError, and names the point, where an output is not finite: SALib itself would answer with zeros.
    """
    wrong = np.flatnonzero(~np.isfinite(outputs))
    if len(wrong):
        raise ValueError(f"the output at point {wrong[0]} is not finite")
    if np.ptp(outputs) <= 1e-12 * np.max(np.abs(outputs)):
        return [Index(factor, name, 0.0, 0.0, 0.0) for name, _, _ in METHODS[design.method].indices for factor in design.factors]
    with _quiet():
        return list(_ANALYSERS.get(design.method, _plainly)(design, np.array(points), np.array(outputs)))


def prefix(design: Design, samples: int) -> Design:
    """The design of so many samples: the first points of a larger one."""
    return replace(design, samples=samples)


def _plainly(design: Design, points: Floats, outputs: Floats) -> Iterator[Index]:
    """What a method of SALib gives that takes the points and the outputs."""
    options: dict[str, Any] = {"seed": design.seed}
    if design.method in ("morris", "rbd_fast", "delta", "dgsm"):
        options["num_resamples"] = RESAMPLES
    if design.method == "morris":
        options["num_levels"] = design.levels
    if design.method == "delta":
        options |= {"num_resamples": SLOW, "method": "delta"}
    module = import_module(f"SALib.analyze.{design.method}")
    found = module.analyze(design.problem, points, outputs, **options)
    yield from _named(design, found, design.groups and list(found["names"]))


def _variances(design: Design, points: Floats, outputs: Floats) -> Iterator[Index]:
    """Sobol indices of first and total order, and of second order where the design has it."""
    from SALib.analyze import sobol

    options = {"calc_second_order": design.second, "num_resamples": RESAMPLES, "seed": design.seed}
    found = sobol.analyze(design.problem, outputs, **options)
    names = [str(name) for name in found.to_df()[0].index] if design.groups else list(design.names)
    yield from _named(design, found, names)
    if design.second:
        for one, other in zip(*np.triu_indices(len(names), 1), strict=True):
            value, reach = float(found["S2"][one, other]), float(found["S2_conf"][one, other])
            yield Index(f"{names[one]} x {names[other]}", "S2", value, value - reach, value + reach)


def _waves(design: Design, points: Floats, outputs: Floats) -> Iterator[Index]:
    """FAST knows its points by their order; it has no interval, for resampling is unreliable here, as SALib warns."""
    from SALib.analyze import fast

    found = fast.analyze(design.problem, outputs, num_resamples=2, seed=design.seed)
    yield from _named(design, found, list(design.names))


def _regions(design: Design, points: Floats, outputs: Floats) -> Iterator[Index]:
    """Regional analysis: how far the inputs of a tenth of the outputs lie from those of the others, the mean over tenths."""
    from SALib.analyze import rsa

    found = rsa.analyze(design.problem, points, outputs, bins=REGIONS, seed=design.seed)
    for place, name in enumerate(design.names):
        known = np.asarray(found[f"x{place}"])
        known = known[np.isfinite(known)]
        value = float(known.mean()) if len(known) else 0.0
        yield Index(name, "regional", value, value, value)


def _shares(design: Design, points: Floats, outputs: Floats) -> Iterator[Index]:
    """Shapley effects: what each factor adds to half the squared way from a path's start, whatever its points were made of."""
    from SALib.analyze import shapley

    yield from _named(design, shapley.analyze(design.problem, sample(design), outputs), list(design.names))


_ANALYSERS: dict[str, Callable[[Design, Floats, Floats], Iterator[Index]]] = {
    "sobol": _variances, "fast": _waves, "regional": _regions, "shapley": _shares,
}


def _named(design: Design, found: Any, names: Sequence[str]) -> Iterator[Index]:
    """Indices and intervals by our names, whatever this version of SALib calls them; what has no value is 0."""
    names = names or list(design.names)
    for name, *words in METHODS[design.method].indices:
        keys = [next((key for key in word.split("|") if key in found), "") for word in words]
        values = np.nan_to_num(np.ma.filled(np.ma.asarray(found[keys[0]], np.float64), 0.0))
        reach = np.nan_to_num(np.ma.filled(np.ma.asarray(found[keys[1]], np.float64), 0.0)) if keys[1] else np.zeros(len(values))
        for factor, value, half in zip(names, values, reach, strict=True):
            yield Index(str(factor), name, float(value), float(value - half), float(value + half))


@contextmanager
def _quiet() -> Iterator[None]:
    """Nothing is said of what is known here; and warnings read afterwards as before."""
    before = warnings.formatwarning
    try:
        with warnings.catch_warnings(), redirect_stdout(StringIO()), redirect_stderr(StringIO()):
            warnings.simplefilter("ignore")
            yield
    finally:
        warnings.formatwarning = before
