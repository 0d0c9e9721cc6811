"""Whole arrays in kernels: the stable order of numbers, and formulas and draws element by element."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from povsim.draws import uniform_array
from povsim.engine.emit import IMPORTS
from povsim.maths import Floats, formula_text, log_array

ORDER = IMPORTS + """from numpy import empty, uint64, zeros


@kernel
def run(keys, order):
    size = word(keys.size)
    counts, here, there = zeros((3, 2048), uint64), empty(keys.size, uint64), empty(keys.size, uint64)
    for i in range(size):
        key = word(keys[i])
        counts[0, key & word(2047)] += word(1)
        counts[1, (key >> word(11)) & word(2047)] += word(1)
        counts[2, key >> word(22)] += word(1)
    for digit in range(3):
        before = word(0)
        for value in range(2048):
            many = counts[digit, value]
            counts[digit, value] = before
            before += many
    for i in range(size):
        key = word(keys[i])
        digit = key & word(2047)
        here[counts[0, digit]] = (key << word(32)) | i
        counts[0, digit] += word(1)
    for i in range(size):
        pair = here[i]
        digit = (pair >> word(43)) & word(2047)
        there[counts[1, digit]] = pair
        counts[1, digit] += word(1)
    for i in range(size):
        pair = there[i]
        digit = pair >> word(54)
        order[counts[2, digit]] = pair & word(0xFFFFFFFF)
        counts[2, digit] += word(1)
"""
"""The stable order of 32-bit keys, by three digits of eleven bits."""

GROUPED = IMPORTS + """

@kernel
def run(sums, codes, made):
    for cell in range(word(codes.size)):
        group = word(codes[cell])
        for k in range(word(made.shape[1])):
            made[group, k] += sums[cell, k]
"""
"""Sums by cell added to those of groups of cells, always in the order of the cells."""

FORMULAS: Mapping[str, Callable[..., Floats]] = {"log": log_array, "uniform": lambda ids, key, k: uniform_array(key, ids, k)}
"""What is computed of every element, with NumPy: an array, and numbers."""
EACH = {
    "log": ("values", "log(float64(values[i]))"), "uniform": ("ids, key, k", "uniform_of(row_key(word(key), ids[i]), word(k))"),
}
"""The same in kernels: the arguments and the formula."""


def formula_kernel(name: str) -> str:
    """The kernel that computes a formula of every element of an array."""
    arguments, formula = EACH[name]
    _, _, formulas = formula_text().partition("import from_bits, low64, root, to_bits, where, word\n")
    head = IMPORTS + "from povsim.engine.kernels import inline, low64\n\nwhere = choose\n"
    loop = f"@kernel\ndef run({arguments}, made):\n    for i in range(word(made.size)):\n        made[i] = {formula}\n"
    return "\n".join([head, formulas.replace("\ndef ", "\n@inline\ndef "), "", loop])
