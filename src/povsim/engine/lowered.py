"""What lowering makes of a rule: straight lines of arithmetic, loads and stores."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from functools import cached_property

from povsim.plugin import Rule

UNKNOWN, NOT_NEGATIVE, POSITIVE = 0, 1, 2


@dataclass(frozen=True)
class Value:
    """A number while a rule is lowered: its expression, and what is known of its sign."""

    expression: ast.expr
    sign: int = UNKNOWN
    boolean: bool = False

    @property
    def atomic(self) -> bool:
        """Whether the expression is a name or a constant and may be repeated freely."""
        return isinstance(self.expression, ast.Name | ast.Constant)


@dataclass(frozen=True)
class Row:
    """A row as a value: the rule's own row or one above it."""

    level: str


@dataclass(frozen=True)
class SettingsOf:
    """The settings as a value."""


@dataclass(frozen=True)
class DrawOf:
    """The draw as a value."""


@dataclass(frozen=True)
class Undefined:
    """A name that has a value on one side of an `if` only."""

    line: int


Bound = Value | Row | SettingsOf | DrawOf | Undefined


class Scope:
    """What the names of a block stand for, and the columns it has written."""

    def __init__(self, names: dict[str, Bound], written: dict[str, Value]) -> None:
        self.names, self.written = names, written

    def copy(self) -> Scope:
        """A scope of the same names that can be changed apart."""
        return Scope(dict(self.names), dict(self.written))


@dataclass(eq=False)
class Lowered:
    """A rule as straight lines: load columns, compute in order, store columns or answer."""

    rule: Rule
    loads: dict[str, str] = field(default_factory=dict)
    lines: list[tuple[str, ast.expr]] = field(default_factory=list)
    stores: dict[str, ast.expr] = field(default_factory=dict)
    answer: ast.expr | None = None
    settings: list[str] = field(default_factory=list)
    draws: bool = False
    read: frozenset[str] = frozenset()
    """Paths of the columns that the rule reads."""
    added: set[str] = field(default_factory=set)
    """Paths of own columns that the rule only adds to."""

    @cached_property
    def writes(self) -> tuple[str, ...]:
        """The paths of all columns that the rule writes or adds to."""
        return tuple(sorted(f"{self.rule.level}.{name}" for name in self.stores))


def sign_of_low(low: float | None) -> int:
    """What a declared lower bound says of the sign."""
    return UNKNOWN if low is None or low < 0 else POSITIVE if low > 0 else NOT_NEGATIVE


def compared(left: Value, operator: ast.cmpop, right: Value) -> Value:
    """A comparison of two numbers."""
    return Value(ast.Compare(left.expression, [operator], [right.expression]), NOT_NEGATIVE, True)


def called(name: str, *arguments: ast.expr) -> ast.expr:
    """A call of a primitive."""
    return ast.Call(ast.Name(name), list(arguments), [])


def sign_of(operator: ast.operator, left: Value, right: Value) -> int:
    """What is known of the sign of two numbers joined by + - * /."""
    both = min(left.sign, right.sign)
    if isinstance(operator, ast.Add):
        return max(left.sign, right.sign) if both >= NOT_NEGATIVE else UNKNOWN
    if isinstance(operator, ast.Mult):
        square = left.atomic and ast.dump(left.expression) == ast.dump(right.expression)
        return max(both, NOT_NEGATIVE) if square else both
    return both if isinstance(operator, ast.Div) else UNKNOWN
