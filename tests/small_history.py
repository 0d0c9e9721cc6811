"""A history small enough to check by hand: two counties, ten households, three years, consistent to the fen."""

from __future__ import annotations

from typing import Any

import numpy as np

from povsim.history import History, Table
from povsim.store.identity import Identity
from povsim.tables import RECORD, TABLES, TRUTH

YEARS = [2015, 2016, 2017]
WHOLE: dict[str, list[float]] = {
    "households": [10, 11, 10], "persons": [40, 41, 39],
    "registered": [8, 8, 8], "registered_households": [2, 3, 3],
    "poor_recorded": [8, 4, 6], "poor_recorded_households": [2, 2, 2],
    "poor_true": [10, 5, 6], "poor_true_households": [3, 1, 2],
    "exits_recorded": [0, 4, 4], "exits_recorded_households": [0, 1, 1],
    "exits_true": [0, 8, 0], "exits_true_households": [0, 2, 0],
    "entries_recorded": [0, 4, 0], "entries_recorded_households": [0, 1, 0],
    "entries_true": [0, 0, 0], "entries_true_households": [0, 0, 0],
    "relapses_recorded": [0, 0, 4], "relapses_recorded_households": [0, 0, 1],
    "relapses_true": [0, 0, 4], "relapses_true_households": [0, 0, 1],
}
FIRST, SECOND = 2**63 + 11, 2**63 + 12
SPEND = {2015: 0, 2016: 1000, 2017: 700}
EVENTS = (
    (2016, 7, "registered", RECORD), (2016, FIRST, "exited", RECORD), (2017, SECOND, "exited", RECORD),
    (2017, FIRST, "relapsed", RECORD), (2016, FIRST, "exited", TRUTH), (2016, SECOND, "exited", TRUTH),
    (2017, FIRST, "relapsed", TRUTH), (2017, 3, "died_out", RECORD),
)
LEDGER = (
    (2016, "fiscal", "industry", FIRST, 0, 600, "grant"), (2016, "other", "dibao", 3, 0, 400, "transfer"),
    (2017, "fiscal", "industry", SECOND, 0, 700, "grant"),
)
BUDGET = (
    (2016, "fiscal", "industry", 900, 600, 300, 0), (2016, "other", "dibao", 400, 400, 0, 0),
    (2017, "fiscal", "industry", 400, 700, 0, 0),
)
SPELLS = ((FIRST, "illness", "poor", TRUTH, 2015, 2016, 1, "exit"),)
FLOWS = ((2015, 40, 0, 0, 0, 10, 0, 0), (2016, 40, 2, 1, 3, 10, 1, 0), (2017, 41, 0, 2, 0, 11, 0, 1))


def table(name: str, rows: list[dict[str, Any]]) -> Table:
    """Rows as columns in the types of the schema; a number that the schema lacks is float64."""
    kinds = {field.name: field.dtype.replace("str", "object") for field in TABLES[name]}
    return {key: np.array([row[key] for row in rows], dtype=kinds.get(key, "float64")) for key in rows[0]}


def _rows(names: str, values: tuple[tuple[Any, ...], ...]) -> list[dict[str, Any]]:
    return [dict(zip(names.split(), row, strict=True)) for row in values]


def _measures(year: int, part: int = 0) -> dict[str, float]:
    """One row of counts, of the whole or of one of two counties, with the shares they imply."""
    counts: dict[str, float] = {name: values[YEARS.index(year)] for name, values in WHOLE.items()}
    if part:
        counts = {name: count // 2 if part == 1 else count - count // 2 for name, count in counts.items()}
    shares = {f"headcount_{basis}": counts[f"poor_{basis}"] / counts["persons"] for basis in ("recorded", "true")}
    return {**counts, **shares, "poverty_gap": 0.1, "squared_poverty_gap": 0.05, "gini": float("nan") if part else 0.33}


def _population() -> Table:
    rows = []
    for row in _rows("year start births deaths splits start_households splits_households deaths_households", FLOWS):
        row |= dict.fromkeys(("moved_in", "moved_out", "births_households", "moved_in_households", "moved_out_households"), 0)
        row["end"] = row["start"] + row["births"] - row["deaths"]
        row["end_households"] = row["start_households"] + row["splits_households"] - row["deaths_households"]
        rows.append(row)
    return table("population", rows)


def history() -> History:
    """The history, with one measure beyond the schema."""
    yearly = [{"year": year, **_measures(year), "spend_fen": SPEND[year], "paid_unkept_fen": 0, "cash_residual_max": 1e-9} for year in YEARS]
    counties = [{"year": year, "group_kind": "county", "group": name, **_measures(year, part)}
                for year in YEARS for part, name in ((1, "东一县"), (2, "=2"))]
    events = [{**row, "cause": "illness"} for row in _rows("year household_id event basis", EVENTS)]
    payments = _rows("year source programme household_id village_id amount_fen kind", LEDGER)
    lines = _rows("year source programme granted_fen spent_fen carried_fen returned_fen", BUDGET)
    lines = [{**row, "leaked_fen": 0, "overhead_fen": 0} for row in lines]
    spells = _rows("household_id cause kind basis first_year last_year left_censored ended_by", SPELLS)
    rows: dict[str, list[dict[str, Any]]] = {
        "runs": [{"seed": 1, "scenario": "small", "status": "finished"}], "yearly": yearly, "groups": counties,
        "events": events, "spells": spells, "ledger": payments, "budget": lines,
    }
    measures = {"gini": {"unit": "share", "meaning": "Gini of true income", "chinese": "基尼系数"}}
    tables = {name: table(name, made) for name, made in rows.items()}
    return History({**tables, "population": _population()}, {"measures": measures})


def identity(seed: int = 1, share: float = 1.0) -> Identity:
    """The identity that goes with it."""
    return Identity("scenario", {"population": {"share": share}}, seed, {"cause/illness": "a" * 64})
