"""The shape of a village work: what every file that says `builds` has unless it says it otherwise.  村级工程

A work costs `price` a village, is begun where `the_work` does not stand, poor villages first, and stands whole `lag` years later.
The text of these functions is read, put behind the file's own with the name of its column, and checked with it.
"""

from typing import Any

from povsim.rule import Draw, Village

Settings = Any
"""Those of the file: they have `price` and `lag`."""


def eligible(v: Village, s: Settings) -> bool:
    """Where it does not stand, and none is under way."""
    return v.the_work < 0.5 and v.the_work_begun == 0


def need(v: Village, s: Settings) -> float:
    """Poor villages first, then the larger ones."""
    return (1e6 if v.poor_village == 1 else 0.0) + v.persons


def cost(v: Village, s: Settings) -> float:
    """One price for every village."""
    return s.price


def deliver(v: Village, s: Settings, draw: Draw) -> None:
    """Begin the work."""
    v.the_work_begun = s.year


def tend(v: Village, s: Settings, draw: Draw) -> None:
    """Finish the work when its time has passed."""
    if 0 < v.the_work_begun <= s.year - s.lag:
        v.the_work = 1.0
        v.the_work_begun = 0
