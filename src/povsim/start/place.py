"""A place in whole numbers: the totals of a page after its share is taken, checked.  地区总量"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import numpy as np

from povsim.errors import Fault, InputError
from povsim.start.numbers import Numbers
from povsim.start.quotas import LARGEST

if TYPE_CHECKING:
    from povsim.pages.sections import Population
    from povsim.scenario import Scenario


@dataclass(frozen=True)
class Place:
    """Whole totals of a place, the preset of every county in the order of their numbers, and what poor villages lack."""

    counties: tuple[str, ...]
    villages: int
    households: int
    persons: int
    registered: int
    registered_persons: int
    inside: float
    poor_villages: int
    lacking: Mapping[str, float]
    first_year: int
    seed: int
    presets: Mapping[str, Any]
    numbers: Numbers

    def __post_init__(self) -> None:
        """Refuse totals that no population can have."""
        others, rest = self.households - self.registered, self.persons - self.registered_persons
        checks = (
            (1 <= len(self.counties) <= self.villages, "villages", "every county needs a village"),
            (self.villages <= self.households, "households", "every village needs a household"),
            (0 <= self.registered <= self.households, "registered.households", "more registered households than households"),
            (_hold(self.registered, self.registered_persons), "registered.persons", f"a household has 1 to {LARGEST} persons"),
            (_hold(others, rest), "persons", f"a household has 1 to {LARGEST} persons, registered or not"),
            (0 <= self.poor_villages <= self.villages, "poor_villages", "more poor villages than villages"),
        )
        faults = [Fault("", None, f"population.{field}", message) for right, field, message in checks if not right]
        if faults:
            raise InputError(faults)


def _hold(households: int, persons: int) -> bool:
    return households <= persons <= households * LARGEST


def place_of(scenario: Scenario) -> Place:
    """Read a page's population and take its share: counties stay, villages and all totals shrink."""
    page, year = scenario.population, int(scenario.years.first)
    presets = {each.name: SimpleNamespace(**scenario.parameters(each).at(year)) for each in scenario.plugins("preset")}
    counties = tuple(name for name in sorted(page.counties) for _ in range(int(page.counties[name])))
    listed = page.registered
    totals = (page.villages, page.households, page.persons, listed.households, listed.persons, page.poor_villages)
    parts = [int(np.floor(each * page.share + 0.5 + 1e-9)) for each in totals]
    villages, households, persons, homes, members, poor = totals if page.share == 1.0 else _fitted(parts, len(counties))
    inside = float(listed.in_poor_villages)
    register = (homes, members, inside, poor, _lacking(page, numbers := Numbers()))
    return Place(counties, villages, households, persons, *register, year, int(page.seed), presets, numbers)


def _lacking(page: Population, numbers: Numbers) -> Mapping[str, float]:
    """The share of poor villages that lack each work: of the page, or where it names none, the usual numbers."""
    usual = {"road": numbers.no_road, "water": numbers.no_water, "clinic": numbers.no_clinic}
    return usual | {work: count / max(page.poor_villages, 1) for work, count in sorted(page.lacking.items())}


def _fitted(totals: Sequence[int], counties: int) -> tuple[int, ...]:
    """Rounded parts of the totals, mended where a very small share leaves them at odds."""
    villages = max(totals[0], counties)
    households = max(totals[1], villages)
    registered = min(totals[3], households)
    listed = min(max(totals[4], registered), registered * LARGEST)
    others = households - registered
    persons = listed + min(max(totals[2] - listed, others), others * LARGEST)
    return villages, households, persons, registered, listed, min(totals[5], villages)
