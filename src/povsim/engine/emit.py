"""The lowered lines of a rule as text: a kernel for numba, or the same in C++ as a check."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import cached_property, lru_cache

from povsim.columns import PARENT, Column
from povsim.engine.lowered import Lowered
from povsim.plugin import Schema

IMPORTS = "from povsim.engine.kernels import choose, float64, from_bits, kernel, magnitude, root, to_bits, trunc, word\n"


CHOOSE = "choose({test}, {yes}, {no})"
CPP_CHOOSE = "({test} ? {yes} : {no})"


@dataclass(frozen=True)
class Signature:
    """What a kernel is called with after (start, stop): rows above, settings and columns, in order."""

    level: str
    parents: tuple[str, ...]
    settings: tuple[str, ...]
    columns: tuple[str, ...]

    @cached_property
    def above(self) -> tuple[str, ...]:
        """The parents that something is read of, and that are more than one row."""
        read = {level for level, _ in self.places}
        return tuple(each for each in self.parents if each in read and PARENT[each])

    @cached_property
    def places(self) -> tuple[tuple[str, str], ...]:
        """The columns by level and name."""
        return tuple((level, name) for level, _, name in (path.partition(".") for path in self.columns))


@lru_cache(maxsize=4096)
def signature(lowered: Lowered) -> Signature:
    """The arguments of a rule's kernel, in a stable order."""
    stored = [path for path in lowered.writes if path not in lowered.loads]
    columns = (*sorted(lowered.loads), *stored)
    levels = {path.partition(".")[0] for path in columns}
    parents: list[str] = []
    level = lowered.rule.level
    while levels - set(parents) - {level, lowered.rule.level} and PARENT[level]:
        level = PARENT[level] or ""
        parents.append(level)
        levels.discard(level)
    return Signature(lowered.rule.level, tuple(parents), tuple(sorted(lowered.settings)), columns)


class Text(ast.NodeVisitor):
    """Expressions as text for numba: every number is a double, every word an unsigned integer."""

    def write(self, node: ast.expr) -> str:
        """One expression."""
        text: str = self.visit(node)
        return text

    def visit_Name(self, node: ast.Name) -> str:
        return node.id

    def visit_Constant(self, node: ast.Constant) -> str:
        return repr(float(node.value)) if isinstance(node.value, int | float) else repr(node.value)

    def visit_BinOp(self, node: ast.BinOp) -> str:
        return f"({self.visit(node.left)} {_SIGNS[type(node.op)]} {self.visit(node.right)})"

    def visit_UnaryOp(self, node: ast.UnaryOp) -> str:
        return f"({'not ' if isinstance(node.op, ast.Not) else '-'}{self.visit(node.operand)})"

    def visit_Compare(self, node: ast.Compare) -> str:
        return f"({self.visit(node.left)} {_SIGNS[type(node.ops[0])]} {self.visit(node.comparators[0])})"

    def visit_IfExp(self, node: ast.IfExp) -> str:
        return f"choose({self.visit(node.test)}, {self.visit(node.body)}, {self.visit(node.orelse)})"

    def visit_Call(self, node: ast.Call) -> str:
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        if name == "word":
            return self.word(int(ast.literal_eval(node.args[0])))
        inner = ", ".join(self.visit(each) for each in node.args)
        return inner if name == "low64" else f"{_FUNCTIONS.get(name, name)}({inner})"

    def word(self, number: int) -> str:
        """An unsigned 64-bit constant."""
        return f"word({hex(number)})"


class CppText(Text):
    """Expressions as C++."""

    def visit_UnaryOp(self, node: ast.UnaryOp) -> str:
        return f"({'!' if isinstance(node.op, ast.Not) else '-'}{self.visit(node.operand)})"

    def visit_IfExp(self, node: ast.IfExp) -> str:
        return f"({self.visit(node.test)} ? {self.visit(node.body)} : {self.visit(node.orelse)})"

    def word(self, number: int) -> str:
        return f"{hex(number)}ull"


_SIGNS: dict[type[ast.AST], str] = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.BitAnd: "&", ast.BitOr: "|", ast.BitXor: "^",
    ast.LShift: "<<", ast.RShift: ">>", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!=",
}
_FUNCTIONS = {"fabs": "magnitude"}


def clip_lines(name: str, value: str, column: Column, choose: str) -> tuple[list[tuple[str, str]], str]:
    """Lines that hold a value within the declared range of its column, without a negative zero, and the name that has it.

    `choose` is the pattern of a conditional: CHOOSE or CPP_CHOOSE.
    """
    low, high = column.bounds
    lines = []
    if not column.whole and (low is None or low < 0):
        lines, value = [(f"{name}_sign", f"{value} + 0.0")], f"{name}_sign"
    for bound, sign, word in ((low, ">", "low"), (high, "<", "high")):
        if bound is not None:
            text = choose.format(yes=value, test=f"{value} {sign} {float(bound)!r}", no=repr(float(bound)))
            value = f"{name}_{word}"
            lines.append((value, text))
    return lines, value


def kernel_text(lowered: Lowered, schema: Schema) -> str:
    """The Python text of a rule's kernel, to be compiled by numba."""
    text, sign = Text(), signature(lowered)
    lines = [*load_lines(lowered, sign), *(f"{name} = {text.write(value)}" for name, value in lowered.lines)]
    for target, clipped, last in answer_lines(lowered, schema):
        lines += [*clipped, f"{target}[i] = {last}"]
    head = [head_of(lowered, sign), "    for i in range(word(start), word(stop)):"]
    return "\n".join([IMPORTS, "", *head, *(f"        {line}" for line in lines or ["pass"]), ""])


def some_text(lowered: Lowered) -> str:
    """The kernel of a question that is asked of some rows: `answers` has a place for each of `rows`."""
    text, sign = Text(), signature(lowered)
    lines = ["i = rows[k]", *load_lines(lowered, sign), *(f"{name} = {text.write(value)}" for name, value in lowered.lines)]
    lines.append(f"answers[k] = {text.write(lowered.answer or ast.Constant(0.0))}")
    head = [head_of(lowered, sign, ("rows",)), "    for k in range(word(start), word(stop)):"]
    return "\n".join([IMPORTS, "", *head, *(f"        {line}" for line in lines), ""])


def head_of(lowered: Lowered, sign: Signature, further: tuple[str, ...] = ()) -> str:
    """The first lines of a rule's kernel: its name and arguments."""
    arguments = ["start", "stop", "key", "ids", *(f"up_{each}" for each in sign.above)]
    arguments += [*(f"s_{each}" for each in sign.settings), *(f"c_{path.replace('.', '_')}" for path in sign.columns)]
    arguments += ["answers"] if lowered.answer is not None else []
    return f"@kernel\ndef run({', '.join([*arguments, *further])}):"


def answer_lines(lowered: Lowered, schema: Schema) -> list[tuple[str, list[str], str]]:
    """For every column that is stored, and the answer: its array, the lines that hold the value to its range, and its name."""
    text, level, made = Text(), lowered.rule.level, []
    for column, value in lowered.stores.items():
        clipped, last = clip_lines(f"store_{column}", f"value_{column}", schema.columns[f"{level}.{column}"], CHOOSE)
        lines = [f"value_{column} = {text.write(value)}", *(f"{name} = {each}" for name, each in clipped)]
        made.append((f"c_{level}_{column}", lines, last))
    if lowered.answer is not None:
        made.append(("answers", [], text.write(lowered.answer)))
    return made


def load_lines(lowered: Lowered, sign: Signature) -> list[str]:
    """The lines that load a row's columns, and those of the rows above it."""
    level = lowered.rule.level
    at = {level: "i", **{each: f"at_{each}" if PARENT[each] else "word(0)" for each in sign.parents}}
    lines = [f"at_{each} = up_{each}[i]" for each in sign.above]
    if lowered.draws:
        lines.append("identity = ids[i]")
    for path, local in sorted(lowered.loads.items()):
        lines.append(f"{local} = float64(c_{path.replace('.', '_')}[{at[path.partition('.')[0]]}])")
    return lines
