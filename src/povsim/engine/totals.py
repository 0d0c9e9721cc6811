"""Totals: the answers of many questions summed by cell, in one pass over the rows.

Questions that read alike are asked once. Eight at a time share a kernel: it answers them for
a block of rows, several rows with one instruction, and then adds the answers to their cells
row by row, so that every sum has the order, and the bits, of `numpy.bincount`.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Sequence

from povsim.engine.emit import IMPORTS, Text, load_lines, signature
from povsim.engine.lowered import Lowered

TOGETHER = 8


class _Renamed(ast.NodeTransformer):
    """Gives the names of one question a prefix of their own."""

    def __init__(self, prefix: str, lowered: Lowered) -> None:
        self.names = {name: f"{prefix}{name}" for name, _ in lowered.lines}
        self.names |= {f"s_{name}": f"s_{prefix}{name}" for name in lowered.settings}

    def visit_Name(self, node: ast.Name) -> ast.Name:
        return ast.Name(self.names.get(node.id, node.id))

    def of(self, expression: ast.expr) -> ast.expr:
        """A renamed copy of an expression."""
        made: ast.expr = self.visit(copy.deepcopy(expression))
        return made


def prefix(place: int) -> str:
    """What the names of a question in this place begin with."""
    return f"q{place}_"


def original(name: str) -> tuple[int, str]:
    """The place of the question whose setting has this name among several, and its own name."""
    place, _, plain = name[1:].partition("_")
    return int(place), plain


def fused(questions: Sequence[Lowered]) -> tuple[Lowered, list[ast.expr]]:
    """Several questions of one level as one, without an answer; and the answers."""
    whole, answers = Lowered(questions[0].rule), []
    for place, each in enumerate(questions):
        renamed = _Renamed(prefix(place), each)
        whole.loads |= each.loads
        whole.settings += [f"{prefix(place)}{name}" for name in each.settings]
        whole.lines += [(renamed.names[name], renamed.of(value)) for name, value in each.lines]
        answers.append(renamed.of(each.answer or ast.Constant(0.0)))
    return whole, answers


def totals_text(questions: Sequence[Lowered]) -> str:
    """The kernel that answers questions for a block of rows and adds the answers to their cells."""
    whole, answers = fused(questions)
    text, sign, places = Text(), signature(whole), range(len(questions))
    arguments = ["start", "stop", *(f"up_{each}" for each in sign.above), *(f"s_{each}" for each in sign.settings)]
    arguments += [f"c_{path.replace('.', '_')}" for path in sign.columns]
    arguments += ["codes", *(f"hold_{place}" for place in places), "totals"]
    rows = "for i in range(word(start), word(stop)):"
    first = [*load_lines(whole, sign), *(f"{name} = {text.write(value)}" for name, value in whole.lines)]
    first += [f"hold_{place}[i - word(start)] = {text.write(answers[place])}" for place in places]
    second = ["cell = codes[i]", *(f"totals[cell, {place}] += hold_{place}[i - word(start)]" for place in places)]
    body = [rows, *(f"    {line}" for line in first), rows, *(f"    {line}" for line in second)]
    return "\n".join([IMPORTS, "", f"@kernel\ndef run({', '.join(arguments)}):", *(f"    {line}" for line in body), ""])


def alike(questions: Sequence[Lowered]) -> list[int]:
    """For every question the place of the first that reads like it; one with settings is like no other."""
    seen: dict[str, int] = {}
    return [seen.setdefault(_spelt(each, place), place) for place, each in enumerate(questions)]


def _spelt(lowered: Lowered, place: int) -> str:
    text = Text()
    lines = [f"{name} = {text.write(value)}" for name, value in lowered.lines]
    own = [str(place)] if lowered.settings else []
    return "\n".join([*own, *sorted(lowered.loads), *lines, text.write(lowered.answer or ast.Constant(0.0))])
