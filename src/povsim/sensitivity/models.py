"""Models with known answers, to try the machinery of sensitivity on: Ishigami, Sobol's g, and a linear one.  检验模型"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
MODELS = ("ishigami", "sobol_g", "linear")


@dataclass(frozen=True)
class Model:
    """A model by name, with its numbers: `a` of Sobol's g, `c` of the linear one."""

    name: str
    numbers: tuple[float, ...] = ()

    @property
    def factors(self) -> dict[str, tuple[float, float]]:
        """Its inputs, uniform between two ends."""
        ends = (-np.pi, np.pi) if self.name == "ishigami" else (0.0, 1.0)
        return {f"x{number + 1}": ends for number in range(3 if self.name == "ishigami" else len(self.numbers))}

    def __call__(self, inputs: Floats) -> Floats:
        """The outputs: (points, factors) -> (points,)."""
        return _CALLS[self.name](inputs, np.asarray(self.numbers))


def _ishigami(x: Floats, numbers: Floats) -> Floats:
    """Ishigami and Homma 1990, with a = 7 and b = 0.1."""
    made: Floats = np.sin(x[:, 0]) + 7.0 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])
    return made


def _sobol_g(x: Floats, a: Floats) -> Floats:
    """Sobol's g: the larger a, the less its factor matters."""
    made: Floats = np.prod((np.abs(4.0 * x - 2.0) + a) / (1.0 + a), axis=1)
    return made


def _linear(x: Floats, c: Floats) -> Floats:
    """A weighted sum."""
    made: Floats = x @ c
    return made


_CALLS: dict[str, Callable[[Floats, Floats], Floats]] = {"ishigami": _ishigami, "sobol_g": _sobol_g, "linear": _linear}
