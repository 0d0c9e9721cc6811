"""What a report is made from: the tables of a results folder, and the spread over runs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from povsim.pages.reading import parse
from povsim.report.own import Own, own
from povsim.store.results import PAGE, Results

if TYPE_CHECKING:
    from pandas import DataFrame

FEW_RUNS = 40
"""Below so many runs the interval is the lowest to the highest run; from there the middle 95 %."""

GROUPED = 1_000
"""Tables by group and by programme rest on so many runs at most."""

SMALL = 1e6
"""A place with fewer persons is shown in persons, not in ten thousands."""

MISSING = float("nan")
GROUP_KINDS = {"household_type": "household_kind", "village": "village_kind"}
"""Other words for a kind of group that a table may use."""


class Value(NamedTuple):
    """A published number and, where there are several runs, its interval."""

    mid: float
    low: float = MISSING
    high: float = MISSING


class Bands:
    """The mean over runs of every numeric column by key, with its interval where there are several runs."""

    def __init__(self, frame: DataFrame, keys: list[str]) -> None:
        runs = frame["run_id"].nunique()
        grouped = frame.drop(columns="run_id").groupby(keys, sort=False)
        numeric = grouped.mean(numeric_only=True)
        whole = grouped.count().reindex(columns=numeric.columns).eq(grouped.size(), axis=0)
        tail = 0.0 if runs < FEW_RUNS else 0.025
        self.mid = numeric.where(whole)
        self.low = grouped.quantile(tail, numeric_only=True).where(whole) if runs > 1 else None
        self.high = grouped.quantile(1 - tail, numeric_only=True).where(whole) if runs > 1 else None

    def names(self) -> list[Any]:
        """All keys, in the order of the table."""
        return list(self.mid.index)

    def has(self, column: str) -> bool:
        """Whether the tables hold the column, with a number in it."""
        return column in self.mid and bool(self.mid[column].notna().any())

    def at(self, key: Any, column: str) -> Value:
        """The number of one column at one key; not a number where the tables have none."""
        if column not in self.mid or key not in self.mid.index:
            return Value(MISSING)
        if self.low is None or self.high is None:
            return Value(_number(self.mid, key, column))
        return Value(*(_number(frame, key, column) for frame in (self.mid, self.low, self.high)))

    def row_of(self, key: Any, columns: Sequence[str]) -> list[Value]:
        """The numbers of several columns at one key."""
        return [self.at(key, column) for column in columns]

    def row(self, keys: list[Any], column: str) -> list[Value]:
        """The numbers of one column at several keys."""
        return [self.at(key, column) for key in keys]


def _number(frame: DataFrame, key: Any, column: str) -> float:
    found: Any = frame.at[key, column]
    return float(found)


@dataclass(frozen=True)
class Source:
    """A results folder as the report reads it."""

    folder: Path

    @cached_property
    def results(self) -> Results:
        """The folder, opened for reading."""
        return Results(self.folder)

    @cached_property
    def page(self) -> dict[str, Any]:
        """The resolved page of the scenario; years are text."""
        page = self.results.page
        return dict(page["scenario"]) if self.many else page

    @property
    def many(self) -> bool:
        """Whether the folder is of a kind that holds many runs of a scenario."""
        return str(self.results.manifest["identity"]["kind"]) != "scenario"

    @property
    def study(self) -> bool:
        """Whether the folder is of a sensitivity study, whose runs leave outputs and nothing else."""
        return str(self.results.manifest["identity"]["kind"]) == "sensitivity"

    @cached_property
    def head(self) -> dict[str, Any]:
        """What the stored page says at its top: title, question and what varies."""
        return dict(parse(self.text.encode(), PAGE).plain())

    @cached_property
    def lots(self) -> DataFrame:
        """The table `runs`: the luck, the status and what varies of every run, with `run_id` as its index."""
        frame: DataFrame = self.results.frame("runs").set_index("run_id")
        return frame

    @property
    def seed(self) -> int:
        """The luck of the years."""
        return int(self.results.manifest["identity"]["seed"])

    @cached_property
    def text(self) -> str:
        """The text of the resolved page."""
        return self.results.text(PAGE)

    @cached_property
    def own(self) -> tuple[Own, ...]:
        """The user's own plugins."""
        names = (name for name in sorted(self.results.manifest["files"]) if name != PAGE)
        return tuple(own(Path(name).stem, self.results.text(name)) for name in names)

    @cached_property
    def measures(self) -> dict[str, Any]:
        """Words for further columns: unit, meaning and Chinese by name."""
        return dict(self.results.notes().get("measures", {}))

    def part(self, *path: str) -> dict[str, Any]:
        """A mapping of the page, empty where the page has none."""
        found: Any = self.page
        for key in path:
            found = found.get(key) if isinstance(found, Mapping) else None
        return dict(found) if isinstance(found, Mapping) else {}

    @cached_property
    def yearly(self) -> DataFrame:
        """The table `yearly` of all runs."""
        frame: DataFrame = self.results.frame("yearly")
        return frame

    def has(self, table: str) -> bool:
        """Whether the runs have kept a table."""
        return table in self.results.tables

    @cached_property
    def first_runs(self) -> list[str]:
        """The runs of the tables by group, which would not fit into memory for all of very many."""
        return self.results.run_ids[:GROUPED]

    def _some(self, table: str) -> DataFrame:
        self.results.prove()
        parts = [name for name, part in self.results.parts.items() if not {*self.first_runs}.isdisjoint(part.runs)]
        frame: DataFrame = self.results.arrow(table, parts).to_pandas(use_threads=False)
        return frame if len(self.first_runs) == self.runs else frame[frame["run_id"].isin(self.first_runs)]

    def optional(self, name: str) -> DataFrame | None:
        """A table of all runs that some results have not."""
        if name in ("yearly", "budget"):
            known: DataFrame = getattr(self, name)
            return known
        found: DataFrame | None = self.results.frame(name) if name in self.results.tables else None
        return found

    @cached_property
    def budget(self) -> DataFrame:
        """The table `budget` of the first runs."""
        return self._some("budget")

    @cached_property
    def groups(self) -> DataFrame:
        """The table `groups` of the first runs."""
        frame = self._some("groups")
        return frame.assign(group_kind=frame["group_kind"].replace(GROUP_KINDS), group=frame["group"].astype(str))

    def table(self, name: str) -> DataFrame | None:
        """A table that only some runs have; None where this one has not, or nothing stands in it."""
        if name not in self.results.tables:
            return None
        frame: DataFrame = self.results.frame(name)
        return None if frame.empty else frame

    def title(self, language: str) -> str:
        """The title of the page in a language, or the only one."""
        told = self.head.get("title") if self.many else self.lots["scenario"].iloc[0]
        return self._told("title", language) or str(told or self.folder.name)

    def question(self, language: str) -> str:
        """The question of the page in a language, or the only one; a scenario has none."""
        return self._told("question", language) or str(self.head.get("question", ""))

    def _told(self, name: str, language: str) -> str:
        """What `report:` gives for one language, such as `title_zh`."""
        report = self.head.get("report", {}) if self.many else self.part("report")
        return str(report.get(f"{name}_{language}", ""))

    def of_kind(self, kind: str) -> DataFrame:
        """The groups of one kind."""
        return self.groups[self.groups["group_kind"] == kind]

    @cached_property
    def years(self) -> list[int]:
        """The years of the run, the base year first."""
        return sorted(int(year) for year in self.yearly["year"].unique())

    @property
    def small(self) -> bool:
        """Whether the place is smaller than a province, so that smaller units suit it."""
        return float(self.yearly["persons"].max()) < SMALL

    @property
    def runs(self) -> int:
        """How many runs the tables hold."""
        return int(self.yearly["run_id"].nunique())

    @property
    def share(self) -> float:
        """The share of the villages that the run holds."""
        return float(self.part("population").get("share", 1.0))
