"""The primitives for NumPy arrays; every operation is exactly rounded, so bits equal the scalar's."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Words = NDArray[np.uint64]


def word(value: int) -> Words:
    """A 64-bit unsigned number, as an array of one: arrays wrap silently, NumPy scalars warn."""
    return np.array([value], dtype=np.uint64)


def low64(value: Words) -> Words:
    """The lowest 64 bits: NumPy's unsigned arithmetic wraps by itself."""
    return value


def to_bits(x: Floats) -> Words:
    """The 64 bits of each double."""
    return np.ascontiguousarray(x, dtype=np.float64).view(np.uint64)


def from_bits(bits: Words) -> Floats:
    """The doubles with these bits."""
    return np.ascontiguousarray(bits, dtype=np.uint64).view(np.float64)


def where(condition: NDArray[np.bool_], yes: Floats, no: Floats) -> Floats:
    """One of two values, element by element."""
    return np.where(condition, yes, no)


def root(x: Floats) -> Floats:
    """The correctly rounded square root."""
    return np.sqrt(x)
