"""Kernels that run a rule twice: without its costly lines on every row, and in full on the few rows that need them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from povsim.engine.emit import IMPORTS, Text, answer_lines, head_of, kernel_text, load_lines, signature
from povsim.engine.lowered import Lowered
from povsim.engine.seldom import Split, split
from povsim.plugin import Schema

FEW = 0.2
"""Up to this share of its rows a block runs twice sooner than once."""
WAIT = 100
"""After so many blocks it is seen anew how many rows need the costly lines."""


_ROOMS: list[list[NDArray[Any]]] = []
"""Room for what is found for few rows, one for every thread that works; kernels take turns."""


class Twice:
    """A kernel that runs a rule twice; what it finds for few rows it keeps in `room` arrays, which overlap no column."""

    def __init__(self, run: Any, room: int) -> None:
        self.run, self.room = run, room

    def __call__(self, start: int, stop: int, *arguments: Any) -> float:
        """Run the rule on the rows start..stop; the share of them that it was run on in full."""
        try:
            room = _ROOMS.pop()
        except IndexError:
            room = []
        if room and len(room[0]) < stop - start:
            room = []
        size = len(room[0]) if room else stop - start
        room += [np.empty(size, np.uint64 if place < 2 else np.float64) for place in range(len(room), self.room)]
        found: int = self.run(start, stop, *arguments, *room[: self.room])
        _ROOMS.append(room)
        return found / (stop - start)

    def inspect_asm(self) -> dict[Any, str]:
        """Its code."""
        made: dict[Any, str] = self.run.inspect_asm()
        return made


class Either:
    """A kernel for few costly rows, and one for many; the one that suited the last blocks runs."""

    def __init__(self, few: Twice, many: Any) -> None:
        self.few, self.many, self.wait = few, many, 0

    def __call__(self, start: int, stop: int, *arguments: Any) -> None:
        """Run the rule on the rows start..stop."""
        if self.wait > 0:
            self.wait -= 1
            self.many(start, stop, *arguments)
        elif self.few(start, stop, *arguments) > FEW:
            self.wait = WAIT

    def inspect_asm(self) -> dict[Any, str]:
        """The code of both."""
        return {(name, key): text for name in ("few", "many") for key, text in getattr(self, name).inspect_asm().items()}


def kernel_of(texts: Sequence[tuple[str, int]], made: Callable[[str], Any]) -> Any:
    """What runs a rule, from the texts of its kernels; `made` compiles one."""
    runs = [Twice(made(text), room) if room else made(text) for text, room in texts]
    return Either(runs[0], runs[1]) if len(runs) > 1 else runs[0]


@lru_cache(maxsize=4096)
def rule_texts(lowered: Lowered, schema: Schema) -> list[tuple[str, int]]:
    """The texts of a rule's kernels and how many arrays of room each takes: one for few costly rows, if any, and one for many."""
    part, whole = split(lowered), (kernel_text(lowered, schema), 0)
    room = 2 + len(lowered.stores) + (lowered.answer is not None)
    return [whole] if part is None else [(twice_text(lowered, part, schema), room), whole]


def twice_text(whole: Lowered, part: Split, schema: Schema) -> str:
    """The text of a kernel that runs a rule twice; it returns how many rows needed that."""
    text, sign, made = Text(), signature(whole), answer_lines(whole, schema)
    first = [*load_lines(whole, sign), *(f"{name} = {text.write(value)}" for name, value in part.common.lines)]
    first += [f"rare = {text.write(part.rare)}"]
    for target, lines, last in answer_lines(part.common, schema):
        first += [*lines, f"{target}[i] = choose(rare, float64({target}[i]), {last})"]
    first += ["marks[i - word(start)] = choose(rare, word(1), word(0))"]
    found = ["rows[many] = i + word(start)", "many += marks[i]"]
    second = ["i = rows[k]", *load_lines(whole, sign), *(f"{name} = {text.write(value)}" for name, value in whole.lines)]
    for place, (_, lines, last) in enumerate(made):
        second += [*lines, f"kept{place}[k] = {last}"]
    body = [*_loop("i", "word(start), word(stop)", first), "many = word(0)", *_loop("i", "word(stop) - word(start)", found)]
    body += _loop("k", "many", second)
    body += _loop("k", "many", [f"{target}[rows[k]] = kept{place}[k]" for place, (target, _, _) in enumerate(made)])
    head = head_of(whole, sign, ("rows", "marks", *(f"kept{place}" for place in range(len(made)))))
    return "\n".join([IMPORTS, "", head, *(f"    {line}" for line in [*body, "return many"]), ""])


def _loop(name: str, span: str, lines: list[str]) -> list[str]:
    return [f"for {name} in range({span}):", *(f"    {line}" for line in lines)]
