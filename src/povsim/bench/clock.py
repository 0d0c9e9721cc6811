"""Clocks: works taken in turn, so that a busy machine disturbs them alike, and the median of each."""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable, Mapping

Work = Callable[[], object]


def rounds(works: Mapping[str, Work], times: int, clock: Callable[[], float] = time.process_time) -> dict[str, float]:
    """Median seconds of each work over rounds in which all take turns; of processor time unless another clock is given."""
    taken: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(times):
        for name, work in works.items():
            begun = clock()
            work()
            taken[name].append(clock() - begun)
    return {name: statistics.median(each) for name, each in taken.items()}


def say(words: str) -> None:
    """A line of progress, on stderr."""
    print(f"bench: {words} ({time.process_time():.0f} s of processor time so far)", file=sys.stderr, flush=True)


def compared(ratio: float, target: float) -> str:
    """A ratio beside its target."""
    return f"{ratio:.3g} (target above {target:g}{'' if ratio > target else ', MISSED'})"
