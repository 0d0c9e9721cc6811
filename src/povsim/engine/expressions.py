"""Expressions of the language of rules, with what is known of their sign."""

from __future__ import annotations

import ast
import math
from collections.abc import Callable, Mapping
from operator import add, mul, sub
from typing import Any, NoReturn

from povsim import formulas
from povsim.columns import PARENT
from povsim.engine.calls import Calls
from povsim.engine.lowered import (
    NOT_NEGATIVE,
    POSITIVE,
    UNKNOWN,
    DrawOf,
    Lowered,
    Row,
    Scope,
    SettingsOf,
    Undefined,
    Value,
    called,
    sign_of,
    sign_of_low,
)
from povsim.engine.truths import Truths
from povsim.errors import RuleError, nearest
from povsim.parameters import declared
from povsim.plugin import Schema

ARITHMETIC = (ast.Add, ast.Sub, ast.Mult, ast.Div)
WHOLE_NUMBERS: dict[type[ast.operator], Callable[[int, int], int]] = {ast.Add: add, ast.Sub: sub, ast.Mult: mul}
"""What Python computes exactly with whole numbers."""
BITS = (ast.BitXor, ast.BitOr, ast.BitAnd, ast.RShift, ast.LShift)
INSTEAD = {
    ast.Pow: "write x * x, or exp(p * log(x)), instead of `**`", ast.Mod: "`%` is not in the language of rules",
    ast.FloorDiv: "write int(a / b) instead of `//`", ast.MatMult: "`@` is not in the language of rules",
}


WHOLE = 2**53
"""Up to here a double holds every whole number."""
DEEPEST = 150
"""So many blocks, expressions and helpers may stand one inside the other."""

Inline = Callable[[ast.Call, ast.FunctionDef, Scope], Value]


class Expressions:
    """Lowers expressions; `lower.py` adds the statements and the inlining of helpers."""

    def __init__(self, lowered: Lowered, schema: Schema, functions: Mapping[str, ast.FunctionDef], inline: Inline) -> None:
        self.lowered, self.schema, self.functions, self.inline = lowered, schema, functions, inline
        self.rule = lowered.rule
        self.settings = {each.name: each for each in declared(self.rule.plugin.Settings)}
        self.read: set[str] = set()
        self.own: frozenset[str] = frozenset()
        """The names that the function at work gives a value."""
        self.formula_depth = self.depth = 0
        self.calls, self.truths = Calls(self), Truths(self)

    def refuse(self, node: ast.AST, message: str) -> NoReturn:
        """Stop with a sentence that names file and line."""
        raise RuleError(self.rule.plugin.file, getattr(node, "lineno", 1), self.rule.verb, message)

    def deeper(self, node: ast.AST) -> None:
        """Go one block, expression or helper further down."""
        self.depth += 1
        if self.depth > DEEPEST:
            self.refuse(node, f"is nested more than {DEEPEST} deep; give parts of it a name, or use fewer helpers and branches")

    def value(self, node: ast.expr, scope: Scope) -> Value:
        """The number an expression stands for."""
        self.deeper(node)
        found = self.bound(node, scope)
        self.depth -= 1
        if isinstance(found, Value):
            return found
        what = {Row: "a row", SettingsOf: "the settings", DrawOf: "a draw"}[type(found)]
        self.refuse(node, f"`{ast.unparse(node)}` is {what}, not a number; name one of its columns or values")

    def bound(self, node: ast.expr, scope: Scope) -> Value | Row | SettingsOf | DrawOf:
        """What an expression stands for: a number, a row, the settings or the draw."""
        match node:
            case ast.Constant(value=int() | float() as number):
                if not -WHOLE <= number <= WHOLE and (isinstance(number, int) or not math.isfinite(number)):
                    self.refuse(node, "a number is at most 2**53 where it is whole, and finite; write a large one with a point")
                return Value(ast.Constant(number), POSITIVE if number > 0 else NOT_NEGATIVE if number == 0 else UNKNOWN)
            case ast.Name():
                return self._named(node, scope)
            case ast.Attribute():
                return self._attribute(node, scope)
            case ast.BinOp():
                return self.arithmetic(node.op, self.value(node.left, scope), self.value(node.right, scope), node)
            case ast.UnaryOp():
                return self._unary(node, scope)
            case ast.Compare() | ast.BoolOp():
                return self.truths.value(node, scope)
            case ast.IfExp():
                test = self.name(self.truths.of_condition(node.test, scope), "test")
                return self.select(test, self.value(node.body, scope), self.value(node.orelse, scope))
            case ast.Call():
                return self.calls.value(node, scope)
        self.refuse(node, f"{_described(node)} is not in the language of rules")

    def _named(self, node: ast.Name, scope: Scope) -> Value | Row | SettingsOf | DrawOf:
        found = scope.names.get(node.id)
        if isinstance(found, Undefined):
            side = f"is set on one side only of the `if` in line {found.line}; give it a value before the `if`"
            self.refuse(node, f"`{node.id}` {side}")
        if found is not None:
            return found
        if node.id in self.own and not self.formula_depth:
            self.refuse(node, f"`{node.id}` has no value yet; give it one before this line")
        names: dict[str, Any] = vars(formulas) if self.formula_depth else vars(self.rule.plugin.module)
        number = names.get(node.id)
        if self.formula_depth and isinstance(number, int):
            return Value(called("word", ast.Constant(number)))
        if type(number) in (int, float, bool):
            return self.value(ast.copy_location(ast.Constant(number), node), scope)
        self.refuse(node, f"`{node.id}` has no value here; the constants of a file are numbers")

    def _attribute(self, node: ast.Attribute, scope: Scope) -> Value | Row:
        base = self.bound(node.value, scope)
        if isinstance(base, SettingsOf):
            return self._setting(node)
        if not isinstance(base, Row):
            self.refuse(node, f"`{ast.unparse(node.value)}` is a number and has no `.{node.attr}`")
        if PARENT[base.level] == node.attr:
            return Row(node.attr)
        if base.level == self.rule.level and node.attr in scope.written:
            self.read.add(f"{base.level}.{node.attr}")
            return scope.written[node.attr]
        return self.load(base.level, node.attr, node)

    def _setting(self, node: ast.Attribute) -> Value:
        known = self.settings.get(node.attr)
        if known is None and node.attr != "year":
            self.refuse(node, f"no setting '{node.attr}'{nearest(node.attr, self.settings)}")
        if node.attr not in self.lowered.settings:
            self.lowered.settings.append(node.attr)
        low = 1.0 if known is None else known.low
        return Value(ast.Name(f"s_{node.attr}"), sign_of_low(low))

    def load(self, level: str, name: str, node: ast.AST) -> Value:
        """The value of a column as it stood before the rule."""
        column = self.schema.columns.get(f"{level}.{name}")
        if column is None:
            self._no_column(level, name, node)
        self.read.add(column.path)
        return self.original(column.path)

    def original(self, path: str) -> Value:
        """The loaded value of a column, without counting as a reader of it."""
        local = self.lowered.loads.setdefault(path, path.replace(".", "_"))
        return Value(ast.Name(local), sign_of_low(self.schema.columns[path].low))

    def _no_column(self, level: str, name: str, node: ast.AST) -> NoReturn:
        if name in PARENT:
            above = PARENT[level]
            seen = f"the row above a {level} is `{above}`" if above else f"there is nothing above a {level}"
            self.refuse(node, f"a {level} cannot see `{name}`; {seen}, and what lies below is heard through a gather column")
        self.refuse(node, f"a {level} has no column '{name}'{nearest(name, self.schema.of(level))}")

    def own_column(self, target: ast.Attribute, scope: Scope) -> str:
        """The name of the own column that a rule is about to change."""
        base = self.bound(target.value, scope)
        if not isinstance(base, Row):
            self.refuse(target, f"`{ast.unparse(target)}` cannot be changed; a rule changes columns of its own row only")
        if base.level != self.rule.level:
            owner = f"`{ast.unparse(target)}` belongs to the {base.level}"
            self.refuse(target, f"{owner}; a rule changes its own {self.rule.level} only")
        column = self.schema.columns.get(f"{base.level}.{target.attr}")
        if column is None:
            self._no_column(base.level, target.attr, target)
        if column.gather is not None:
            self.refuse(target, f"`{target.attr}` is gathered from {column.gather.source} and cannot be set")
        return target.attr

    def arithmetic(self, operator: ast.operator, left: Value, right: Value, node: ast.AST) -> Value:
        """Two numbers joined by + - * /; in the formulas also by bits."""
        if not isinstance(operator, ARITHMETIC) and not (self.formula_depth and isinstance(operator, BITS)):
            self.refuse(node, INSTEAD.get(type(operator), "bit operations are not in the language of rules"))
        if isinstance(operator, ast.Div) and right.sign != POSITIVE and not self.formula_depth:
            cure = "write max(x, 1.0), or declare the column or setting with low above 0"
            self.refuse(node, f"divides by `{_shown(node)}`, which may be zero; {cure}")
        match left.expression, right.expression:
            case ast.Constant(int() as one), ast.Constant(int() as other) if type(operator) in WHOLE_NUMBERS:
                return self.value(ast.copy_location(ast.Constant(WHOLE_NUMBERS[type(operator)](one, other)), node), Scope({}, {}))
        left, right = self.number(left), self.number(right)
        return Value(ast.BinOp(left.expression, operator, right.expression), sign_of(operator, left, right))

    def _unary(self, node: ast.UnaryOp, scope: Scope) -> Value:
        if isinstance(node.op, ast.Not):
            return Value(ast.UnaryOp(ast.Not(), self.truths.of_condition(node.operand, scope).expression), NOT_NEGATIVE, True)
        inner = self.number(self.value(node.operand, scope))
        if isinstance(node.op, ast.UAdd):
            return inner
        if not isinstance(node.op, ast.USub):
            self.refuse(node, "`~` is not in the language of rules")
        if isinstance(inner.expression, ast.Constant) and isinstance(inner.expression.value, int):
            return Value(ast.Constant(-inner.expression.value), UNKNOWN if inner.sign == POSITIVE else inner.sign)
        return Value(ast.UnaryOp(ast.USub(), inner.expression))

    def number(self, value: Value) -> Value:
        """A truth as 1 or 0; a number as it is."""
        if not value.boolean:
            return value
        return Value(ast.IfExp(value.expression, ast.Constant(1.0), ast.Constant(0.0)), NOT_NEGATIVE)

    def name(self, value: Value, hint: str) -> Value:
        """The value under a fresh name of its own, so that it is computed once."""
        if value.atomic:
            return value
        local = f"n{len(self.lowered.lines)}_{hint}"
        self.lowered.lines.append((local, value.expression))
        return Value(ast.Name(local), value.sign, value.boolean)

    def select(self, test: Value, yes: Value, no: Value, hint: str = "chosen") -> Value:
        """One of two values; both are computed."""
        if yes.boolean != no.boolean:
            yes, no = self.number(yes), self.number(no)
        yes, no = self.name(yes, hint), self.name(no, hint)
        chosen = ast.IfExp(test.expression, yes.expression, no.expression)
        return self.name(Value(chosen, min(yes.sign, no.sign), yes.boolean), hint)


def _shown(node: ast.AST) -> str:
    right = getattr(node, "right", None) or getattr(node, "value", None)
    return ast.unparse(right) if isinstance(right, ast.expr) else ast.unparse(node)


def _described(node: ast.expr) -> str:
    words = {
        ast.Constant: "text or None", ast.Subscript: "`x[...]`", ast.Tuple: "a tuple (write `a, b = x, y`, or two lines)",
        ast.List: "a list", ast.Dict: "a dictionary", ast.Lambda: "`lambda`", ast.ListComp: "a comprehension",
        ast.GeneratorExp: "a comprehension (members are heard through a gather column)", ast.JoinedStr: "text",
        ast.NamedExpr: "`:=`", ast.Await: "`await`",
    }
    return words.get(type(node), f"`{type(node).__name__.lower()}`")
