"""Calls in the language of rules: formulas, draws, helpers of the file, min, max and the like."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from povsim.engine.lowered import NOT_NEGATIVE, POSITIVE, UNKNOWN, DrawOf, Scope, Value, called, compared
from povsim.errors import nearest
from povsim.maths import formula_text

if TYPE_CHECKING:
    from povsim.engine.expressions import Expressions

PRIMITIVES = frozenset({"where", "to_bits", "from_bits", "low64", "root", "word"})
DRAWS = {"uniform": "uniform_of", "normal": "normal_of"}
FORMULA_FUNCTIONS = {node.name: node for node in ast.parse(formula_text()).body if isinstance(node, ast.FunctionDef)}
OPEN_FORMULAS = frozenset({"exp", "log", "sqrt"})
FORMULA_SIGNS = {"exp": POSITIVE, "sqrt": NOT_NEGATIVE, "uniform_of": POSITIVE}


class Calls:
    """Lowers calls on behalf of `expressions.py`."""

    def __init__(self, of: Expressions) -> None:
        self.of = of
        self.row: Value | None = None

    def value(self, node: ast.Call, scope: Scope) -> Value:
        """The number a call stands for."""
        if not isinstance(node.func, ast.Name):
            self.of.refuse(node, f"`{ast.unparse(node.func)}` is not in the language of rules; use exp, log, sqrt, min, max, abs")
        name = node.func.id
        if node.keywords:
            self.of.refuse(node, f"`{name}` takes its arguments in order, without names")
        if name in self.of.own and not self.of.formula_depth:
            self.of.refuse(node, f"`{name}` is a number of this function and cannot be called; give it another name")
        if self.of.formula_depth and name in PRIMITIVES:
            return self._primitive(name, [self.of.value(each, scope) for each in node.args])
        if not self.of.formula_depth and name in self.of.functions:
            return self.of.inline(node, self.of.functions[name], scope)
        if name in DRAWS and not self.of.formula_depth:
            return self._draw(node, DRAWS[name], scope)
        if name in FORMULA_FUNCTIONS and (self.of.formula_depth or name in OPEN_FORMULAS):
            if not self.of.formula_depth and len(node.args) != 1:
                self.of.refuse(node, f"`{name}` takes one number")
            return self.formula(name, [self.of.number(self.of.value(each, scope)) for each in node.args])
        if name in ("min", "max", "abs", "int", "float", "bool"):
            return self._builtin(node, name, [self.of.number(self.of.value(each, scope)) for each in node.args])
        known = ("exp", "log", "sqrt", "uniform", "normal", "min", "max", "abs", "int", "float", *self.of.functions)
        self.of.refuse(node, f"`{name}` is not in the language of rules{nearest(name, known)}")

    def formula(self, name: str, arguments: list[Value]) -> Value:
        """One of the shared formulas, inlined."""
        function = FORMULA_FUNCTIONS[name]
        bound = {each.arg: self.of.name(value, each.arg) for each, value in zip(function.args.args, arguments, strict=True)}
        scope = Scope(dict(bound), {})
        self.of.formula_depth += 1
        for statement in function.body:
            if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
                local = statement.targets[0].id
                scope.names[local] = self.of.name(self.of.value(statement.value, scope), local)
            elif isinstance(statement, ast.Return) and statement.value is not None:
                answer = self.of.name(self.of.value(statement.value, scope), name)
        self.of.formula_depth -= 1
        return Value(answer.expression, FORMULA_SIGNS.get(name, UNKNOWN))

    def _draw(self, node: ast.Call, formula: str, scope: Scope) -> Value:
        bound = [self.of.bound(each, scope) for each in node.args]
        match bound:
            case [DrawOf(), Value(expression=ast.Constant(value=int() as k))] if 0 <= k < 1000:
                return self.formula(formula, [self._row_key(), Value(ast.Constant(k))])
        self.of.refuse(node, "a draw is written uniform(draw, k) or normal(draw, k) with a literal number k")

    def _row_key(self) -> Value:
        if self.row is None:
            self.of.lowered.draws = True
            self.row = self.formula("row_key", [Value(ast.Name("key")), Value(ast.Name("identity"))])
        return self.row

    def _primitive(self, name: str, arguments: list[Value]) -> Value:
        if name == "where":
            return self.of.select(arguments[0], arguments[1], arguments[2])
        return Value(called(name, *(each.expression for each in arguments)))

    def _builtin(self, node: ast.Call, name: str, arguments: list[Value]) -> Value:
        if name in ("min", "max"):
            if len(arguments) < 2:
                self.of.refuse(node, f"`{name}` takes two or more numbers")
            return self._extreme(name, arguments)
        if len(arguments) != 1:
            self.of.refuse(node, f"`{name}` takes one number")
        only = arguments[0]
        if name == "bool":
            return compared(only, ast.NotEq(), Value(ast.Constant(0.0)))
        if name == "float":
            return only
        if name == "int":
            return self._whole(only)
        return Value(called("fabs", only.expression), max(only.sign, NOT_NEGATIVE))

    def _whole(self, value: Value) -> Value:
        """A number cut towards zero, as `povsim.maths.whole` does it: what is no number becomes 0."""
        value = self.of.name(value, "cut")
        one = compared(Value(called("fabs", value.expression)), ast.GtE(), Value(ast.Constant(1.0)))
        cut = Value(called("trunc", value.expression), min(value.sign, NOT_NEGATIVE))
        return self.of.select(self.of.name(one, "test"), cut, Value(ast.Constant(0.0), NOT_NEGATIVE), "whole")

    def _extreme(self, name: str, arguments: list[Value]) -> Value:
        signs = [each.sign for each in arguments]
        best = self.of.name(arguments[0], name)
        for each in arguments[1:]:
            other = self.of.name(each, name)
            test = compared(other, ast.Lt() if name == "min" else ast.Gt(), best)
            best = self.of.select(self.of.name(test, "test"), other, best, name)
        return Value(best.expression, min(signs) if name == "min" else max(signs))
