"""Golden tables: the yearly table and the digest of stored pages.  They say `changed`, never `right`.

A change of results must be meant: make the tables anew with `python tests/test_golden.py`, look at
the difference, and write a line into tests/golden/GOLDEN.md: why, and which numbers moved.
"""

from __future__ import annotations

import csv
import hashlib
from pathlib import Path

import numpy as np
import pytest

from povsim.history import Table
from povsim.scenario import Scenario, load, load_bytes, template
from povsim.simulation import simulate

HERE = Path(__file__).parent
GOLDEN = HERE / "golden"
PAGES = {"qinghai_1_percent": ("qinghai.yaml", "population.share=0.01"), "new_county": (None, "years.last=2018")}


def page(name: str) -> Scenario:
    file, change = PAGES[name]
    return load(HERE.parent / "configs" / file, [change]) if file else load_bytes(template("golden").encode(), "new.yaml", [change])


def rows(table: Table) -> list[list[str]]:
    """A table as text, floats with every digit that counts."""
    columns = [[repr(value) for value in values.tolist()] for values in table.values()]
    return [list(table), *(list(row) for row in zip(*columns, strict=True))]


def ledger_digest(table: Table) -> str:
    """The sha256 of every payment: whole numbers, the same on every machine."""
    found = hashlib.sha256()
    for column in ("year", "household_id", "village_id", "amount_fen"):
        found.update(np.ascontiguousarray(table[column]).astype("<u8").tobytes())
    return found.hexdigest()


@pytest.mark.parametrize("name", PAGES)
def test_golden_table(name: str) -> None:
    """Whole numbers to the unit, other numbers to a relative 1e-9, every payment to the fen."""
    tables = simulate(page(name)).tables
    with (GOLDEN / f"{name}.csv").open(newline="", encoding="utf-8") as file:
        golden = list(csv.reader(file))
    found = rows(tables["yearly"])
    assert found[0] == golden[0]
    for new, old in zip(found[1:], golden[1:], strict=True):
        for column, one, other in zip(found[0], new, old, strict=True):
            assert one == other if "." not in other else float(one) == pytest.approx(float(other), rel=1e-9, abs=1e-12), column
    assert ledger_digest(tables["ledger"]) == (GOLDEN / f"{name}.ledger.sha256").read_text().strip()


def main() -> None:
    """Make all golden tables anew."""
    for name in PAGES:
        tables = simulate(page(name)).tables
        with (GOLDEN / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
            csv.writer(file, lineterminator="\n").writerows(rows(tables["yearly"]))
        (GOLDEN / f"{name}.ledger.sha256").write_text(ledger_digest(tables["ledger"]) + "\n")


if __name__ == "__main__":
    main()
