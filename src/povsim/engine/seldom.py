"""What few rows need: the costly lines of a rule that count only where a condition holds.

Every `if` is computed on both sides, so that a bill of the hospital costs all persons alike. Here each line is asked
under which conditions anything reads it. Where lines that cost much share a condition, the rule is run twice: on all
rows without those lines, which also says for which rows the condition holds and leaves them as they were; and in
full on those few. The values are the same either way.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass, replace

from povsim.engine.lowered import Lowered

Condition = frozenset[tuple[str, bool]]
"""Truths, by their text, that must hold or must not."""
COSTS = {ast.Div: 10, ast.Mult: 1, ast.Add: 1, ast.Sub: 1}
TAIL = re.compile(r"n\d+_centre")
"""The name of a truth that parts the tails of a normal draw (`quantile`): too cheap to be left out."""
ENOUGH = 24
"""Operations under one condition that are worth leaving out."""
WORTH = 150
"""Operations that are worth a second run, and a kernel twice as long to compile."""
MANY = ("person", "household")
"""Levels of so many rows that it matters."""


@dataclass(frozen=True)
class Split:
    """A rule without its costly lines, and the condition under which it is run in full."""

    common: Lowered
    rare: ast.expr


def split(lowered: Lowered) -> Split | None:
    """A rule in two, or nothing where no lines cost enough."""
    found = _Conditions(lowered)
    chosen = found.costly()
    left = {name for name, condition in found.of.items() if any(each <= condition for each in chosen)}
    if lowered.rule.level not in MANY or sum(_cost(found.lines[name]) for name in left) < WORTH:
        return None
    trim = _Without(left, found)
    lines = [(name, trim.of(value)) for name, value in lowered.lines if name in found.of and name not in left]
    rare: ast.expr | None = None
    for each in chosen:
        test = _joined([trim.of(found.truth(literal)) for literal in sorted(each)], ast.BitAnd())
        rare = test if rare is None else ast.BinOp(rare, ast.BitOr(), test)
    stores = {name: trim.of(value) for name, value in lowered.stores.items()}
    answer = None if lowered.answer is None else trim.of(lowered.answer)
    assert rare is not None
    return Split(replace(lowered, lines=lines, stores=stores, answer=answer), rare)


class _Conditions:
    """Under which condition each line of a rule is read at all."""

    def __init__(self, lowered: Lowered) -> None:
        self.lines = dict(lowered.lines)
        self.of: dict[str, Condition] = {}
        self.kinds: dict[str, str] = {}
        self._truths: dict[str, ast.expr] = {}
        for name, value in lowered.lines:
            self.kinds[name] = self.kind(value)
        for value in [*lowered.stores.values(), *([] if lowered.answer is None else [lowered.answer])]:
            self._read(value, frozenset())
        for name, value in reversed(lowered.lines):
            if name in self.of:
                self._read(value, self.of[name])

    def truth(self, literal: tuple[str, bool]) -> ast.expr:
        """A truth as an expression."""
        text, holds = literal
        return self._truths[text] if holds else ast.UnaryOp(ast.Not(), self._truths[text])

    def costly(self) -> list[Condition]:
        """The conditions whose own lines cost enough, the widest first, none within another."""
        costs: dict[Condition, int] = {}
        for name, condition in self.of.items():
            costs[condition] = costs.get(condition, 0) + _cost(self.lines[name])
        chosen: list[Condition] = []
        for condition, cost in sorted(costs.items(), key=lambda each: (len(each[0]), sorted(each[0]))):
            telling = any(not TAIL.fullmatch(text) and (holds or " == " not in text) for text, holds in condition)
            if cost >= ENOUGH and telling and not any(each <= condition for each in chosen):
                chosen.append(condition)
        return chosen

    def kind(self, value: ast.expr) -> str:
        """Whether an expression is a truth, a word or a number."""
        match value:
            case ast.Compare() | ast.UnaryOp(op=ast.Not()):
                return "truth"
            case ast.Call(func=ast.Name(id="to_bits" | "word" | "low64")):
                return "word"
            case ast.Name(id=name):
                return "word" if name in ("key", "identity") else self.kinds.get(name, "number")
            case ast.BinOp(left=left, op=ast.BitAnd() | ast.BitOr() | ast.BitXor() | ast.LShift() | ast.RShift()):
                return self.kind(left)
            case ast.BinOp(left=left) | ast.IfExp(body=left):
                return self.kind(left)
        return "number"

    def _read(self, value: ast.expr, condition: Condition) -> None:
        """Note that an expression is read under a condition."""
        match value:
            case ast.Name(id=name) if name in self.lines:
                self.of[name] = self.of[name] & condition if name in self.of else condition
            case ast.IfExp(test=test, body=yes, orelse=no):
                self._read(test, condition)
                self._read(yes, condition | self._holds(test, True))
                self._read(no, condition | self._holds(test, False))
            case ast.BinOp(left=left, op=ast.BitAnd() | ast.BitOr() as both, right=right) if self.kind(left) == "truth":
                self._read(left, condition)
                self._read(right, condition | self._holds(left, isinstance(both, ast.BitAnd)))
            case _:
                for each in ast.iter_child_nodes(value):
                    if isinstance(each, ast.expr):
                        self._read(each, condition)

    def _holds(self, test: ast.expr, holds: bool) -> Condition:
        """What is known where a test comes out so."""
        match test:
            case ast.UnaryOp(op=ast.Not(), operand=inner):
                return self._holds(inner, not holds)
            case ast.BinOp(left=left, op=ast.BitAnd(), right=right) if holds:
                return self._holds(left, True) | self._holds(right, True)
            case ast.BinOp(left=left, op=ast.BitOr(), right=right) if not holds:
                return self._holds(left, False) | self._holds(right, False)
            case ast.Name(id=name) if name in self.lines and isinstance(self.lines[name], ast.BinOp | ast.UnaryOp):
                return self._holds(self.lines[name], holds)
        text = ast.unparse(test)
        self._truths[text] = test
        return frozenset([(text, holds)])


class _Without(ast.NodeTransformer):
    """Puts an idle value in the place of lines that are left out."""

    def __init__(self, left: set[str], found: _Conditions) -> None:
        self.left, self.found = left, found

    def of(self, value: ast.expr) -> ast.expr:
        """An expression without the lines that are left out."""
        made: ast.expr = self.visit(ast.parse(ast.unparse(value), mode="eval").body)
        return made

    def visit_Name(self, node: ast.Name) -> ast.expr:
        if node.id not in self.left:
            return node
        zero: ast.expr = ast.Constant(0.0)
        kind = self.found.kinds[node.id]
        one = ast.Call(ast.Name("word"), [ast.Constant(0)], [])
        return ast.Compare(zero, [ast.Gt()], [ast.Constant(0.0)]) if kind == "truth" else one if kind == "word" else zero


def _joined(parts: list[ast.expr], operator: ast.operator) -> ast.expr:
    joined = parts[0]
    for part in parts[1:]:
        joined = ast.BinOp(joined, operator, part)
    return joined


def _cost(value: ast.expr) -> int:
    """About how many operations an expression takes."""
    cost = 0
    for node in ast.walk(value):
        if isinstance(node, ast.BinOp):
            cost += COSTS.get(type(node.op), 1)
        elif isinstance(node, ast.Compare | ast.IfExp):
            cost += 1
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "root":
            cost += 10
    return cost
