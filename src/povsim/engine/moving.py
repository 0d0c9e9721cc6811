"""Moving rows: when people are born, die and move out, most rows keep their neighbours."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from povsim.engine.emit import IMPORTS

Rows = NDArray[np.int64]

MOVE = IMPORTS + """

@kernel
def run(starts, sources, old, new, fresh):
    for k in range(word(sources.size)):
        begin, come = word(starts[k]), word(sources[k])
        if sources[k] < 0:
            new[begin] = fresh
        else:
            for i in range(word(starts[k + word(1)]) - begin):
                new[begin + i] = old[come + i]
"""
"""The kernel that carries runs of rows of one column over."""


def runs_of(source: Rows) -> tuple[Rows, Rows]:
    """Runs of rows that come from consecutive rows: where each begins, and the end; where each comes from, or -1.

    Row i of the new table comes from old row source[i]; a row that starts afresh, -1, is a run of its own.
    """
    if not len(source):
        return np.zeros(1, np.int64), np.zeros(0, np.int64)
    breaks = np.flatnonzero((np.diff(source) != 1) | (source[:-1] < 0)) + 1
    starts = np.concatenate([[0], breaks, [len(source)]])
    return starts, source[starts[:-1]]
