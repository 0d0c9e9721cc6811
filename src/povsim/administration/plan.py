"""The plan's money: sources by year, uses, and what each programme is granted of which source.  资金筹措

A page gives a matrix of sources by use, a yearly profile for every source, and a yearly
ceiling for every programme. A programme's grant is drawn from the sources of its use in
proportion to what they still hold that year. A source with an earmark pays the programmes it
names, but for the part that is pooled, which every programme of the use may draw. Money that
must be paid back goes to programmes that lend, or to those it is earmarked for, and to no
others: what nobody borrows is planned and not granted. A grant beyond the plan's money has a
source of its own, so that it shows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from povsim.administration.matching import Matrix
from povsim.administration.purse import Whole, split
from povsim.values import Series

if TYPE_CHECKING:
    from povsim.scenario import Scenario

REPAYABLE = ("loans",)
"""Sources that must be paid back, where a page does not say otherwise."""
BEYOND = "beyond_plan"
"""The source of grants that the plan's money does not cover."""


class Terms(NamedTuple):
    """On what terms a source gives: whether it is lent, and the only programmes that it may pay, where it names some."""

    repaid: bool = False
    earmark: frozenset[str] = frozenset()


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
        budgets: Mapping[str, tuple[str, Any]], share: float = 1.0, terms: Mapping[str, Terms] | None = None,
        own: Sequence[str] = (),
    ) -> None:
        self.matching: Matrix = {}
        self.lending: frozenset[str] = frozenset()
        named = {*sources, *(source for use in uses.values() for source in use)}
        self.terms = {name: Terms(repaid=name in REPAYABLE) for name in sorted(named)} | dict(terms or {})
        self.own = tuple(own)
        """Money that counties find themselves, where the page has any."""
        self.sources: tuple[str, ...] = (*sorted(self.terms, key=lambda name: (self.terms[name].repaid, name)), *self.own, BEYOND)
        known = [self.terms.get(name) for name in self.sources]
        self.planned = np.array([each is not None for each in known])
        self.repayable = np.array([each is not None and each.repaid for each in known])
        self.marked = np.array([each is not None and bool(each.earmark) for each in known])
        self.uses = tuple(sorted(uses))
        self.budgets = {name: budgets[name] for name in sorted(budgets)}
        self.share = share
        self._pots = {use: self._by_year(uses[use], sources) for use in self.uses}
        self._granted: dict[tuple[int, float, tuple[str, ...]], dict[str, Whole]] = {}

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
        pots = self._pots.get(use, {}).get(year)
        return np.zeros(len(self.sources), dtype=np.int64) if pots is None else pots.copy()

    def budget(self, programme: str, year: int) -> int:
        """The ceiling of a programme in a year, in fen."""
        return fen(in_year(self.budgets[programme][1], year) * self.share)

    def grants(self, programmes: Sequence[str], year: int, pooling: float = 1.0) -> dict[str, Whole]:
        """What each programme is granted in a year by source: programme -> (sources,), to the fen of its ceiling.

        Of earmarked money the share `pooling` is open to all programmes of its use. What a wall keeps from a programme
        while the use has it is not granted at all.
        """
        key = (year, pooling, tuple(programmes))
        if key not in self._granted:
            self._granted[key] = self._grants(programmes, year, pooling)
        return self._granted[key]

    def _grants(self, programmes: Sequence[str], year: int, pooling: float) -> dict[str, Whole]:
        ceilings = {name: self.budget(name, year) for name in sorted(programmes)}
        made = self._drawn(ceilings, year, 1.0)
        beyond = {name: wanted - int(made[name].sum()) for name, wanted in ceilings.items()}
        if pooling < 1.0 and self.marked.any():
            made = self._drawn({name: int(grant.sum()) for name, grant in made.items()}, year, pooling)
        for name, grant in made.items():
            grant[-1] += beyond[name]
        return made

    def _drawn(self, wanted: Mapping[str, int], year: int, pooling: float) -> dict[str, Whole]:
        """What each programme gets of the fen it wants: first of what is walled in for it, then of what is open to all."""
        made = {name: np.zeros(len(self.sources), dtype=np.int64) for name in wanted}
        walled = {use: self._walled(use, year, pooling) for use in sorted({self.budgets[name][0] for name in wanted})}
        common = {use: self.pots(use, year) - inside for use, inside in walled.items()}
        for pots, inside in ((walled, True), (common, False)):
            for name, most in wanted.items():
                left = pots[self.budgets[name][0]]
                pot = np.where(self._may_pay(name, inside), left, 0)
                drawn = split(min(most - int(made[name].sum()), int(pot.sum())), pot)
                left -= drawn
                made[name] += drawn
        return made

    def _walled(self, use: str, year: int, pooling: float) -> Whole:
        """What earmarks keep for the programmes they name, by source; loans stand apart in any case."""
        pots = self.pots(use, year)
        kept: Whole = np.where(self.marked & ~self.repayable, pots - np.floor(pots * pooling).astype(np.int64), 0)
        return kept

    def _may_pay(self, programme: str, inside: bool) -> NDArray[np.bool_]:
        """Which sources may pay a programme, inside the walls or outside: shape (sources,)."""
        own = np.array([programme in self.terms[name].earmark if name in self.terms else False for name in self.sources])
        if inside:
            return own
        lends = programme in self.lending
        return self.planned & np.where(self.repayable, own | (lends & ~self.marked), not lends)

    @property
    def borrowers(self) -> tuple[str, ...]:
        """Programmes that spend borrowed money without lending it on: who owes it is the county."""
        loans = [each.earmark for each in self.terms.values() if each.repaid]
        return tuple(sorted({name for names in loans for name in names if name in self.budgets} - self.lending))

    def unassigned(self, use: str, year: int, grants: Mapping[str, Whole]) -> Whole:
        """What the plan gives a use in a year beyond the grants of its programmes, by source."""
        rest = self.pots(use, year)
        for name, grant in grants.items():
            if self.budgets[name][0] == use:
                rest = rest - np.where(self.planned, grant, 0)
        return rest


@lru_cache(maxsize=16)
def plan_of(scenario: Scenario) -> Plan:
    """The plan of a scenario, with all money scaled by its population's share."""
    sources = {name: source.years for name, source in scenario.money.sources.items()}
    budgets = {name: (funding.use, funding.budget) for name, funding in scenario.programmes.items()}
    terms = {name: Terms(name in REPAYABLE if source.repaid is None else source.repaid, frozenset(source.earmark))
             for name, source in scenario.money.sources.items()}
    made = Plan(sources, scenario.money.uses, budgets, scenario.population.share, terms, _own(scenario))
    made.matching = scenario.matching
    made.lending = frozenset(each.name for each in scenario.plugins("programme") if each.lends)
    return made


def _own(scenario: Scenario) -> tuple[str, ...]:
    """Sources of money that counties find themselves: those to which a setting of a rule or step gives something.  县级自筹"""
    found: set[str] = set()
    for each in (*scenario.plugins("rule"), *scenario.plugins("step")):
        for setting, source in each.word("finds", ()):
            value = getattr(scenario.parameters(each), setting)
            found |= {source} if any(value.values() if isinstance(value, Mapping) else [value]) else set()
    return tuple(sorted(found))
