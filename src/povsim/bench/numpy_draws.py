"""The keyed normal draw in NumPy at its best: a block of rows at a time, every operation in place.  Frozen."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from povsim.formulas import GOLDEN, HALF_STEP, MIX_FIRST, MIX_SECOND, ONE_BITS, TAIL

Floats = NDArray[np.float64]
Words = NDArray[np.uint64]
SHIFTS = tuple(np.uint64(each) for each in (30, 27, 31, 12))
TOP = (-39.69683028665376, 220.9460984245205, -275.9285104469687, 138.3577518672690, -30.66479806614716, 2.506628277459239)
BOTTOM = (-54.47609879822406, 161.5858368580409, -155.6989798598866, 66.80131188771972, -13.28068155288572, 1.0)
FAR = (-0.007784894002430293, -0.3223964580411365, -2.400758277161838, -2.549732539343734, 4.374664141464968, 2.938163982698783)
BELOW = (0.007784695709041462, 0.3224671290700398, 2.445134137142996, 3.754408661907416, 1.0)


class Room:
    """Buffers of a block, used again and again."""

    def __init__(self, rows: int) -> None:
        self.floats = list(np.empty((12, rows)))
        self.words = list(np.empty((3, rows), np.uint64))
        self.flags = list(np.empty((3, rows), np.bool_))


def _horner(x: Floats, factors: tuple[float, ...], out: Floats) -> Floats:
    np.multiply(x, factors[0], out=out)
    for each in factors[1:-1]:
        out += each
        out *= x
    out += factors[-1]
    return out


def _mix(z: Words, spare: Words) -> None:
    for shift, factor in ((SHIFTS[0], MIX_FIRST), (SHIFTS[1], MIX_SECOND)):
        np.right_shift(z, shift, out=spare)
        z ^= spare
        z *= np.uint64(factor)
    np.right_shift(z, SHIFTS[2], out=spare)
    z ^= spare


def rows_of(ids: Words, key: int, room: Room) -> Words:
    """The keys of the rows' draws."""
    many = len(ids)
    made, spare = room.words[0][:many], room.words[1][:many]
    np.multiply(ids, np.uint64(GOLDEN), out=made)
    made ^= np.uint64(key)
    _mix(made, spare)
    return made


def normal_into(rows: Words, k: int, room: Room, out: Floats) -> Floats:
    """Draw number k of every row as a standard normal; floats 10 and 11 are spent."""
    many = len(rows)
    spare, bits = room.words[1][:many], room.words[2][:many]
    np.add(rows, np.uint64(GOLDEN * (k + 1) % 2**64), out=bits)
    _mix(bits, spare)
    bits >>= SHIFTS[3]
    bits |= np.uint64(ONE_BITS)
    np.subtract(bits.view(np.float64), 1.5 - HALF_STEP, out=out)
    square, bottom = room.floats[10][:many], room.floats[11][:many]
    np.multiply(out, out, out=square)
    far = np.flatnonzero(square > TAIL * TAIL)
    tail = out[far]
    _horner(square, BOTTOM, bottom)
    top = _horner(square, TOP, spare.view(np.float64))
    out *= top
    out /= bottom
    out[far] = _tail(tail)
    return out


def _tail(q: Floats) -> Floats:
    t = np.sqrt(-2.0 * np.log(0.5 - np.abs(q)))
    return -np.sign(q) * _horner(t, FAR, np.empty_like(t)) / _horner(t, BELOW, np.empty_like(t))
