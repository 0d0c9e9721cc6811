"""The plan's money: sources by year, uses, and what each programme is granted of which source.  资金筹措

A page gives a matrix of sources by use, a yearly profile for every source, and a yearly
ceiling for every programme. A programme's grant is drawn from the sources of its use in
proportion to what they still hold that year. Money that must be paid back goes to programmes
that lend and to no others: what nobody borrows is planned and not granted. A grant beyond the
plan's money has a source of its own, so that it shows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from povsim.administration.matching import Matrix
from povsim.administration.purse import Whole, split
from povsim.values import Series

if TYPE_CHECKING:
    from povsim.scenario import Scenario

REPAYABLE = ("loans",)
"""Sources that must be paid back."""
BEYOND = "beyond_plan"
"""The source of grants that the plan's money does not cover."""


def fen(yuan: float) -> int:
    """Yuan as whole fen, half up."""
    return int(yuan * 100.0 + 0.5)


def in_year(value: float | Mapping[int, float], year: int) -> float:
    """A number, or the one that holds in a year."""
    return Series(value).at(year) if isinstance(value, Mapping) else float(value)


class Plan:
    """Planned money in whole fen, by use, source and year.

    `sources` maps a source to its shares by year, `uses` a use to yuan by source, and
    `budgets` a programme to its use and its yearly ceiling in yuan; `share` scales all money.
    """

    def __init__(
        self, sources: Mapping[str, Mapping[int, float]], uses: Mapping[str, Mapping[str, float]],
        budgets: Mapping[str, tuple[str, Any]], share: float = 1.0,
    ) -> None:
        self.matching: Matrix = {}
        self.lending: frozenset[str] = frozenset()
        named = sorted({*sources, *(source for use in uses.values() for source in use)})
        self.sources: tuple[str, ...] = (
            *(each for each in named if each not in REPAYABLE), *(each for each in named if each in REPAYABLE), BEYOND,
        )
        self.repayable = np.array([each in REPAYABLE for each in self.sources])
        self.free = ~self.repayable & (np.array(self.sources) != BEYOND)
        self.uses = tuple(sorted(uses))
        self.budgets = {name: budgets[name] for name in sorted(budgets)}
        self.share = share
        self._pots = {use: self._by_year(uses[use], sources) for use in self.uses}
        self._granted: dict[tuple[int, tuple[str, ...]], dict[str, Whole]] = {}

    def _by_year(self, totals: Mapping[str, float], profiles: Mapping[str, Mapping[int, float]]) -> dict[int, Whole]:
        """The pots of one use: for every year an array of fen, shape (sources,); years add up to the total."""
        pots: dict[int, Whole] = {}
        for place, source in enumerate(self.sources):
            profile = profiles.get(source, {})
            years = sorted(profile)
            total = fen(totals.get(source, 0.0) * self.share)
            for year, amount in zip(years, split(total, [profile[year] for year in years]) if years else (), strict=True):
                pots.setdefault(year, np.zeros(len(self.sources), dtype=np.int64))[place] = amount
        return pots

    def pots(self, use: str, year: int) -> Whole:
        """What a use is planned to get in a year, by source, shape (sources,)."""
        return self._pots.get(use, {}).get(year, np.zeros(len(self.sources), dtype=np.int64))

    def budget(self, programme: str, year: int) -> int:
        """The ceiling of a programme in a year, in fen."""
        return fen(in_year(self.budgets[programme][1], year) * self.share)

    def grants(self, programmes: Sequence[str], year: int) -> dict[str, Whole]:
        """What each programme is granted in a year by source: programme -> (sources,), to the fen of its ceiling."""
        key = (year, tuple(programmes))
        if key not in self._granted:
            self._granted[key] = self._grants(programmes, year)
        return self._granted[key]

    def _grants(self, programmes: Sequence[str], year: int) -> dict[str, Whole]:
        uses = sorted({self.budgets[name][0] for name in programmes})
        left = {(use, lends): np.where(self.repayable if lends else self.free, self.pots(use, year), 0)
                for use in uses for lends in (False, True)}
        made = {}
        for name in sorted(programmes):
            pot, wanted = left[self.budgets[name][0], name in self.lending], self.budget(name, year)
            covered = min(wanted, int(pot.sum()))
            made[name] = split(covered, pot)
            pot -= made[name]
            made[name][-1] += wanted - covered
        return made

    def unassigned(self, use: str, year: int, programmes: Sequence[str]) -> Whole:
        """What the plan gives a use in a year beyond the grants of its programmes, by source."""
        grants = self.grants(programmes, year)
        rest = self.pots(use, year).copy()
        for name in programmes:
            if self.budgets[name][0] == use:
                rest -= grants[name]
        rest[-1] = 0
        return rest


@lru_cache(maxsize=16)
def plan_of(scenario: Scenario) -> Plan:
    """The plan of a scenario, with all money scaled by its population's share."""
    sources = {name: source.years for name, source in scenario.money.sources.items()}
    budgets = {name: (funding.use, funding.budget) for name, funding in scenario.programmes.items()}
    made = Plan(sources, scenario.money.uses, budgets, scenario.population.share)
    made.matching = scenario.matching
    made.lending = frozenset(each.name for each in scenario.plugins("programme") if each.lends)
    return made
