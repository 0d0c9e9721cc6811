"""What lowering makes of a rule: straight lines of arithmetic, loads and stores."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field

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


@dataclass
class Lowered:
    """A rule as straight lines: load columns, compute in order, store columns or answer."""

    rule: Rule
    loads: dict[str, str] = field(default_factory=dict)
    lines: list[tuple[str, ast.expr]] = field(default_factory=list)
    stores: dict[str, ast.expr] = field(default_factory=dict)
    answer: ast.expr | None = None
    settings: list[str] = field(default_factory=list)
    draws: bool = False
    read: set[str] = field(default_factory=set)
    """Paths of the columns that the rule reads."""
    added: set[str] = field(default_factory=set)
    """Paths of own columns that the rule only adds to."""

    @property
    def writes(self) -> tuple[str, ...]:
        """The paths of all columns that the rule writes or adds to."""
        return tuple(sorted(f"{self.rule.level}.{name}" for name in self.stores))
