"""Moving rows: a kernel that carries runs of rows of one column over."""

from __future__ import annotations

from povsim.engine.emit import IMPORTS

MOVE = IMPORTS + """

@kernel
def run(starts, sources, old, new, fresh):
    end = starts[sources.size]
    for k in range(word(sources.size)):
        begin, come, many = starts[k], sources[k], starts[k + word(1)] - starts[k]
        if come < 0:
            new[word(begin)] = fresh
        elif many <= 256 and begin + 256 <= end and come + 256 <= old.size:
            for part in range(0, many, 64):
                at, was = word(begin + part), word(come + part)
                for i in range(word(64)):
                    new[at + i] = old[was + i]
        else:
            for i in range(word(many)):
                new[word(begin) + i] = old[word(come) + i]
"""
"""Runs are short, and a loop of unknown length is slow to begin: 64 rows at a time are copied, of which those beyond
the run's end are overwritten by the next run."""
