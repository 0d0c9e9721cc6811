"""Parameters: numbers of the model with unit, range and source, declared once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, field_validator

from povsim.values import HUGE, Refused, Series, number, refused, series, shown

__all__ = ["Declared", "Parameters", "Series", "declared", "parameter"]

KINDS: dict[Any, str] = {float: "number", int: "whole", bool: "switch", str: "choice"}
EVIDENCE = ("assumed", "derived", "fitted", "plan", "prototype")
"""What a source may begin with, followed by `;`: anything else is a published figure, by author and year or by issuer."""
RESERVED = frozenset({"at", "year", "use", "budget", "allocation"})


@dataclass(frozen=True)
class Declared:
    """What is known of one parameter: its default, unit, limits, source, choices and plausible range.

    A page may set any value within the limits `low` and `high`; a study varies it within the plausible range.
    """

    name: str
    default: float | bool | str | Series
    unit: str
    low: float | None
    high: float | None
    source: str
    choices: tuple[str, ...]
    plausible: tuple[float, float] | None = None
    kind: str = "number"

    @property
    def evidence(self) -> str:
        """How well the number is known: the word before the first `;` of its source, or `published`."""
        word = self.source.partition(";")[0].strip()
        return word if word in EVIDENCE else "published"

    def check(self, value: Any) -> Any:
        """Return the value as it is kept, or raise Refused with every finding."""
        if self.kind == "choice" or not isinstance(value, Mapping):
            return self._one(value)
        return series(value, self._one)

    def _one(self, value: Any) -> Any:
        if self.kind == "choice":
            if value not in self.choices or not isinstance(value, str):
                raise refused(f"must be one of {', '.join(map(repr, self.choices))} (got {shown(value)})")
            return value
        if self.kind == "switch":
            if not isinstance(value, bool):
                raise refused(f"must be true or false (got {shown(value)})")
            return value
        return number(value, self.low, self.high, whole=self.kind == "whole")


def parameter(
    default: Any, unit: str, *, low: float | None = None, high: float | None = None,
    plausible: tuple[float, float] | None = None, source: str, choices: tuple[str, ...] = (),
) -> Any:
    """Declare a parameter: its default (a number, numbers by year, a switch or a choice), unit, ranges and source."""
    if not (isinstance(unit, str) and unit.strip() and isinstance(source, str) and source.strip()):
        raise TypeError("a parameter needs a unit and a source")
    limits = tuple(number(open_end if each is None else each) for each, open_end in ((low, -HUGE), (high, HUGE)))
    first, last = map(number, limits if plausible is None else plausible)
    if not limits[0] <= first <= last <= limits[1]:
        raise TypeError(f"its plausible range {plausible} is not within its limits")
    if not isinstance(choices, tuple) or not all(isinstance(each, str) for each in choices):
        raise TypeError(f"its choices are words in parentheses, not {choices!r}")
    kept = Series(default) if isinstance(default, Mapping) and not isinstance(default, Series) else default
    known: dict[str, Any] = {"unit": unit, "low": low, "high": high, "source": source}
    return Field(kept, json_schema_extra={**known, "plausible": list(plausible or ()), "choices": list(choices)})


class Parameters(BaseModel):
    """The parameters of one plugin: a class body of `name: float = parameter(...)`."""

    model_config = ConfigDict(frozen=True, extra="forbid", validate_default=True, protected_namespaces=(), allow_inf_nan=True)
    if TYPE_CHECKING:
        year: ClassVar[float]

    @field_validator("*", mode="plain")
    @classmethod
    def _within(cls, value: Any, info: ValidationInfo) -> Any:
        return _declaration(cls, str(info.field_name)).check(value)

    @classmethod
    def __pydantic_init_subclass__(cls, **options: Any) -> None:
        for each in declared(cls):
            try:
                each.check(each.default)
            except Refused as problem:
                raise TypeError(f"{cls.__name__}.{each.name}: its default {problem}") from None

    def at(self, year: int) -> Mapping[str, float]:
        """This year's numbers by name, and `year`; a switch is 0 or 1, a choice its index."""
        if year not in self._years:
            numbers, moving = self._numbers
            self._years[year] = {**numbers, **{name: values.at(year) for name, values in moving}, "year": float(year)}
        return self._years[year]

    @cached_property
    def _years(self) -> dict[int, Mapping[str, float]]:
        return {}

    @cached_property
    def _numbers(self) -> tuple[dict[str, float], list[tuple[str, Series]]]:
        """The numbers by name in the order of the file, and those of them that change with the year."""
        values = [(each, getattr(self, each.name)) for each in declared(type(self))]
        moving = [(each.name, value) for each, value in values if isinstance(value, Series)]
        return {each.name: _plain(value, each) for each, value in values}, moving


def _plain(value: Any, declaration: Declared) -> float:
    if isinstance(value, Series):
        return 0.0
    return float(declaration.choices.index(value) if declaration.kind == "choice" else value)


@cache
def declared(settings: type[Parameters]) -> tuple[Declared, ...]:
    """Every parameter of a class, in the order of the file.

    Raises TypeError where one is not declared by `parameter`.
    """
    return tuple(_declaration(settings, name) for name in settings.model_fields)


@cache
def _declaration(settings: type[Parameters], name: str) -> Declared:
    field = settings.model_fields[name]
    known: Any = field.json_schema_extra
    kind = KINDS.get(field.annotation, "")
    if not isinstance(known, dict):
        raise TypeError(f"{settings.__name__}.{name}: declare it with parameter(default, unit, source=...)")
    if name in RESERVED:
        raise TypeError(f"{settings.__name__}.{name}: the name '{name}' is taken; choose another")
    if not kind or (kind == "choice") != bool(known["choices"]):
        raise TypeError(f"{settings.__name__}.{name}: a parameter is a float, an int, a bool, or a str with choices")
    pairs: Any = {"choices": tuple(known["choices"]), "plausible": tuple(known["plausible"]) or None}
    return Declared(name, field.default, **{**known, **pairs}, kind=kind)
