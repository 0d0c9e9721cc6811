"""Distributions of a number that a study varies: a page says which, and a uniform number says where.  分布

    causes.illness.onset_under_30: {triangular: [0.01, 0.03, 0.06]}
    programmes.industry.grant: plausible

`at(u)` is the quantile function: a study of any design, random or not, asks it with numbers in (0, 1).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from povsim.errors import nearest
from povsim.formulas import quantile
from povsim.maths import exp, log, sqrt
from povsim.parameters import Declared
from povsim.values import number, refused, shown

Numbers = tuple[float, ...]
PLAUSIBLE = "plausible"
"""Stands on a page for the range that the plugin's file declares."""
HALVINGS = 60


@dataclass(frozen=True)
class Distribution:
    """How a parameter varies: the kind, and its numbers or its choices; `within` holds a normal to the allowed range."""

    kind: str
    values: tuple[Any, ...]
    within: tuple[float, float] = (0.0, 1.0)

    def at(self, u: float) -> Any:
        """The value below which it lies with probability `u`, in (0, 1)."""
        return KINDS[self.kind].quantile(self.values, self.within[0] + u * (self.within[1] - self.within[0]))

    def plain(self) -> dict[str, Any]:
        """As it stands on a page."""
        return {self.kind: [int(each) if _is_whole(each) else each for each in self.values]}

    @property
    def ends(self) -> tuple[float, float] | None:
        """The smallest and the largest value, where they are numbers and known without the parameter's limits."""
        if self.kind in ("choice", "normal"):
            return None
        return float(self.values[0]), float(self.values[-1])


@dataclass(frozen=True)
class Kind:
    """A kind of distribution: its numbers in words, whether they are sound, and its quantile function."""

    words: str
    many: int
    sound: Callable[[Numbers], bool]
    quantile: Callable[[Any, float], Any]


def _uniform(ends: Numbers, u: float) -> float:
    return ends[0] + u * (ends[1] - ends[0])


def _triangular(corners: Numbers, u: float) -> float:
    low, top, high = corners
    turn = (top - low) / (high - low)
    if u < turn:
        return low + sqrt(u * (high - low) * (top - low))
    return high - sqrt((1.0 - u) * (high - low) * (high - top))


def _loguniform(ends: Numbers, u: float) -> float:
    found = exp(log(ends[0]) + u * (log(ends[1]) - log(ends[0])))
    return min(max(found, ends[0]), ends[1])


def _normal(numbers: Numbers, u: float) -> float:
    return numbers[0] + numbers[1] * float(quantile(u))


def _integer(ends: Numbers, u: float) -> int:
    return min(int(ends[0] + u * (ends[1] - ends[0] + 1)), int(ends[1]))


def _choice(choices: tuple[Any, ...], u: float) -> Any:
    return choices[min(int(u * len(choices)), len(choices) - 1)]


def _rising(numbers: Numbers) -> bool:
    return list(numbers) == sorted(numbers) and numbers[0] < numbers[-1]


def _whole(numbers: Numbers) -> bool:
    return _rising(numbers) and all(map(_is_whole, numbers))


KINDS = {
    "uniform": Kind("[low, high]", 2, _rising, _uniform),
    "triangular": Kind("[low, most likely, high]", 3, _rising, _triangular),
    "loguniform": Kind("[low, high], above 0", 2, lambda numbers: _rising(numbers) and numbers[0] > 0, _loguniform),
    "normal": Kind("[mean, standard deviation above 0]", 2, lambda numbers: numbers[1] > 0, _normal),
    "integer": Kind("[low, high], whole numbers", 2, _whole, _integer),
    "choice": Kind("[one, other, ...]", 0, bool, _choice),
}


def read(value: Any, declared: Declared) -> Distribution:
    """The distribution that a page gives a parameter; raises Refused where the parameter cannot take its values."""
    if value == PLAUSIBLE:
        return plausible(declared)
    if not isinstance(value, Mapping) or len(value) != 1 or next(iter(value)) not in KINDS:
        name = str(next(iter(value))) if isinstance(value, Mapping) and len(value) == 1 else ""
        hint = nearest(name, KINDS) if name else f" ({', '.join(KINDS)})"
        raise refused(f"must be one distribution, such as {{uniform: [1, 2]}}, or '{PLAUSIBLE}' (got {shown(value)}){hint}")
    (name, given), = value.items()
    kind = KINDS[name]
    if not isinstance(given, list) or not given or (kind.many and len(given) != kind.many):
        raise refused(f"{name} takes {kind.words} (got {shown(given)})")
    numbers = tuple(given) if name == "choice" else tuple(float(number(each)) for each in given)
    if not kind.sound(numbers):
        raise refused(f"{name} takes {kind.words}, in this order (got {shown(str(given))})")
    return _fitting(Distribution(name, numbers), declared)


def plausible(declared: Declared) -> Distribution:
    """The distribution that a parameter's declaration implies: uniform over its plausible range, or any of its choices."""
    if declared.kind in ("choice", "switch"):
        return Distribution("choice", declared.choices or (False, True))
    ends = declared.plausible or (declared.low, declared.high)
    if ends[0] is None or ends[1] is None or ends[0] >= ends[1]:
        raise refused("has no plausible range in its declaration; give a distribution")
    return Distribution("integer" if declared.kind == "whole" else "uniform", (float(ends[0]), float(ends[1])))


def _fitting(made: Distribution, declared: Declared) -> Distribution:
    """The distribution, proved against the parameter's limits; a normal is held to them."""
    if (declared.kind in ("choice", "switch") and made.kind != "choice") or (declared.kind == "whole" and
                                                                            made.kind not in ("choice", "integer")):
        raise refused(f"takes {'whole numbers' if declared.kind == 'whole' else 'one of some choices'}, not a {made.kind}")
    if made.kind == "normal":
        return _held(made, declared)
    for value in made.values:
        declared.check(int(value) if made.kind == "integer" else value)
    return made


def _held(made: Distribution, declared: Declared) -> Distribution:
    """A normal cut off at the limits of its parameter, where its mean lies between them."""
    declared.check(made.values[0])
    low = 0.0 if declared.low is None else _below(made, declared.low)
    high = 1.0 if declared.high is None else _below(made, declared.high)
    return Distribution(made.kind, made.values, (low, high))


def _below(made: Distribution, value: float) -> float:
    """The probability of less than `value`, by halving."""
    low, high = 0.0, 1.0
    for _ in range(HALVINGS):
        middle = 0.5 * (low + high)
        low, high = (middle, high) if made.at(middle) < value else (low, middle)
    return 0.5 * (low + high)


def _is_whole(value: Any) -> bool:
    return isinstance(value, float) and value.is_integer() and abs(value) < 1e15
