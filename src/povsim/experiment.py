"""Experiments: a page is of a kind, and the kind says how it is read.  实验"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from povsim.ensemble.page import ensemble
from povsim.ensemble.study import Ensemble
from povsim.errors import InputError, nearest
from povsim.pages import reading
from povsim.pages.inherit import changed, extended
from povsim.pages.nodes import Node
from povsim.scenario import Scenario, of_node
from povsim.sensitivity.page import sensitivity
from povsim.sensitivity.study import Sensitivity
from povsim.sensitivity.trial import Trial

Experiment = Scenario | Ensemble | Sensitivity | Trial

KINDS: dict[str, Callable[[Node], Experiment]] = {"scenario": of_node, "ensemble": ensemble, "sensitivity": sensitivity}
"""The kinds of page that can be run."""


def load_experiment(path: str | Path, changes: Sequence[str] = ()) -> Experiment:
    """Read a page of any kind, with `KEY=VALUE` changes.

    Raises InputError with every fault found, each with file, line and path.
    """
    whole = changed(extended(reading.read(str(path))), changes)
    kind = whole.near(("kind",)).value
    if isinstance(kind, str) and kind not in KINDS:
        raise InputError([whole.fault(("kind",), f"no such kind{nearest(kind, KINDS)}")])
    return KINDS.get(str(kind), of_node)(whole)
