"""Truths in the language of rules: comparisons, and, or, not."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from povsim.engine.lowered import NOT_NEGATIVE, Scope, Value, compared

if TYPE_CHECKING:
    from povsim.engine.expressions import Expressions

COMPARE = (ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.Eq, ast.NotEq)


class Truths:
    """Lowers conditions on behalf of `expressions.py`."""

    def __init__(self, of: Expressions) -> None:
        self.of = of

    def of_condition(self, node: ast.expr, scope: Scope) -> Value:
        """Whether a condition holds; a number is true when it is not 0."""
        if isinstance(node, ast.BoolOp):
            return _joined(node.op, [self.of_condition(each, scope) for each in node.values])
        value = self.of.value(node, scope)
        return value if value.boolean else compared(value, ast.NotEq(), Value(ast.Constant(0.0)))

    def value(self, node: ast.Compare | ast.BoolOp, scope: Scope) -> Value:
        """A truth where a value stands."""
        if isinstance(node, ast.Compare):
            return self._compare(node, scope)
        return _joined(node.op, [self._boolean(each, scope) for each in node.values])

    def _boolean(self, node: ast.expr, scope: Scope) -> Value:
        value = self.of.value(node, scope)
        if not value.boolean:
            self.of.refuse(node, "`and`/`or` give a truth here; compare both sides with a number, or use `if`")
        return value

    def _compare(self, node: ast.Compare, scope: Scope) -> Value:
        left, parts = self.of.value(node.left, scope), []
        for operator, comparator in zip(node.ops, node.comparators, strict=True):
            if isinstance(operator, ast.In | ast.NotIn):
                parts.append(self._among(operator, left, comparator, scope))
                continue
            if not isinstance(operator, COMPARE):
                self.of.refuse(node, "`is` is not in the language of rules; write `==`")
            left = self.of.name(self.of.number(left), "left")
            right = self.of.name(self.of.number(self.of.value(comparator, scope)), "right")
            parts.append(compared(left, operator, right))
            left = right
        return parts[0] if len(parts) == 1 else _joined(ast.And(), parts)

    def _among(self, operator: ast.cmpop, left: Value, choices: ast.expr, scope: Scope) -> Value:
        if not isinstance(choices, ast.Tuple | ast.List) or not choices.elts:
            self.of.refuse(choices, "write `x in (A, B)` with the choices in parentheses")
        left = self.of.name(self.of.number(left), "left")
        parts = [compared(left, ast.Eq(), self.of.number(self.of.value(each, scope))) for each in choices.elts]
        found = _joined(ast.Or(), parts)
        return found if isinstance(operator, ast.In) else Value(ast.UnaryOp(ast.Not(), found.expression), NOT_NEGATIVE, True)


def _joined(operator: ast.boolop, parts: list[Value]) -> Value:
    """Truths joined by `and` or `or`, in halves so that many do not nest deep; all are computed."""
    if len(parts) == 1:
        return parts[0]
    first, second = (_joined(operator, each).expression for each in (parts[: len(parts) // 2], parts[len(parts) // 2 :]))
    sign = ast.BitAnd() if isinstance(operator, ast.And) else ast.BitOr()
    return Value(ast.BinOp(first, sign, second), NOT_NEGATIVE, True)
