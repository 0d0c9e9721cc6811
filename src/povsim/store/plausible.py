"""Is the income distribution of the first year that of a poor rural place? Shown, and never an error.  初始分布

The spread is what mean, line and headcount of the western provinces imply (.66 to .72). A log-normal of that spread has too thin
a tail: of the gap and squared gap per poor person somewhat more is expected than its .27 and .11.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from povsim.store import parquet
from povsim.store.results import Results


@dataclass(frozen=True)
class Mark:
    """A number of the first year, and the range in which one would expect it."""

    name: str
    top: str
    bottom: str
    low: float
    high: float

    def words(self, value: float) -> str:
        """The mark as a line of text."""
        verdict = "as expected" if self.low <= value <= self.high else "outside what is expected"
        return f"{self.name.replace('_', ' ')}: {value:.2f}, {verdict} ({self.low:.2f} to {self.high:.2f}, assumed)"


MARKS = (
    Mark("spread_of_log_income", "log_spread_true", "", 0.60, 0.75),
    Mark("mean_gap_of_the_poor", "poverty_gap", "headcount_true", 0.30, 0.38),
    Mark("mean_squared_gap_of_the_poor", "squared_poverty_gap", "headcount_true", 0.136, 0.197),
)
"""Standard deviation of log income, and the poverty indices FGT 1 and FGT 2 beside the headcount."""


def plausible(folder: str | Path) -> list[str]:
    """What the first year of the first run says of the starting distribution, a line a mark."""
    results = Results(folder)
    found = ((run_id, tables["yearly"]) for part in results.parts for run_id, tables in results.runs_of(part, ["yearly"])
             if "yearly" in tables)
    lines = []
    for run_id, yearly in islice(found, 1):
        first = min(parquet.rows(yearly), key=lambda row: int(row["year"]))
        for mark in MARKS:
            bottom = float(first[mark.bottom]) if mark.bottom else 1.0
            if mark.top in yearly.column_names and bottom > 0.0:
                lines.append(f"run {run_id}, {first['year']}: {mark.words(float(first[mark.top]) / bottom)}")
    return lines
