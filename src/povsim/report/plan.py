"""The plan's money on the page beside the budget table of the runs, in yuan.  规划资金与执行"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from povsim.report.source import Bands, Source, Value
from povsim.report.words import NAMES

if TYPE_CHECKING:
    from pandas import DataFrame

FLOWS = ("planned", "granted", "spent", "leaked", "overhead", "carried", "returned")
LENT = ("loans",)
"""Sources that are lent where a page says nothing."""
NOTHING = Value(0.0)
SPARE = "unassigned_"
"""How the budget names the money of a use that no programme draws."""


def _place(name: str) -> tuple[int, str]:
    known = list(NAMES)
    return (known.index(name) if name in known else len(known), name)


@dataclass(frozen=True)
class Plan:
    """Planned and spent money of the years that both the plan and the run hold."""

    source: Source

    @cached_property
    def sources(self) -> list[str]:
        """The plan's sources, the known ones in the order of the plan."""
        return sorted(self.source.part("money", "sources"), key=_place)

    @cached_property
    def uses(self) -> list[str]:
        """The plan's uses, the known ones in the order of the plan."""
        return sorted(self.source.part("money", "uses"), key=_place)

    @cached_property
    def years(self) -> list[int]:
        """The years of the run in which the plan has money; all of its years where the plan names none."""
        profiles = [self.source.part("money", "sources", name, "years") for name in self.sources]
        named = [int(year) for profile in profiles for year in profile]
        return [year for year in self.source.years if not named or min(named) <= year <= max(named)]

    @cached_property
    def frame(self) -> DataFrame:
        """The budget in yuan, each row with its use; every run has a row for every year, source and programme."""
        frame = self.source.budget
        frame = frame[frame["year"].isin(self.years)]
        uses = {name: page.get("use", "") for name, page in self.source.part("programmes").items() if isinstance(page, dict)}
        yuan = {flow: frame[f"{flow}_fen"] / 100 if f"{flow}_fen" in frame else 0.0 for flow in FLOWS}
        made = frame[["run_id", "year", "source", "programme"]].assign(**yuan)
        made["use"] = made["programme"].map(lambda name: uses.get(name, name.removeprefix(SPARE)))
        return made[made[list(FLOWS)].ne(0).any(axis=1)]

    @cached_property
    def outside(self) -> list[str]:
        """Sources of public money that the plan does not hold."""
        return sorted(name for name in self.frame["source"].unique() if name not in self.sources)

    @cached_property
    def programmes(self) -> list[str]:
        """What the plan's sources pay for, use by use, the larger plans first; last what no programme draws."""
        inside = self.frame[self.frame["source"].isin(self.sources)]
        places = {use: place for place, use in enumerate(self.uses)}
        uses = dict(zip(inside["programme"], inside["use"], strict=True))
        known = {**dict.fromkeys(self.source.part("programmes"), ""), **uses}

        def rank(name: str) -> tuple[bool, int, float, str]:
            return (name.startswith(SPARE), places.get(known[name], len(places)), -self.flow(name, "granted").mid, name)

        return sorted(known, key=rank)

    def reached(self, source: str) -> float:
        """The share of a source's money that its profile sets for the years of the run."""
        profile = self.source.part("money", "sources", source, "years")
        if not profile:
            return 1.0
        return math.fsum(float(part) for year, part in profile.items() if int(year) <= self.source.years[-1])

    def planned(self, use: str, source: str) -> float:
        """What the plan sets for a use from a source, scaled to the share of villages."""
        yuan = self.source.part("money", "uses", use).get(source, 0.0)
        return float(yuan) * self.source.share * self.reached(source)

    def planned_by_use(self, use: str) -> float:
        """What the plan sets for a use."""
        return math.fsum(self.planned(use, source) for source in self.sources)

    def planned_by_source(self, source: str) -> float:
        """What the plan sets from a source."""
        yuan = self.source.part("money", "sources", source).get("total", 0.0)
        return float(yuan) * self.source.share * self.reached(source)

    def lent(self, source: str) -> bool:
        """Whether a source must be repaid."""
        return bool(self.source.part("money", "sources", source).get("repaid", source in LENT))

    def givers(self, source: str) -> dict[str, float]:
        """The shares of those who give a source's money, as the page has them."""
        return {str(name): float(share) for name, share in self.source.part("money", "sources", source, "givers").items()}

    def spent_from(self, lent: bool) -> Value:
        """What was spent from the plan's grants, or from its loans."""
        return self._at(["lent"], lent, "spent", inside=True)

    @property
    def planned_total(self) -> float:
        """All money of the plan."""
        return math.fsum(self.planned_by_source(source) for source in self.sources)

    def spent(self, use: str, source: str) -> Value:
        """What was spent for a use from a source."""
        return self._at(["use", "source"], (use, source), "spent")

    def spent_by_use(self, use: str) -> Value:
        """What the plan's sources paid for a use."""
        return self._at(["use"], use, "spent", inside=True)

    def spent_by_source(self, source: str) -> Value:
        """What was spent from a source."""
        return self._at(["source"], source, "spent")

    def spent_in(self, source: str, year: int) -> Value:
        """What was spent from a source in a year."""
        return self._at(["source", "year"], (source, year), "spent")

    @property
    def spent_total(self) -> Value:
        """What was spent from the plan's sources."""
        return self._at(["plan"], "plan", "spent", inside=True)

    def flow(self, programme: str, flow: str) -> Value:
        """Money of a programme over the years: what was granted, spent or returned; what was carried out of the last year."""
        if flow == "carried":
            return self._at(["programme", "year"], (programme, self.years[-1]), flow) if self.years else NOTHING
        return self._at(["programme"], programme, flow)

    def _at(self, keys: Sequence[str], key: object, flow: str, inside: bool = False) -> Value:
        """One sum by keys; zero where nothing was booked."""
        if (found := self._bands(tuple(keys), inside)) is None or key not in found.mid.index:
            return NOTHING
        return found.at(key, flow)

    def _bands(self, keys: tuple[str, ...], inside: bool) -> Bands | None:
        known = self._made.get((keys, inside))
        if known is None and not self.frame.empty:
            known = self._made[keys, inside] = self._sums(list(keys), inside)
        return known

    @cached_property
    def _made(self) -> dict[tuple[tuple[str, ...], bool], Bands]:
        return {}

    def _sums(self, keys: list[str], inside: bool) -> Bands:
        frame = self.frame[self.frame["source"].isin(self.sources)] if inside else self.frame
        frame = frame.assign(plan="plan", lent=frame["source"].map(self.lent))
        places = frame[keys].drop_duplicates().merge(frame[["run_id"]].drop_duplicates(), how="cross")
        sums = frame.groupby(["run_id", *keys], as_index=False)[list(FLOWS)].sum()
        return Bands(places.merge(sums, on=["run_id", *keys], how="left").fillna(0.0), keys)
