"""Gather columns as kernels: a row's sum, largest, first ... of the rows below it, in row order.

A kernel refreshes several columns in one pass over the rows below. There are three ways, with equal bits.
`walk` goes down the rows and adds up what lies below each: good where that is much. Members of a household are
few and of a number that no processor guesses: `spread` walks down the members and adds to the household's place.
`packed` puts up to eight flags into one word and takes differences of running totals; whole numbers have no order.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from povsim.columns import Column
from povsim.engine.emit import IMPORTS
from povsim.plugin import Schema
from povsim.population import Population

MANY = 16
"""So many rows below a row are many."""
TOGETHER = {"walk": 8, "spread": 4, "packed": 8}
"""How many columns share a kernel."""
LARGEST = 255
"""What a lane of eight bits can count."""

ADDED = {
    "sum": "{held} + value", "mean": "{held} + value", "count": "{held} + 1.0", "any": "choose(value != 0.0, 1.0, {held})",
    "max": "choose(value > {held}, value, {held})", "first": "choose(i == word(first[{row}]), value, {held})",
    "sum where": "{held} + value", "count where": "{held} + value",
}
"""The running total of a row after one more row below, by kind."""
WHERE = " where"
"""How the kind of a gather column ends of which only some rows below count."""
START = {"max": "-1e300"}
END = {"mean": "total / max(float64(below), 1.0)", "max": "choose(below > word(0), total, 0.0)"}


def ways(columns: Sequence[Column], schema: Schema, population: Population) -> Iterator[tuple[str, str, list[Column]]]:
    """How to refresh gather columns of one level: a way, the level below, and the columns that share its kernel."""
    shared: dict[tuple[str, str], list[Column]] = {}
    for each in columns:
        below = each.gather.below[0] if each.gather else ""
        many = population[below].size > MANY * population[each.level].size
        lanes = _flagged(each, schema) and population.most(below) <= LARGEST
        shared.setdefault(("walk" if many else "packed" if lanes else "spread", below), []).append(each)
    for (way, below), some in shared.items():
        for start in range(0, len(some), TOGETHER[way]):
            yield way, below, some[start : start + TOGETHER[way]]


def kind_of(column: Column) -> str:
    """The kind of a gather column, and whether only some rows below count."""
    gather = column.gather
    return "" if gather is None else gather.kind if gather.where is None else f"{gather.kind} where"


def _flagged(column: Column, schema: Schema) -> bool:
    """Whether a column counts rows or flags."""
    if column.gather is None or column.gather.kind not in ("count", "sum"):
        return False
    source = schema.columns[column.gather.source]
    return column.gather.kind == "count" or (source.dtype == "int8" and source.low == 0 and source.high == 1)


def gather_text(way: str, kinds: Sequence[str]) -> str:
    """The kernel that refreshes gather columns of these kinds from the columns below."""
    arguments = ["start", "stop", "first", "up"]
    for k, kind in enumerate(kinds):
        some = f"where_{k}, least_{k}, most_{k}, " if kind.endswith(WHERE) else ""
        arguments.append(f"source_{k}, {some}worth_{k}, target_{k}, low_{k}, high_{k}")
    body = {"walk": _walk, "spread": _spread, "packed": _packed}[way](kinds)
    imports = IMPORTS + "from numpy import empty, full, uint64\n"
    return "\n".join([imports, f"@kernel\ndef run({', '.join(arguments)}):", *(f"    {line}" for line in body), ""])


def _walk(kinds: Sequence[str]) -> list[str]:
    lines = ["for k in range(word(start), word(stop)):"]
    lines += [f"    held_{place} = {START.get(kind, '0.0')}" for place, kind in enumerate(kinds)]
    lines += ["    for i in range(word(first[k]), word(first[k + word(1)])):"]
    for place, kind in enumerate(kinds):
        added = ADDED[kind].format(held=f"held_{place}", row="k")
        lines += [f"        value = {_value(kind, place)}", f"        held_{place} = {added}"]
    return lines + _ended(kinds, "held_{place}")


def _spread(kinds: Sequence[str]) -> list[str]:
    lines = [f"held_{place} = full(stop - start, {START.get(kind, '0.0')})" for place, kind in enumerate(kinds)]
    lines += ["for i in range(word(first[start]), word(first[stop])):", "    j = word(up[i]) - word(start)"]
    for place, kind in enumerate(kinds):
        added = ADDED[kind].format(held=f"held_{place}[j]", row="up[i]")
        lines += [f"    value = {_value(kind, place)}", f"    held_{place}[j] = {added}"]
    return [*lines, "for k in range(word(start), word(stop)):", *_ended(kinds, "held_{place}[k - word(start)]")]


def _value(kind: str, place: int) -> str:
    """What a row below adds, as a number."""
    source = f"float64(source_{place}[i])"
    if kind.endswith(WHERE):
        return f"choose({_inside(place)}, {'1.0' if kind.startswith('count') else source}, 0.0)"
    return source


def _flag(kind: str, place: int) -> str:
    """What a row below adds, as a word."""
    plain = "word(1)" if kind.startswith("count") else f"word(source_{place}[i])"
    return f"{plain} * word({_inside(place)})" if kind.endswith(WHERE) else plain


def _inside(place: int) -> str:
    """Whether a row below counts."""
    mark = f"float64(where_{place}[i])"
    return f"({mark} >= least_{place}) & ({mark} <= most_{place})"


def _packed(kinds: Sequence[str]) -> list[str]:
    values = (_flag(kind, place) for place, kind in enumerate(kinds))
    packed = " | ".join(f"({value} << word({8 * place}))" for place, value in enumerate(values))
    return [
        "begin, end = word(first[start]), word(first[stop])",
        "words, sums = empty(int(end - begin) + 1, uint64), empty(stop - start, uint64)",
        "words[0] = word(0)",
        "for i in range(begin, end):",
        f"    words[i - begin + word(1)] = {packed}",
        "for i in range(end - begin):",
        "    words[i + word(1)] += words[i]",
        "for k in range(word(start), word(stop)):",
        "    sums[k - word(start)] = words[word(first[k + word(1)]) - begin] - words[word(first[k]) - begin]",
        "for k in range(word(start), word(stop)):",
        *_ended(["sum"] * len(kinds), "float64((sums[k - word(start)] >> word({shift})) & word(255))"),
    ]


def _ended(kinds: Sequence[str], held: str) -> list[str]:
    """The end of a row: what its running totals come to, held to the declared ranges."""
    lines = ["    below = word(first[k + word(1)]) - word(first[k])"]
    for place, kind in enumerate(kinds):
        lines += [f"    total = {held.format(place=place, shift=8 * place)}"]
        lines += [f"    ended = ({END.get(kind, 'total')}) * worth_{place}"]
        lines += [f"    raised = choose(ended > low_{place}, ended, low_{place})"]
        lines += [f"    target_{place}[k] = choose(raised < high_{place}, raised, high_{place})"]
    return lines
