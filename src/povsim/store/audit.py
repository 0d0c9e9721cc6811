"""Is a results folder consistent? The identities that every run must satisfy exactly.  校验

They are proved from the tables alone, and on sound files only (`damage.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

from povsim.store import parquet
from povsim.store.damage import damage
from povsim.store.results import Results
from povsim.tables import RECORD, TRUTH

Tables = Mapping[str, Any]
"""The arrow tables of one run by name."""

WHOLE = ("yearly", "groups", "population", "ledger", "budget", "events")
"""Tables from which the identities of a single run are proved."""

SHOWN = 5
"""Of a broken identity, so many places are named."""

RESIDUAL = 1e-6
"""Yuan that the money identity of a household may leave unexplained."""

FLOWS = {
    "": {"births": 1, "deaths": -1, "moved_in": 1, "moved_out": -1},
    "_households": {"births": 1, "splits": 1, "deaths": -1, "moved_in": 1, "moved_out": -1},
}
"""What changes the number of persons, and of households (`splits` founds, `deaths` closes)."""

STOCKS = {
    "poor_recorded_households": {
        "entries_recorded_households": 1, "relapses_recorded_households": 1, "exits_recorded_households": -1,
        "removed_recorded_households": -1, "joined_poor_recorded_households": 1, "left_poor_recorded_households": -1,
    },
    "registered_households": {
        "entries_recorded_households": 1, "removed_recorded_households": -1,
        "joined_registered_households": 1, "left_registered_households": -1,
        "support_ended_households": -1, "support_regained_households": 1,
    },
}
"""What changes each stock of the register from year to year."""

EVENTS = {
    ("registered", RECORD): "entries_recorded_households", ("exited", RECORD): "exits_recorded_households",
    ("relapsed", RECORD): "relapses_recorded_households", ("removed", RECORD): "removed_recorded_households",
    ("entered", TRUTH): "entries_true_households", ("exited", TRUTH): "exits_true_households",
    ("relapsed", TRUTH): "relapses_true_households",
}
"""Events, and the column of `yearly` that counts them."""

SHARES = {"headcount_recorded": "poor_recorded", "headcount_true": "poor_true"}


def check(folder: str | Path) -> list[str]:
    """Every finding about a results folder, each a sentence; none when all is well."""
    results = Results(folder)
    return damage(results) or [f"{folder}: run {run_id}: {finding}" for run_id, finding in _broken(results)]


def _broken(results: Results) -> Iterable[tuple[str, str]]:
    """The broken identities of every run; a single run has all tables, those of an ensemble what was kept."""
    needed = WHOLE if results.manifest["identity"]["kind"] == "scenario" else ()
    for part in results.parts:
        for run_id, tables in results.runs_of(part):
            yield from ((run_id, finding) for finding in identities(tables, needed))


def identities(tables: Tables, needed: Iterable[str] = WHOLE) -> list[str]:
    """The broken identities of one run."""
    missing = sorted(name for name in needed if name not in tables)
    if missing:
        return [f"has no table {', '.join(missing)}"]
    proofs: dict[Callable[[Tables], Iterable[str]], tuple[str, ...]] = {
        people: ("population", "yearly"), payments: ("ledger", "budget", "yearly"), sources: ("ledger", "budget"),
        register: ("events", "yearly"), places: ("groups", "yearly"), order: ("events", "ledger"), money: ("yearly",),
    }
    found = []
    for proof, asked in proofs.items():
        lines = list(proof(tables)) if all(name in tables for name in asked) else []
        found += lines[:SHOWN] + ([f"{proof.__name__}: {len(lines) - SHOWN} further findings"] if len(lines) > SHOWN else [])
    return found


def _unequal(what: str, left: Mapping[Any, Any], right: Mapping[Any, Any]) -> list[str]:
    """Where two mappings of whole numbers differ; a missing key is zero."""
    pairs = {key: (left.get(key, 0), right.get(key, 0)) for key in sorted({*left, *right}, key=str)}
    return [f"{what} {_place(key)}: {one} against {other}" for key, (one, other) in pairs.items() if one != other]


def _place(key: Any) -> str:
    return ", ".join(map(str, key)) if isinstance(key, tuple) else str(key)


def _years(table: Any) -> list[dict[str, Any]]:
    return sorted(parquet.rows(table), key=lambda row: int(row["year"]))


def _column(rows: list[dict[str, Any]], name: str) -> dict[int, int]:
    return {row["year"]: row[name] for row in rows}


def _change(row: Mapping[str, Any], flows: Mapping[str, int], suffix: str = "") -> int:
    return sum(sign * int(row.get(f"{name}{suffix}", 0)) for name, sign in flows.items())


def people(tables: Tables) -> Iterable[str]:
    """Persons and households: start and flows make the end, year on year."""
    rows, yearly = _years(tables["population"]), _years(tables["yearly"])
    for suffix, flows in FLOWS.items():
        word = suffix.strip("_") or "persons"
        ends = _column(rows, f"end{suffix}")
        made = {row["year"]: row[f"start{suffix}"] + _change(row, flows, suffix) for row in rows}
        yield from _unequal(f"{word} at the end of", made, ends)
        yield from _unequal(f"{word} of yearly and population in", _column(yearly, word), ends)
        for before, row in pairwise(rows):
            start, end = row[f"start{suffix}"], before[f"end{suffix}"]
            if (end, before["year"] + 1) != (start, row["year"]):
                yield f"{word} at the start of {row['year']}: {start} against {end} at the end of {before['year']}"


def payments(tables: Tables) -> Iterable[str]:
    """Every fen: ledger, budget and yearly agree, and no grant is lost or exceeded."""
    keys, ledger, budget = ["year", "source", "programme"], tables["ledger"], tables["budget"]
    lines = parquet.totals(budget, keys, ["spent_fen", "granted_fen", "carried_fen", "returned_fen"])
    yield from _unequal("budget lines of", parquet.counts(budget, keys), dict.fromkeys(lines, 1))
    booked = {key: sums[0] for key, sums in parquet.totals(ledger, keys, ["amount_fen"]).items()}
    yield from _unequal("fen in ledger and budget for", booked, {key: sums[0] for key, sums in lines.items()})
    yearly = {key: sums[0] for (key,), sums in parquet.totals(ledger, ["year"], ["amount_fen"]).items()}
    yield from _unequal("fen in ledger and yearly in", yearly, _column(_years(tables["yearly"]), "spend_fen"))
    for (year, *line), (spent, granted, carried, returned) in sorted(lines.items()):
        opening = lines.get((year - 1, *line), (0, 0, 0, 0))[2]
        if opening + granted != spent + carried + returned or min(carried, returned, granted) < 0:
            sides = f"{opening} carried in and {granted} granted against {spent} spent, {carried} carried, {returned} returned"
            yield f"budget of {_place((year, *line))}: {sides}"
        if carried and (year + 1, *line) not in lines and any(key[0] == year + 1 for key in lines):
            yield f"budget of {_place((year, *line))}: {carried} fen carried into a year that has no such line"


LOST = {"leak": "leaked_fen", "overhead": "overhead_fen"}
"""Kinds of the ledger that are no use of money, and what the budget calls them."""


def sources(tables: Tables) -> Iterable[str]:
    """Every source, every year: what came in is uses, leaks, overhead, what is carried on, and what went back."""
    ledger, budget, keys = tables["ledger"], tables["budget"], ["year", "source"]
    names = ["granted_fen", "carried_fen", "returned_fen", *(each for each in LOST.values() if each in budget.column_names)]
    flows = {key: dict(zip(names, sums, strict=True)) for key, sums in parquet.totals(budget, keys, names).items()}
    booked = {key: sums[0] for key, sums in parquet.totals(ledger, [*keys, "kind"], ["amount_fen"]).items()}
    for kind, name in LOST.items():
        if name in budget.column_names:
            found = {(year, source): fen for (year, source, each), fen in booked.items() if each == kind}
            yield from _unequal(f"{kind} in ledger and budget for", found, {key: flow[name] for key, flow in flows.items()})
    used = {key: sums[0] for key, sums in parquet.totals(ledger, keys, ["amount_fen"]).items()}
    for (year, source), flow in sorted(flows.items()):
        came = flow["granted_fen"] + flows.get((year - 1, source), {}).get("carried_fen", 0)
        went = used.get((year, source), 0) + flow["carried_fen"] + flow["returned_fen"]
        if came != went:
            yield f"source {source} in {year}: {came} fen came in against {went} used, lost, carried on and returned"


def register(tables: Tables) -> Iterable[str]:
    """The register: stocks follow from flows, and events are what `yearly` counts."""
    rows, known = _years(tables["yearly"]), tables["yearly"].column_names
    counted = parquet.counts(tables["events"], ["event", "basis", "year"])
    for (event, basis), column in EVENTS.items():
        found = {row["year"]: counted.get((event, basis, row["year"]), 0) for row in rows}
        if column in known:
            yield from _unequal(f"events '{event}' {basis} and {column} in", found, _column(rows, column))
        else:
            rows = [{**row, column: found[row["year"]]} for row in rows]
    for stock, flows in STOCKS.items():
        if stock in known:
            expected = {row["year"]: before[stock] + _change(row, flows) for before, row in pairwise(rows)}
            yield from _unequal(f"{stock} in", expected, {row["year"]: row[stock] for row in rows[1:]})
    for row in rows:
        for share, count in SHARES.items():
            if not abs(row[share] * row["persons"] - row[count]) <= 1e-6 * max(row["persons"], 1):
                yield f"{share} in {row['year']}: {row[share]} of {row['persons']} persons is not {row[count]}"


def places(tables: Tables) -> Iterable[str]:
    """The groups of every kind sum to the whole."""
    groups, yearly = tables["groups"], _years(tables["yearly"])
    whole = {name for name in tables["yearly"].column_names if not name.endswith("_fen")}
    names = [name for name in groups.column_names if name in whole and parquet.is_whole(groups, name)]
    sums = parquet.totals(groups, ["group_kind", "year"], names)
    for kind in sorted({kind for kind, _ in sums}):
        for index, name in enumerate(names):
            found = {year: values[index] for (group, year), values in sums.items() if group == kind}
            yield from _unequal(f"{name} summed by {kind} and in yearly in", found, _column(yearly, name))


def order(tables: Tables) -> Iterable[str]:
    """No household relapses before it has left (a founded one inherits that), or is paid after it has died out."""
    events, ledger = tables["events"], tables["ledger"]
    left = _by_household(parquet.select(parquet.select(events, "event", ["exited"]), "basis", [RECORD]), "min")
    back = _by_household(parquet.select(events, "event", ["relapsed"]), "min")
    founded = _by_household(parquet.select(events, "event", ["split"]), "min")
    for one, year in sorted(back.items()):
        if one not in founded and not left.get(one, year) < year:
            yield f"household {one} relapsed in {year} but left in {left.get(one, 'no year')}"
    gone = _by_household(parquet.select(events, "event", ["died_out"]), "max")
    for one, year in sorted(_by_household(parquet.select(ledger, "household_id", sorted(gone)), "max").items()):
        if year > gone[one]:
            yield f"household {one} was paid in {year} but died out in {gone[one]}"


def _by_household(table: Any, kind: str) -> dict[int, int]:
    """The first (`min`) or last (`max`) year of each household."""
    return parquet.extremes(table, "household_id", "year", kind)


def money(tables: Tables) -> Iterable[str]:
    """The money identity of every household; and nobody is paid whose support has ended."""
    for row in _years(tables["yearly"]):
        if row.get("paid_unkept_fen", 0):
            yield f"support in {row['year']}: {row['paid_unkept_fen']} fen paid to households whose support had ended"
        if not abs(row["cash_residual_max"]) <= RESIDUAL:
            yield f"cash residual in {row['year']}: {row['cash_residual_max']} yuan a household, more than {RESIDUAL}"
