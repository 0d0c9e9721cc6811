"""The files of households on the register: the facts that officials wrote down when they last renewed them.  户档

A file is renewed on a visit, with slips of the pen; until then it says what was so at the last renewal. Files are kept beside
the population, by id, and only where a page asks for them.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from povsim.administration.purse import Ids

Marks = NDArray[np.bool_]
Facts = NDArray[np.int8]

FACTS = ("members", "able", "ill", "disabled", "students", "house_safe", "water_ok", "insured")
"""Columns of the household that stand in its file."""
FLAGS = np.array([name in ("house_safe", "water_ok", "insured") for name in FACTS])
"""Facts that are yes or no; the others are counts."""


class Register(NamedTuple):
    """The households on the register as they are: ids (n,) ascending, facts (n, FACTS), and whose files are renewed (n,)."""

    ids: Ids
    facts: Facts
    renewed: Marks


class Files:
    """All files that are kept now."""

    def __init__(self) -> None:
        self._ids: Ids = np.zeros(0, np.uint64)
        self._facts: Facts = np.zeros((0, len(FACTS)), np.int8)

    def keep(self, now: Register, slips: Marks) -> tuple[Facts, Marks]:
        """Write new files and renew old ones; what every file says (n, FACTS), and which were written this year (n,).

        `slips` (n, FACTS) marks facts that are written down wrongly where a file is written. Files of households that are
        no longer on the register are closed.
        """
        place = np.minimum(np.searchsorted(self._ids, now.ids), max(len(self._ids) - 1, 0))
        known = self._ids[place] == now.ids if len(self._ids) else np.zeros(len(now.ids), bool)
        written = now.renewed | ~known
        said = np.where(slips, wrongly(now.facts), now.facts)
        said[~written] = self._facts[place[~written]]
        self._ids, self._facts = now.ids, said
        return said, written


def wrongly(facts: Facts) -> Facts:
    """What a slip of the pen makes of facts: no for yes, and one too many of what is counted."""
    made: Facts = np.where(FLAGS, 1 - facts, np.minimum(facts, 126) + 1).astype(np.int8)
    return made
