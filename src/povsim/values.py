"""Values of a page: frozen mappings, numbers by year, and the one check of a number."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Generic, TypeVar

Key = TypeVar("Key", str, int)
Item_co = TypeVar("Item_co", covariant=True)
HUGE = 1.7e308
"""No finite number of a page is larger."""


class Frozen(Mapping[Key, Item_co], Generic[Key, Item_co]):
    """A mapping in the order of its keys that cannot change, and that can be hashed and pickled."""

    __slots__ = ("_hash", "_items")

    def __init__(self, items: Mapping[Key, Item_co] | None = None) -> None:
        self._hash: int | None = None
        self._items: dict[Key, Item_co] = dict(sorted((items or {}).items(), key=lambda pair: pair[0]))

    def __getitem__(self, key: Key) -> Item_co:
        return self._items[key]

    def __iter__(self) -> Iterator[Key]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def __hash__(self) -> int:
        if self._hash is None:
            self._hash = hash(tuple(self._items.items()))
        return self._hash

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._items!r})"

    def __reduce__(self) -> tuple[Any, ...]:
        return (type(self), (dict(self._items),))


class Series(Frozen[int, float]):
    """A number by year: the latest year at or before holds, and before the first year the first."""

    __slots__ = ()

    def at(self, year: int) -> float:
        """The number that holds in `year`."""
        held = [number for first, number in self.items() if first <= year]
        return float(held[-1] if held else next(iter(self.values())))


class Refused(ValueError):
    """A value that a field does not take; `findings` are pairs of the keys below the field and a message."""

    def __init__(self, findings: Iterable[tuple[tuple[str | int, ...], str]]) -> None:
        self.findings = tuple(findings)
        super().__init__("; ".join(message for _, message in self.findings))


def refused(message: str) -> Refused:
    """One finding about the field itself."""
    return Refused([((), message)])


def number(value: Any, low: float | None = None, high: float | None = None, *, whole: bool = False) -> float:
    """Check one finite number within its range; whole numbers come back as int, others as float."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise refused(f"must be a {'whole ' if whole else ''}number (got {shown(value)})")
    if not -HUGE <= value <= HUGE:
        raise refused(f"must be finite (got {shown(value)})")
    if whole and value != math.floor(value):
        raise refused(f"must be a whole number (got {shown(value)})")
    if (low is not None and value < low) or (high is not None and value > high):
        raise refused(f"must be {_range(low, high)} (got {shown(value)})")
    return int(value) if whole else float(value)


def _range(low: float | None, high: float | None) -> str:
    if low is not None and high is not None:
        return f"between {shown(low)} and {shown(high)}"
    return f"at least {shown(low)}" if low is not None else f"at most {shown(high)}"


def series(value: Mapping[Any, Any], check: Callable[[Any], Any]) -> Series:
    """Check a mapping from years to numbers, each by `check`; every finding at once."""

    def dated(year: Any, entry: Any) -> Any:
        if isinstance(year, bool) or not isinstance(year, int) or not 0 <= year <= 9999:
            raise refused(f"must be a year, such as 2016 (got {shown(year)})")
        return check(entry)

    kept, findings = entries(value, dated)
    if not value:
        findings.append(((), "must be a number, or numbers by year (got an empty mapping)"))
    if findings:
        raise Refused(findings)
    return Series(kept)


def entries(
    value: Mapping[Any, Any], check: Callable[[Any, Any], Any],
) -> tuple[dict[Any, Any], list[tuple[tuple[Any, ...], str]]]:
    """The entries of a mapping, each by `check` of key and entry, and what was found wrong, by key."""
    kept: dict[Any, Any] = {}
    findings: list[tuple[tuple[Any, ...], str]] = []
    for key, entry in value.items():
        try:
            kept[key] = check(key, entry)
        except Refused as problem:
            findings += [((key, *keys), message) for keys, message in problem.findings]
    return kept, findings


def shown(value: Any) -> str:
    """A value as a message shows it: short, and on one line."""
    if isinstance(value, float) and value == round(value, 0) and abs(value) <= 1e15:
        return str(int(value))
    if isinstance(value, Mapping | list | tuple):
        return "a mapping" if isinstance(value, Mapping) else "a list"
    if value is None or isinstance(value, bool):
        return "null" if value is None else str(value).lower()
    if isinstance(value, int) and abs(value) > HUGE:
        return "a number of more than 308 digits"
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."
