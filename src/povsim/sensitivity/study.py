"""A sensitivity study of a scenario: a study as the runner knows it, whose runs leave their outputs and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from povsim.ensemble.study import Case, within
from povsim.errors import DamageError
from povsim.history import History
from povsim.pages.writing import yaml
from povsim.proof import prove
from povsim.scenario import Scenario
from povsim.sensitivity.outputs import Output, Run, outputs, relapses
from povsim.sensitivity.plan import Plan, shaped
from povsim.sensitivity.table import columns, table
from povsim.store.derived import derive
from povsim.store.identity import Identity, sources
from povsim.store.results import PAGE, Results

NEEDS = {"spells": ("spells", "budget"), "groups": ("groups",), "yearly": ()}


@dataclass(frozen=True, kw_only=True)
class Sensitivity(Plan):
    """Which input moves which output of a scenario."""

    scenario: Scenario
    outputs: tuple[Output, ...]
    follow: int

    @property
    def keep(self) -> tuple[str, ...]:
        """The tables that outputs are read from."""
        return tuple(dict.fromkeys(table for each in self.outputs for table in NEEDS[each.needs]))

    @property
    def together(self) -> int:
        """The runs of a point."""
        return self.seeds

    def case(self, number: int) -> Case:
        """Run k."""
        inputs = self.inputs(int(self.points(np.array(number))))
        told = {name: int(value) if isinstance(value, bool) else value for name, value in inputs.items()}
        return Case(number, self.scenario.varied(inputs), self.luck(number), told, self.together > 1)

    def left(self, history: History, case: Case) -> History:
        """What a run leaves on disk: its outputs."""
        made = outputs(Run(history, self.follow, tuple(self.scenario.programmes)), self.outputs)
        point = self.points(np.array([case.number]))
        return History({"runs": history.tables["runs"], "outputs": {"point": point, **made}})

    def goal(self, results: Results | None) -> int:
        """All points of the design, with every seed."""
        return self.runs

    def conclude(self, results: Results) -> None:
        """Make the table `sensitivity`, once all runs are there and can be used."""
        if results.failed:
            return
        found, plan = results.table("outputs"), self.as_large(len(results.planned))
        points = self.points(np.array([int(run_id) for run_id in found["run_id"]], np.int64))
        if len(points) != plan.runs or (points != found["point"]).any():
            raise DamageError([f"{results.folder}: its runs are not those of the design"])
        raw = shaped(plan, found)
        made = table(plan, columns(self.outputs, raw), relapses(self.outputs, raw))
        derive(results.folder, {"sensitivity": made})

    def prove(self) -> None:
        """Raise InputError where a rule is wrong, with the numbers of the page or with those of the first run."""
        prove(self.scenario)
        prove(self.case(0).scenario)

    def identity(self) -> Identity:
        """The scenario, the design and the outputs."""
        inside = {name: value for name, value in within(self.scenario).items() if name not in ("title", "use")}
        page = {**self.marks(), **self._asked(), "scenario": inside}
        return Identity(self.kind, page, self.seed, sources(self.scenario.active()))

    def files(self) -> Mapping[str, str]:
        """The resolved page, and the user's own plugin files."""
        texts = {f"plugins/{file.name}": file.text for file in self.scenario.files}
        scenario = {**within(self.scenario), "use": list(texts)}
        return {PAGE: yaml({**self.told(), **self._asked(), "scenario": scenario}), **texts}

    def _asked(self) -> dict[str, Any]:
        factors = {each.path: each.distribution.plain() for each in self.factors}
        return {"factors": factors, "outputs": [each.name for each in self.outputs], "follow": self.follow}
