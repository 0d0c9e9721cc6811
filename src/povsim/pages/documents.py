"""Checks of what a page says of its documents: the figures that stand beside the run, and the plans by name."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from povsim.errors import nearest
from povsim.levels import WORKS
from povsim.pages.sections import Report, Stated
from povsim.tables import TABLES

Finding = tuple[tuple[Any, ...], str]
BESIDE = {
    "yearly": (), "reach": tuple(field.name for field in TABLES["reach"][2:]),
    "works": tuple(field.name for field in TABLES["works"][2:]), "budget": ("granted", "spent"),
}
"""Tables of a run that a figure may be set beside, with their columns; those of `yearly` are the measures, which are open."""


def check_figures(report: Report, programmes: Collection[str]) -> Iterator[Finding]:
    """A figure names a number that tables of runs have, or says why there is none; a programme need not be on the page."""
    for name, stated in report.figures.items():
        for message in _wrong(stated, programmes):
            yield ("report", "figures", name, "simulated"), message


def _wrong(stated: Stated, programmes: Collection[str]) -> Iterator[str]:
    table, row, column = parts(stated.simulated)
    rows = {"yearly": ("",), "works": (*WORKS, *programmes)}.get(table, tuple(programmes))
    if not stated.simulated:
        if not stated.why:
            yield "is missing; where nothing of the run is set beside the figure, `why` must say so"
    elif table not in BESIDE:
        yield f"no such table{nearest(table, BESIDE)}"
    elif row not in rows:
        yield f"no such row of {table}{nearest(row, rows)}"
    elif BESIDE[table] and column not in BESIDE[table]:
        yield f"no such column of {table}{nearest(column, BESIDE[table])}"


def parts(simulated: str) -> tuple[str, str, str]:
    """Table, row and column of a number of the run: yearly.registered has no row."""
    table, _, rest = simulated.partition(".")
    row, _, column = rest.rpartition(".")
    return table, row, column


def check_plans(
    report: Report, programmes: Collection[str], rules: Collection[str], steps: Collection[str],
) -> Iterator[Finding]:
    """A plan is carried by programmes, rules and steps that there are."""
    known: Mapping[str, Collection[str]] = {"": programmes, "rules": rules, "steps": steps}
    for name, plan in report.plans.items():
        for place, each in enumerate(plan.carried_by):
            kind, _, word = each.rpartition(".")
            if word not in known.get(kind, ()):
                choices = known.get(kind, known)
                yield ("report", "plans", name, "carried_by", place), f"nothing is called '{each}'{nearest(word, choices)}"
