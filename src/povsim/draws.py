"""Keyed draws: chance is a pure function of who, when and what for.

A process is named by words (plugin kind, file, function); its key hashes them with the seed
and the year. A draw is number k of an entity in a process, so that no programme, no order
and no number of threads reshuffles anybody's luck (common random numbers).
"""

from __future__ import annotations

import hashlib

import numpy as np
from numpy.typing import NDArray

from povsim import formulas
from povsim.maths import ARRAY, in_parts

Words = NDArray[np.uint64]
Floats = NDArray[np.float64]


def key(seed: int, *words: str | int) -> int:
    """The 64-bit key of a process: a hash of the seed and the words that name it."""
    text = "\x1f".join([str(int(seed)), *map(str, words)])
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8"), digest_size=8).digest(), "little")


class Draw:
    """The luck of one row in one process of one year."""

    __slots__ = ("row",)

    def __init__(self, process: int, identity: int) -> None:
        self.row: int = formulas.row_key(process, identity)

    def uniform(self, k: int) -> float:
        """Draw number k, uniform in (0, 1)."""
        value: float = formulas.uniform_of(self.row, k)
        return value

    def normal(self, k: int) -> float:
        """Draw number k, standard normal."""
        value: float = formulas.normal_of(self.row, k)
        return value


def uniform(draw: Draw, k: int) -> float:
    """Draw number k of a row, uniform in (0, 1); so rules write it."""
    return draw.uniform(k)


def normal(draw: Draw, k: int) -> float:
    """Draw number k of a row, standard normal; so rules write it."""
    return draw.normal(k)


def uniform_array(process: int, ids: Words, k: int) -> Floats:
    """Draw number k of every entity: ids (n,) -> uniforms (n,)."""
    return in_parts(lambda part: ARRAY["uniform_of"](_rows(process, part), k), np.asarray(ids, dtype=np.uint64))


def normal_array(process: int, ids: Words, k: int) -> Floats:
    """Draw number k of every entity: ids (n,) -> standard normals (n,)."""
    return in_parts(lambda part: ARRAY["normal_of"](_rows(process, part), k), np.asarray(ids, dtype=np.uint64))


def _rows(process: int, ids: Words) -> Words:
    rows: Words = ARRAY["row_key"](np.uint64(process), np.asarray(ids, dtype=np.uint64))
    return rows


def mix(ids: Words, *numbers: int) -> Words:
    """Hash ids with whole numbers into new 64-bit words: ids (n,) -> (n,)."""
    words = np.asarray(ids, dtype=np.uint64)
    for number in numbers:
        words = ARRAY["mix"](words * ARRAY["GOLDEN"] ^ np.uint64(number))
    return words


NEWBORN, SPLIT = 1, 2


def child_id(parents: Words, year: int, order: int = NEWBORN) -> Words:
    """The id of what a parent gives rise to in a year: a newborn, or a household that splits off.

    A hash of the parent's id, the year and the order, so that programmes never reshuffle luck.
    The highest bit is set: ids of the starting population are below it.
    """
    return mix(parents, year, order) | np.uint64(1 << 63)
