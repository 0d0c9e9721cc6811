"""The primitives for one Python number."""

from __future__ import annotations

import math
import struct

_MASK = (1 << 64) - 1


def word(value: int) -> int:
    """A 64-bit unsigned number."""
    return int(value) & _MASK


def low64(value: int) -> int:
    """The lowest 64 bits."""
    return value & _MASK


def to_bits(x: float) -> int:
    """The 64 bits of a double."""
    bits: int = struct.unpack("<Q", struct.pack("<d", x))[0]
    return bits


def from_bits(bits: int) -> float:
    """The double with these 64 bits."""
    x: float = struct.unpack("<d", struct.pack("<Q", bits & _MASK))[0]
    return x


def where(condition: bool, yes: float, no: float) -> float:
    """One of two values."""
    return yes if condition else no


def root(x: float) -> float:
    """The correctly rounded square root of a number that is not negative."""
    return math.sqrt(x)
