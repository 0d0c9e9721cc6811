"""Gather columns as kernels: a row's sum, largest, first ... of the rows below it, in row order.

Members of a household are few and of a number that no processor guesses. Where few columns
are wanted, walking down the members and adding to the household's place is twice as fast as
walking down the households; the order of additions, and so every bit, is the same.
"""

from __future__ import annotations

from povsim.columns import Column
from povsim.engine.emit import CHOOSE, IMPORTS, clip_lines

FEW = 3
"""So many columns are gathered member by member."""


def gather_text(columns: tuple[Column, ...]) -> str:
    """The kernel that refreshes gather columns of one level from the rows below."""
    sources = sorted({_source(each) for each in columns})
    arguments = ["start", "stop", "first", "up", *(f"x_{each}" for each in sources), *(f"c_{each.name}" for each in columns)]
    kinds = {each.gather.kind for each in columns if each.gather}
    by_member = len(columns) <= FEW and columns[0].level == "household" and "first" not in kinds
    body = _by_member(columns, sources) if by_member else _by_row(columns, sources)
    head = ["from numpy import full", "", "", f"@kernel\ndef run({', '.join(arguments)}):"]
    return "\n".join([IMPORTS, *head, *(f"    {line}" for line in body), ""])


def _by_row(columns: tuple[Column, ...], sources: list[str]) -> list[str]:
    body = [f"t_{each.name} = {_start(each)}" for each in columns]
    body.append("for i in range(first[j], first[j + word(1)]):")
    body += [f"    v_{each} = float64(x_{each}[i])" for each in sources]
    body += [f"    t_{each.name} = {_added(each, f't_{each.name}')}" for each in columns]
    body += [line for each in columns for line in _store(each)]
    return ["for j in range(word(start), word(stop)):", *(f"    {line}" for line in body)]


def _by_member(columns: tuple[Column, ...], sources: list[str]) -> list[str]:
    made = [f"h_{each.name} = full(stop - start, {_start(each)})" for each in columns]
    made.append("for i in range(first[start], first[stop]):")
    body = ["j = word(up[i]) - word(start)", *(f"v_{each} = float64(x_{each}[i])" for each in sources)]
    body += [f"h_{each.name}[j] = {_added(each, f'h_{each.name}[j]')}" for each in columns]
    made += [f"    {line}" for line in body]
    made.append("for j in range(word(start), word(stop)):")
    loads = [f"t_{each.name} = h_{each.name}[j - word(start)]" for each in columns]
    return [*made, *(f"    {line}" for line in [*loads, *(line for each in columns for line in _store(each))])]


def _source(column: Column) -> str:
    return column.gather.source.replace(".", "_") if column.gather else ""


def _start(column: Column) -> str:
    return "-1e300" if column.gather and column.gather.kind == "max" else "0.0"


def _added(column: Column, total: str) -> str:
    """The running total of a column after one more row below."""
    kind, value = (column.gather.kind, f"v_{_source(column)}") if column.gather else ("", "")
    return {
        "sum": f"{total} + {value}", "mean": f"{total} + {value}", "count": f"{total} + 1.0",
        "any": f"choose({value} != 0.0, 1.0, {total})", "max": f"choose({value} > {total}, {value}, {total})",
        "first": f"choose(i == first[j], {value}, {total})",
    }[kind]


def _store(column: Column) -> list[str]:
    """The lines that finish a total and keep what the column can hold."""
    kind, total, rows = column.gather.kind if column.gather else "", f"t_{column.name}", "(first[j + word(1)] - first[j])"
    ends = {"mean": f"{total} / max(float64({rows}), 1.0)", "max": f"choose({rows} > word(0), {total}, 0.0)"}
    lines, last = clip_lines(f"store_{column.name}", f"value_{column.name}", column, CHOOSE)
    held = [f"{name} = {value}" for name, value in lines]
    return [f"value_{column.name} = {ends.get(kind, total)}", *held, f"c_{column.name}[j] = {last}"]
