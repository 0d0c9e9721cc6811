"""Tables that analyses make of the runs of a folder, when they are asked for; nothing of them is stored.  派生表"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from povsim.analysis_tables import COMPUTED
from povsim.errors import Fault, InputError
from povsim.fields import Field
from povsim.history import Table
from povsim.store import parquet

if TYPE_CHECKING:
    from povsim.store.results import Results

NEEDS = {name: {"survival": "spells", "hazard": "spells", "chronic": "households"}.get(name, "groups") for name in COMPUTED}
"""The table that the runs must have kept; `villages` adds places, where they have it."""
ALL, RUN = "all", Field("run_id", "str", "text", "all runs together", "运行编号")
LONGEST = 60
"""Years after an exit that are counted at most."""


def computed(results: Results, name: str) -> Any:
    """A table of `COMPUTED` as an arrow table; raises InputError where the runs do not hold what it takes."""
    import numpy as np

    from povsim.analysis.covariates import TooFewError

    why = ""
    try:
        columns = _MAKERS[name](results)
    except TooFewError as fault:
        columns, why = {}, f": {fault}"
    if not columns:
        raise InputError([Fault(str(results.folder), None, "", f"has too little for the table '{name}'{why}")])
    fields, many = (RUN, *COMPUTED[name]), len(next(iter(columns.values())))
    columns = {RUN.name: np.full(many, ALL, object), **columns}
    return parquet.arrow(name, {each.name: np.asarray(columns[each.name]) for each in fields}, fields)


def runs(results: Results, names: Sequence[str]) -> Iterator[tuple[str, dict[str, Table]]]:
    """Every run with those of the named tables that it has."""
    for part in results.parts:
        for run_id, tables in results.runs_of(part, names):
            yield run_id, {name: parquet.arrays(table) for name, table in tables.items()}


def survival(results: Results, brief: bool = False) -> Table:
    """The table `survival`; `brief` has groups of true relapse alone."""
    from povsim.analysis.pooling import life_tables_of
    from povsim.analysis.pooling import survival as pooled

    found = ((each["spells"], each.get("villages")) for each in watching(results))
    return pooled([life_tables_of(spells, places, _longest(spells), brief) for spells, places in found])


def _longest(spells: Table) -> int:
    """Years from the first to the last of a run."""
    return min(LONGEST, max(int(spells["last_year"].max(initial=1) - spells["first_year"].min(initial=LONGEST * 100)), 1))


def watching(results: Results) -> Iterator[dict[str, Table]]:
    """The runs whose spells say who is watched after an exit; results of older versions do not."""
    for _, tables in runs(results, ("spells", "villages")):
        if "seen_from" in tables.get("spells", {}):
            yield tables


def hazard(results: Results) -> Table:
    """The table `hazard`; nothing where statsmodels is not installed.  Raises TooFewError for too few relapses."""
    from povsim.analysis.covariates import MOST, hazard_ratios, joined, subjects

    parts, many = [], 0
    for number, tables in enumerate(watching(results) if find_spec("statsmodels") else ()):
        parts.append(subjects(str(number), tables["spells"], tables.get("villages")))
        many += len(parts[-1].years)
        if many > MOST:
            break
    return hazard_ratios(joined(parts)) if parts else {}


def chronic(results: Results) -> Table:
    """The table `chronic`, of the households that the runs keep."""
    from povsim.analysis.chronic import chronic, panel

    seen = (panel(tables["households"], tables["yearly"])
            for _, tables in runs(results, ("households", "yearly")) if "households" in tables)
    return chronic([each for each in seen if each is not None])


def exits(results: Results) -> Any:
    """The exit times of all runs."""
    from povsim.analysis.pooling import Exits, times_of

    return Exits([times_of(tables["groups"], tables.get("villages")) for _, tables in runs(results, ("groups", "villages"))
                  if "groups" in tables])


def _of_exits(name: str) -> Callable[[Results], Table]:
    def make(results: Results) -> Table:
        from povsim.analysis import pooling

        found: Table = getattr(pooling, name)(exits(results))
        return found

    return make


_MAKERS: dict[str, Callable[[Results], Table]] = {
    "survival": survival, "hazard": hazard, "chronic": chronic,
    **{name: _of_exits(name) for name in ("exit_order", "exit_ranks", "exit_precedence", "exit_agreement")},
}
