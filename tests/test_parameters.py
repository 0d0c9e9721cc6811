"""Parameters: declared once, checked with one clear finding each, and read year by year."""

from __future__ import annotations

import pickle
from typing import Any

import pytest
from pydantic import ValidationError

from povsim.parameters import Parameters, Series, declared, parameter
from povsim.values import Frozen, Refused


class Settings(Parameters):
    """Numbers of every kind."""

    chance: float = parameter(0.03, "a year", low=0, high=1, source="assumed; for the tests")
    floor: float = parameter(-5, "log", high=0, source="assumed; for the tests")
    rate: float = parameter({2017: 0.8, 2015: 0.55}, "share", low=0, high=1, source="assumed; for the tests")
    times: int = parameter(2, "times", low=1, source="assumed; for the tests")
    on: bool = parameter(True, "switch", source="assumed; for the tests")
    reading: str = parameter("B2", "reading", choices=("B2", "B1"), source="assumed; for the tests")


def findings(**values: Any) -> list[tuple[Any, ...]]:
    """What pydantic reports, as (parameter, keys below it, message)."""
    with pytest.raises(ValidationError) as caught:
        Settings(**values)
    found = []
    for error in caught.value.errors():
        reason = error["ctx"]["error"]
        assert isinstance(reason, Refused)
        found += [(error["loc"][0], keys, message) for keys, message in reason.findings]
    return found


@pytest.mark.parametrize(("name", "value", "message"), [
    ("chance", 1.4, "must be between 0 and 1 (got 1.4)"),
    ("chance", "abc", "must be a number (got 'abc')"),
    ("chance", "１２", "must be a number (got '１２')"),
    ("chance", True, "must be a number (got true)"),
    ("chance", None, "must be a number (got null)"),
    ("chance", [1], "must be a number (got a list)"),
    ("chance", {}, "must be a number, or numbers by year (got an empty mapping)"),
    ("chance", float("nan"), "must be finite (got nan)"),
    ("chance", float("-inf"), "must be finite (got -inf)"),
    ("chance", 10**400, "must be finite (got a number of more than 308 digits)"),
    ("floor", 1, "must be at most 0 (got 1)"),
    ("times", 0, "must be at least 1 (got 0)"),
    ("times", 2.5, "must be a whole number (got 2.5)"),
    ("on", 1, "must be true or false (got 1)"),
    ("reading", "B3", "must be one of 'B2', 'B1' (got 'B3')"),
    ("reading", {2015: "B2"}, "must be one of 'B2', 'B1' (got a mapping)"),
])
def test_one_finding_a_parameter(name: str, value: Any, message: str) -> None:
    """A bad value gives exactly one finding, in the words of the contract."""
    assert findings(**{name: value}) == [(name, (), message)]


def test_every_finding_at_once() -> None:
    """All parameters are checked, and every year of a series."""
    found = findings(chance=2, rate={2015: -1, "２０１６": 0.5, 2017: "x"}, on="yes")
    assert [(name, keys) for name, keys, _ in found] == [
        ("chance", ()), ("rate", (2015,)), ("rate", ("２０１６",)), ("rate", (2017,)), ("on", ())]


def test_numbers_of_a_year() -> None:
    """The latest year at or before holds; switches are 0 or 1, choices their index."""
    numbers = Settings.model_validate({"reading": "B1", "on": {2015: False, 2018: True}}).at(2016)
    assert numbers == {"chance": 0.03, "floor": -5.0, "rate": 0.55, "times": 2.0, "on": 0.0, "reading": 1.0, "year": 2016.0}
    assert [Settings().at(year)["rate"] for year in (1990, 2015, 2016, 2017, 2040)] == [0.55, 0.55, 0.55, 0.8, 0.8]
    assert all(type(number) is float for number in numbers.values())


def test_declared() -> None:
    """What was declared can be read for the documentation and for experiments."""
    known = {each.name: each for each in declared(Settings)}
    assert list(known) == ["chance", "floor", "rate", "times", "on", "reading"]
    assert (known["chance"].low, known["chance"].high, known["chance"].unit) == (0, 1, "a year")
    assert known["rate"].default == Series({2015: 0.55, 2017: 0.8})
    assert known["reading"].choices == ("B2", "B1")


def test_frozen() -> None:
    """Parameters and series cannot change, are equal by value, and travel."""
    made, again = (Settings.model_validate({"rate": {2015: 0.1}}) for _ in range(2))
    with pytest.raises(ValidationError):
        made.chance = 0.5
    assert made == again != Settings()
    assert pickle.loads(pickle.dumps(made)) == made
    assert hash(made) == hash(again)
    assert hash(Frozen({"b": 1, "a": 2})) == hash(Frozen({"a": 2, "b": 1}))
    assert list(Series({2017: 1.0, 2015: 2.0})) == [2015, 2017]


META: Any = type(Parameters)
"""Makes a class of parameters from its name, bases and body."""


@pytest.mark.parametrize(("name", "kind", "default", "options", "words"), [
    ("x", float, 3, {}, "source"),
    ("x", float, 3, {"source": " "}, "needs a unit and a source"),
    ("x", float, 3, {"source": "s", "unit": ""}, "needs a unit and a source"),
    ("x", float, 3, {"source": "s", "high": 1}, "its default must be at most 1"),
    ("x", float, float("nan"), {"source": "s"}, "its default must be finite"),
    ("x", int, 0.5, {"source": "s"}, "its default must be a whole number"),
    ("x", str, "a", {"source": "s"}, "a str with choices"),
    ("x", list, 3, {"source": "s"}, "a parameter is a float"),
    ("year", float, 3, {"source": "s"}, "the name 'year' is taken"),
])
def test_wrong_declarations(name: str, kind: Any, default: Any, options: dict[str, Any], words: str) -> None:
    """A parameter without unit, source or a sound default is refused when its class is made."""
    with pytest.raises(TypeError, match=words):
        made = parameter(default, **{"unit": "yuan", **options})
        META("Wrong", (Parameters,), {"__annotations__": {name: kind}, name: made, "__module__": __name__})


@pytest.mark.parametrize("body", [{"x": 3.0}, {}])
def test_undeclared(body: dict[str, Any]) -> None:
    """A field that is not made by `parameter` is refused."""
    with pytest.raises(TypeError, match="declare it with parameter"):
        META("Wrong", (Parameters,), {"__annotations__": {"x": float}, "__module__": __name__, **body})


def test_a_plausible_range_lies_within_the_limits() -> None:
    """A study varies a parameter within its plausible range; one beyond the limits is a mistake of the file."""
    class Wide(Parameters):
        """One number with both ranges."""

        chance: float = parameter(0.03, "a year", low=0, high=1, plausible=(0.01, 0.06), source="Zhao 2017, table 3")

    (known,) = declared(Wide)
    assert (known.low, known.high, known.plausible, known.evidence) == (0, 1, (0.01, 0.06), "published")
    with pytest.raises(TypeError, match="plausible range"):
        parameter(0.5, "share", low=0, high=1, plausible=(0.2, 1.4), source="assumed; too wide")
