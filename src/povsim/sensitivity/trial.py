"""A trial: a study of a model with known answers, computed all at once, and stored as any other.  检验"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from povsim.draws import normal_array
from povsim.history import History, Progress
from povsim.pages.writing import yaml
from povsim.sensitivity.models import Model
from povsim.sensitivity.plan import Plan, places, shaped
from povsim.sensitivity.table import table
from povsim.store import parquet
from povsim.store.conform import conform
from povsim.store.derived import derive
from povsim.store.identity import Identity
from povsim.store.parts import Part, commit_part, mark
from povsim.store.results import PAGE, Results, run_name

Whole = NDArray[np.int64]
OUTPUT = "y"



@dataclass(frozen=True, kw_only=True)
class Trial(Plan):
    """A design, and a model with known answers; each run adds noise of this standard deviation by its luck."""

    model: Model
    noise: float

    def marks(self) -> dict[str, Any]:
        """What makes it."""
        numbers = {"sobol_g": "a", "linear": "c"}.get(self.model.name)
        made = {**super().marks(), "model": self.model.name, "noise": self.noise}
        return made | ({numbers: list(self.model.numbers)} if numbers else {})

    def tables(self, numbers: Whole) -> History:
        """The tables `runs` and `outputs` of these runs, each (runs,)."""
        points = self.points(numbers)
        rows = places(self.holding(int(points.max()) + 1), self.correlations)[points]
        inputs = np.array([[each.at(float(u)) for each, u in zip(self.factors, row, strict=False)] for row in rows])
        seeds = np.array([self.luck(int(number)) for number in numbers], np.int64)
        values = self.model(inputs)
        if self.noise:
            values = values + self.noise * normal_array(0, seeds.astype(np.uint64), 0)
        told = {each.path: inputs[:, column] for column, each in enumerate(self.factors)}
        words = {name: np.full(len(numbers), word, object) for name, word in (("scenario", self.title), ("status", "finished"))}
        return History({"runs": {"seed": seeds, **words, **told}, "outputs": {"point": points, OUTPUT: values}})


@dataclass(frozen=True)
class Trials:
    """The work that a trial is."""

    trial: Trial

    def check(self) -> Identity:
        """What makes the experiment."""
        return Identity(self.trial.kind, self.trial.marks(), self.trial.seed, {})

    @property
    def told(self) -> dict[str, object]:
        """How it is computed, for the provenance."""
        return {"engine": "formula"}

    def files(self) -> Mapping[str, str]:
        """The resolved page."""
        return {PAGE: yaml({**self.trial.told(), **self.trial.marks()})}

    def wanted(self, results: Results | None) -> int:
        """All points of the design, with every seed."""
        return self.trial.runs

    def begin(self) -> AbstractContextManager[Callable[[Path, int, Progress | None], bool]]:
        """Nothing is needed before or after."""
        return nullcontext(self.complete)

    def complete(self, folder: Path, runs: int, progress: Progress | None) -> bool:
        """Compute the runs that are missing and commit them, a part for each stretch of them."""
        results = Results(folder)
        missing = np.array([int(run_id) for run_id in results.missing], np.int64)
        for stretch in np.split(missing, np.flatnonzero(np.diff(missing) != 1) + 1):
            if len(stretch):
                names = np.array([run_name(int(number)) for number in stretch], object)
                tables = conform(self.trial.tables(stretch), names, ("runs", "outputs"))
                part = Part(list(names), {name: parquet.arrow(name, *one) for name, one in tables.items()}, {})
                commit_part(folder, part, mark(results.manifest["identity"]))
        return bool(len(missing))

    def conclude(self, folder: Path) -> None:
        """Make the table `sensitivity`."""
        results = Results(folder)
        plan = self.trial.as_large(len(results.planned))
        found = shaped(plan, results.table("outputs"))
        derive(folder, {"sensitivity": table(plan, {OUTPUT: found[OUTPUT][:, :, None]})})
