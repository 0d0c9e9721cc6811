"""Gather columns as kernels: a row's sum, largest, first ... of the rows below it, in row order.

Members of a household are few and of a number that no processor guesses: walking down the
members and adding to the household's place is twice as fast as walking down the households.
One kernel a kind serves every column of that kind.
"""

from __future__ import annotations

from povsim.engine.emit import IMPORTS

ADDED = {
    "sum": "held[j] + value", "mean": "held[j] + value", "count": "held[j] + 1.0", "any": "choose(value != 0.0, 1.0, held[j])",
    "max": "choose(value > held[j], value, held[j])", "first": "choose(i == first[up[i]], value, held[j])",
}
"""The running total of a row after one more row below, by kind."""
START = {"max": "-1e300"}
END = {"mean": "total / max(float64(below), 1.0)", "max": "choose(below > word(0), total, 0.0)"}

TEXT = IMPORTS + """
from numpy import full


@kernel
def run(start, stop, first, up, source, target, low, high):
    held = full(stop - start, START)
    for i in range(first[start], first[stop]):
        j = word(up[i]) - word(start)
        value = float64(source[i])
        held[j] = ADDED
    for k in range(word(start), word(stop)):
        total, below = held[k - word(start)], first[k + word(1)] - first[k]
        ended = END
        raised = choose(ended > low, ended, low)
        target[k] = choose(raised < high, raised, high)
"""


def gather_text(kind: str) -> str:
    """The kernel that refreshes a gather column of a kind from the column below."""
    return TEXT.replace("START", START.get(kind, "0.0")).replace("ADDED", ADDED[kind]).replace("END", END.get(kind, "total"))
