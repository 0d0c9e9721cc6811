"""A survey of one county: strata, rates, and the truth by the same formulas.  县级抽查

`EXITED`, `UNREGISTERED` and `POOR` are the strata: recorded as out of poverty, not on the register, and still poor on it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from povsim.administration.assessment import Answers, Estimate, Limits, combined
from povsim.administration.purse import Ids, Whole

Floats = NDArray[np.float64]
Marks = NDArray[np.bool_]

EXITED, UNREGISTERED, POOR = 0, 1, 2
STRATA = (EXITED, UNREGISTERED, POOR)


@dataclass(frozen=True)
class Places:
    """Ids of the county (1,), its villages and its households."""

    county: Ids
    villages: Ids
    households: Ids


@dataclass(frozen=True)
class Frame:
    """The households of a county as the survey may meet them, shape (households,)."""

    stratum: Whole
    village: Whole
    members: Floats
    fails: Marks
    approves: Marks
    places: Places

    def rows(self, stratum: int) -> Whole:
        """The households of a stratum."""
        return np.flatnonzero(self.stratum == stratum)


@dataclass(frozen=True)
class Part:
    """The sample of one stratum: rows of the frame, what each stands for, and what was found of each."""

    rows: Whole
    weight: Floats
    found: Marks


@dataclass(frozen=True)
class Verdict:
    """The four rates of a county."""

    wrong_exit: Estimate
    missed: Estimate
    composite: Estimate
    approval: Estimate

    def passed(self, limits: Limits) -> bool:
        """Whether the county passes."""
        return limits.passed(self.wrong_exit.value, self.missed.value, self.composite.value, self.approval.value)


def verdict(frame: Frame, parts: Sequence[Part], asked: Sequence[int], icc: float) -> Verdict:
    """The rates of a county from a sample of each stratum; approval mixes the strata by the numbers `asked`.

    composite = (still poor + missed rate x persons not registered + wrong rate x persons exited) / persons.
    """
    persons = [float(frame.members[frame.stratum == each].sum()) for each in STRATA]
    whole, surveyed = max(sum(persons), 1.0), max(sum(asked), 1)
    wrong, missed = (_rate(frame, parts, each, icc) for each in (EXITED, UNREGISTERED))
    shares = [(persons[EXITED] / whole, wrong), (persons[UNREGISTERED] / whole, missed)]
    approval = [(asked[each] / surveyed, _approval(frame, parts, each, icc)) for each in STRATA if asked[each]]
    return Verdict(wrong, missed, combined(shares, persons[POOR] / whole), combined(approval))


def everybody(frame: Frame, found: Marks, asked: Sequence[int]) -> Verdict:
    """The same rates, were everybody looked at: `found` are the findings of a census, or who fails in truth."""
    rows = [frame.rows(each) for each in STRATA]
    return verdict(frame, [Part(each, np.ones(len(each)), found[each]) for each in rows], asked, 0.0)


def _rate(frame: Frame, parts: Sequence[Part], stratum: int, icc: float) -> Estimate:
    """Persons found to fail of the persons surveyed."""
    part = parts[stratum]
    answers = Answers(part.found, frame.members[part.rows], part.weight, frame.village[part.rows])
    return answers.estimate(len(frame.rows(stratum)), icc)


def _approval(frame: Frame, parts: Sequence[Part], stratum: int, icc: float) -> Estimate:
    """Approving households of the households surveyed."""
    part = parts[stratum]
    answers = Answers(frame.approves[part.rows], np.ones(len(part.rows)), part.weight, frame.village[part.rows])
    return answers.estimate(len(frame.rows(stratum)), icc)
