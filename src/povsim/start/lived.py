"""Small places after the years before the first one: runs whose numbers differ in nothing that these read start from there.

What they read is not guessed: the world notes whose settings it gave out. A place is copied when it comes a second time.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from threading import Lock
from typing import TYPE_CHECKING

from povsim.plugin import Plugin
from povsim.population import Population
from povsim.start.settle import SMALL, again

if TYPE_CHECKING:
    from povsim.scenario import Scenario

MOST = 4
"""So many places are kept."""


@dataclass
class Lived:
    """A place, the plugins whose settings made it what it is, and all that are active."""

    scenario: Scenario
    read: tuple[Plugin, ...]
    active: tuple[Plugin, ...]
    population: Population | None = field(default=None, repr=False)

    def serves(self, scenario: Scenario, active: tuple[Plugin, ...]) -> bool:
        """Whether a page comes to the same place: it differs in luck, in its title, and in settings that were not read."""
        own = self.scenario
        if active != self.active or any(own.parameters(each) != scenario.parameters(each) for each in self.read):
            return False
        return own == replace(scenario, name=own.name, title=own.title, seed=own.seed, settings=own.settings, report=own.report)


_KNOWN: list[Lived] = []
_TURN = Lock()
"""Runs that go on side by side in threads look one after the other."""


def found(scenario: Scenario, active: tuple[Plugin, ...]) -> Population | None:
    """The place of a page after those years, to be changed, where it is kept."""
    with _TURN:
        known = _known(scenario, active)
    return None if known is None or known.population is None else again(known.population)


def keep(scenario: Scenario, active: tuple[Plugin, ...], read: Iterable[Plugin], population: Population) -> None:
    """Keep a place that has come before; of another only remember what it is."""
    if scenario.rows()["household"] > SMALL:
        return
    with _TURN:
        known = _known(scenario, active)
        if known is None:
            presets = (each for each in active if each.kind == "preset")
            _KNOWN.append(Lived(scenario, tuple(dict.fromkeys((*presets, *read))), active))
            del _KNOWN[:-MOST]
        else:
            known.population = again(population)


def _known(scenario: Scenario, active: tuple[Plugin, ...]) -> Lived | None:
    """The entry of a page, which from now on is the latest."""
    for place, each in enumerate(_KNOWN):
        if each.serves(scenario, active):
            _KNOWN.append(_KNOWN.pop(place))
            return each
    return None
