"""Lowering: the source of a rule becomes straight lines over columns.

Every `if` is computed on both sides and the result selected, helpers are inlined and short
loops unrolled, so that a processor can run the lines on many rows at once. What the language
of rules does not have is refused with file, line and a sentence (docs/language.md).
"""

from __future__ import annotations

import ast
from functools import lru_cache

from povsim.engine.expressions import WHOLE, Expressions
from povsim.engine.lowered import Bound, DrawOf, Lowered, Row, Scope, SettingsOf, Undefined, Value, compared
from povsim.plugin import Rule, Schema

MOST_STATEMENTS = 4_000
MOST_ROUNDS = 16


@lru_cache(maxsize=4096)
def lower(rule: Rule, schema: Schema) -> Lowered:
    """Lower one rule. Raises RuleError where it leaves the language of rules."""
    return _Lowering(rule, schema).whole()


class _Outcome:
    """Where a block of statements ends: the names it leaves, and its answer if it returned."""

    def __init__(self, scope: Scope, answer: Value | None, returned: bool) -> None:
        self.scope, self.answer, self.returned = scope, answer, returned


class _Lowering:
    """The statements of a rule; its expressions are in `expressions.py`."""

    def __init__(self, rule: Rule, schema: Schema) -> None:
        self.rule, self.node, self.lowered = rule, rule.plugin.functions[rule.verb], Lowered(rule)
        self.of = Expressions(self.lowered, schema, rule.plugin.functions, self._inline)
        self.refuse = self.of.refuse
        self.added: set[str] = set()
        self.statements = 0
        self.helpers: list[ast.FunctionDef] = []

    def whole(self) -> Lowered:
        """The whole rule, from its signature to its stores."""
        before = self._signature()
        if self.rule.guard is None:
            outcome = self.run(self.node.body, before)
            after = outcome.scope
            self._answer(outcome)
        else:
            paid = self.of.original(f"{self.rule.level}.{self.rule.guard}")
            test = self.of.name(compared(paid, ast.Gt(), Value(ast.Constant(0.0))), "paid")
            after = self._merge(test, self.run(self.node.body, before.copy()).scope, before, self.node)
        self.lowered.stores = {name: self.of.number(value).expression for name, value in after.written.items()}
        self.lowered.added = {path for path in self.added if path not in self.of.read}
        self.lowered.read = frozenset(self.of.read - self.lowered.added)
        return self.lowered

    def _signature(self) -> Scope:
        names = self._arguments(self.node)
        kinds: list[Bound] = [Row(self.rule.level), SettingsOf(), *([] if self.rule.question else [DrawOf()])]
        if len(names) != len(kinds):
            shape = "question has the signature (row, settings)"
            shape = shape if self.rule.question else "deed has the signature (row, settings, draw)"
            self.refuse(self.node, f"a {shape}")
        return Scope(dict(zip(names, kinds, strict=True)), {})

    def _arguments(self, function: ast.FunctionDef) -> list[str]:
        """The names of a function's arguments; from now on its own names are those that it gives a value."""
        given, plain = function.args, ast.arguments([], function.args.args, None, [], [], None, [])
        if ast.dump(given) != ast.dump(plain):
            self.refuse(function, f"`{function.name}` takes plain arguments: no defaults, no `*`, no `/`")
        stored = [node.id for node in ast.walk(function) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)]
        self.of.own = frozenset([*(each.arg for each in given.args), *stored])
        return [each.arg for each in given.args]

    def _answer(self, outcome: _Outcome) -> None:
        if self.rule.question:
            if outcome.answer is None:
                self.refuse(self.node, "a question must return an answer on every path")
            self.lowered.answer = self.of.number(outcome.answer).expression

    def run(self, statements: list[ast.stmt], scope: Scope) -> _Outcome:
        """Lower statements in order; a branch that may return takes the rest of the block with it."""
        self.of.deeper(statements[0] if statements else self.node)
        outcome = self._run(statements, scope)
        self.of.depth -= 1
        return outcome

    def _run(self, statements: list[ast.stmt], scope: Scope) -> _Outcome:
        for place, statement in enumerate(statements):
            self.statements += 1
            if max(self.statements, len(self.lowered.lines)) > MOST_STATEMENTS:
                why = "once loops, helpers and early returns are written out; use shorter loops, or `else` in place of `return`"
                self.refuse(statement, f"the rule grows beyond {MOST_STATEMENTS:,} lines {why}")
            if isinstance(statement, ast.Return):
                if statement.value is not None and not self.rule.question and not self.helpers:
                    self.refuse(statement, "a deed changes its row and returns nothing")
                return _Outcome(scope, None if statement.value is None else self.of.value(statement.value, scope), True)
            if isinstance(statement, ast.If) and _may_return(statement):
                return self._fork(statement, statements[place + 1 :], scope)
            scope = self._statement(statement, scope)
        return _Outcome(scope, None, False)

    def _fork(self, statement: ast.If, rest: list[ast.stmt], scope: Scope) -> _Outcome:
        test = self.of.name(self.of.truths.of_condition(statement.test, scope), "test")
        yes = self.run([*statement.body, *rest], scope.copy())
        no = self.run([*statement.orelse, *rest], scope.copy())
        merged = self._merge(test, yes.scope, no.scope, statement)
        if yes.answer is None or no.answer is None:
            if (yes.answer is None) != (no.answer is None):
                self.refuse(statement, "a question must return an answer on every path")
            return _Outcome(merged, None, yes.returned and no.returned)
        return _Outcome(merged, self.of.select(test, yes.answer, no.answer), True)

    def _statement(self, statement: ast.stmt, scope: Scope) -> Scope:
        match statement:
            case ast.Assign(targets=[target]):
                self._assign(target, statement.value, scope)
            case ast.Assign():
                self.refuse(statement, "one `=` a line; write the second assignment on its own line")
            case ast.AnnAssign(value=ast.expr() as value):
                self._assign(statement.target, value, scope)
            case ast.AugAssign():
                self._change(statement, scope)
            case ast.If():
                test = self.of.name(self.of.truths.of_condition(statement.test, scope), "test")
                yes, no = self.run(statement.body, scope.copy()), self.run(statement.orelse, scope.copy())
                return self._merge(test, yes.scope, no.scope, statement)
            case ast.For():
                return self._unroll(statement, scope)
            case ast.Pass() | ast.Expr(value=ast.Constant(value=str())):
                pass
            case _:
                self.refuse(statement, f"{_plain(statement)} is not in the language of rules")
        return scope

    def _assign(self, target: ast.expr, value: ast.expr, scope: Scope) -> None:
        if isinstance(target, ast.Tuple):
            if not isinstance(value, ast.Tuple) or len(value.elts) != len(target.elts):
                self.refuse(target, "write `a, b = x, y` with as many values as names")
            values = [self.of.value(each, scope) for each in value.elts]
            for each, known in zip(target.elts, values, strict=True):
                self._store(each, known, scope)
        elif isinstance(target, ast.Name) and isinstance(row := self._row(value, scope), Row):
            scope.names[target.id] = row
        else:
            self._store(target, self.of.value(value, scope), scope)

    def _row(self, value: ast.expr, scope: Scope) -> Bound | None:
        """What a name or an attribute stands for; anything else is no row, and is not lowered twice to see that."""
        return self.of.bound(value, scope) if isinstance(value, ast.Name | ast.Attribute) else None

    def _store(self, target: ast.expr, value: Value, scope: Scope) -> None:
        if isinstance(target, ast.Name):
            scope.names[target.id] = self.of.name(value, target.id)
        elif isinstance(target, ast.Attribute):
            if self.helpers:
                self.refuse(target, "a helper computes and returns; only the rule itself changes its row")
            scope.written[self.of.own_column(target, scope)] = self.of.name(self.of.number(value), target.attr)
        else:
            self.refuse(target, "only a name or a column of the own row can be given a value")

    def _change(self, statement: ast.AugAssign, scope: Scope) -> None:
        target = statement.target
        if isinstance(target, ast.Attribute) and isinstance(statement.op, ast.Add):
            path = f"{self.rule.level}.{self.of.own_column(target, scope)}"
            known = path in self.of.read
            old = self.of.value(target, scope)
            self.added.add(path)
            if not known:
                self.of.read.discard(path)
            new = self.of.arithmetic(statement.op, old, self.of.value(statement.value, scope), statement)
        else:
            changed = ast.copy_location(ast.BinOp(_as_load(target), statement.op, statement.value), statement)
            new = self.of.value(changed, scope)
        self._store(target, new, scope)

    def _unroll(self, statement: ast.For, scope: Scope) -> Scope:
        if any(_may_return(each) for each in statement.body):
            self.refuse(statement, "a loop cannot return; keep the answer in a name")
        for k in self._rounds(statement):
            self._store(statement.target, self.of.value(ast.Constant(k), scope), scope)
            scope = self.run(statement.body, scope).scope
        return scope

    def _rounds(self, statement: ast.For) -> range:
        match statement:
            case ast.For(target=ast.Name(), iter=ast.Call(ast.Name("range"), arguments, []), orelse=[]):
                bounds = [each.value for each in arguments if isinstance(each, ast.Constant) and isinstance(each.value, int)]
                first, stop = [0, *bounds][-2:] if len(bounds) == len(arguments) in (1, 2) else (0, MOST_ROUNDS + 1)
                if stop - first <= MOST_ROUNDS and stop < WHOLE:
                    return range(first, stop)
        self.refuse(statement, f"a loop is written `for k in range(A, B):` with literals and at most {MOST_ROUNDS} rounds")

    def _inline(self, call: ast.Call, function: ast.FunctionDef, scope: Scope) -> Value:
        """A helper's body in place of its call."""
        if function in self.helpers:
            self.refuse(call, f"`{function.name}` calls itself; helpers cannot")
        outside = self.of.own
        names = self._arguments(function)
        self.of.own, inside = outside, self.of.own
        if call.keywords or len(call.args) != len(names):
            self.refuse(call, f"`{function.name}` takes {len(names)} arguments, in order")
        bound: dict[str, Bound] = {}
        for name, each in zip(names, call.args, strict=True):
            known = self.of.bound(each, scope)
            bound[name] = self.of.name(known, name) if isinstance(known, Value) else known
        self.helpers.append(function)
        self.of.own = inside
        outcome = self.run(function.body, Scope(bound, dict(scope.written)))
        self.of.own = outside
        self.helpers.pop()
        if outcome.answer is None:
            self.refuse(call, f"`{function.name}` must return a number on every path")
        return self.of.name(outcome.answer, function.name)

    def _merge(self, test: Value, yes: Scope, no: Scope, where: ast.AST) -> Scope:
        """The names and columns after an `if`: selected where the two sides differ."""
        names = {}
        for name in {**yes.names, **no.names}:
            one, other = yes.names.get(name), no.names.get(name)
            if one is other:
                names[name] = one
            elif isinstance(one, Value) and isinstance(other, Value):
                names[name] = self.of.select(test, one, other, name)
            else:
                names[name] = Undefined(getattr(where, "lineno", self.node.lineno))
        written = {}
        for column in {**yes.written, **no.written}:
            one_side = yes.written.get(column) or self.of.original(f"{self.rule.level}.{column}")
            other_side = no.written.get(column) or self.of.original(f"{self.rule.level}.{column}")
            written[column] = one_side if one_side is other_side else self.of.select(test, one_side, other_side, column)
        return Scope({name: bound for name, bound in names.items() if bound is not None}, written)


def _may_return(statement: ast.stmt) -> bool:
    return any(isinstance(node, ast.Return) for node in ast.walk(statement))


def _as_load(target: ast.expr) -> ast.expr:
    return ast.copy_location(ast.parse(ast.unparse(target), mode="eval").body, target)


def _plain(node: ast.stmt) -> str:
    words = {
        ast.While: "`while` (write `for k in range(A, B)` with literals)", ast.Try: "`try`", ast.Raise: "`raise`",
        ast.Assert: "`assert`", ast.With: "`with`",
        ast.Import: "`import` inside a rule", ast.ImportFrom: "`import` inside a rule",
        ast.Delete: "`del`", ast.Global: "`global`", ast.Nonlocal: "`nonlocal`", ast.FunctionDef: "a function inside a function",
        ast.ClassDef: "a class", ast.Match: "`match` (write `if`/`elif`)", ast.Break: "`break`", ast.Continue: "`continue`",
        ast.Expr: "a line that only computes a value (print, a call)",
    }
    return words.get(type(node), f"`{type(node).__name__.lower()}`")
