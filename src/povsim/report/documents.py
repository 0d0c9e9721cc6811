"""The figures of a page's documents beside the numbers of its runs.  文件数据与模拟对照"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from povsim.pages.documents import parts
from povsim.report.source import MISSING, Bands, Source, Value

if TYPE_CHECKING:
    from pandas import DataFrame

SHARES = "per cent"
EACH = ("per cent", "yuan a person", "yuan a household", "yuan a village", "visits a year")
"""Units that a smaller share of the place does not make smaller."""
KEYS = {"reach": "programme", "works": "work", "budget": "programme"}


@dataclass(frozen=True)
class Stated:
    """A figure as the page gives it."""

    name: str
    page: Mapping[str, Any]

    def text(self, language: str) -> str:
        """What it counts."""
        return str(self.page["text_zh" if language == "zh" else "text"])

    def why(self, language: str) -> str:
        """Why nothing of the run is set beside it."""
        return str(self.page.get("why_zh" if language == "zh" else "why") or self.page.get("why", ""))

    @property
    def unit(self) -> str:
        """What it is counted in."""
        return str(self.page["unit"])

    @property
    def figure(self) -> float:
        """The figure of the document."""
        return float(self.page["figure"])

    @property
    def span(self) -> tuple[int, int]:
        """The first and the last year that are added up; the same year where one alone counts."""
        last = int(self.page["year"])
        return int(self.page.get("since", 0)) or last, last


def stated(source: Source) -> list[Stated]:
    """The figures of the page by document, then as they are named."""
    found = [Stated(name, page) for name, page in source.part("report", "figures").items()]
    return sorted(found, key=lambda each: (place(each.page["document"]), each.name))


def place(document: object) -> list[tuple[int, str]]:
    """Where a passage of a document stands among others: 4.2.10 comes after 4.2.9."""
    return [(int(part), "") if part.isdigit() else (-1, part) for part in re.split(r"(\d+)", str(document)) if part.strip(". ")]


def simulated(source: Source, one: Stated) -> Value:
    """What the runs say, for the whole place; not a number where they do not reach its year, or have no such number."""
    table, row, column = parts(str(one.page.get("simulated", "")))
    first, last = one.span
    if table not in ("yearly", *KEYS) or last > source.years[-1] or first < source.years[0]:
        return Value(MISSING)
    frame = source.optional(table)
    if frame is None or (named := f"{column}_fen" if table == "budget" else column) not in frame:
        return Value(MISSING)
    frame = frame[frame["year"].between(first, last)]
    frame = frame[frame[KEYS[table]] == row] if table in KEYS else frame
    factor = (100.0 if one.unit == SHARES else 1.0) * (0.01 if table == "budget" else 1.0)
    factor /= 1.0 if one.unit in EACH else source.share
    return Value(*(each * factor for each in _sums(source, frame, named).at("all", named)))


def _sums(source: Source, frame: DataFrame, column: str) -> Bands:
    """The sum over years and rows in every run: nought where a run has none."""
    runs = source.yearly[["run_id"]].drop_duplicates().assign(group="all")
    sums = frame.groupby("run_id", as_index=False)[[column]].sum()
    return Bands(runs.merge(sums, on="run_id", how="left").fillna({column: 0}), ["group"])
