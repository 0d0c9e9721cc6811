"""A study: a scenario, and for every run its numbers and its luck, each known from the run's number alone.  研究

An ensemble is the study whose numbers are drawn. Another study (a design of a sensitivity analysis) has the same
words, and is run, stored and resumed by the same `runner.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Protocol

import numpy as np

from povsim.draws import key, uniform_array
from povsim.ensemble.distributions import Distribution
from povsim.history import History
from povsim.pages.sections import Report, plain
from povsim.pages.writing import yaml
from povsim.proof import prove
from povsim.scenario import Scenario
from povsim.spread import Mean, mean
from povsim.store.identity import Identity, sources
from povsim.store.results import PAGE, Results


@dataclass(frozen=True)
class Case:
    """One run of a study: its number, its scenario, its luck, and what varies, by name, as the table `runs` tells it.

    A run that `shares its start` has the scenario and the starting population of others, of which only the first settles it.
    """

    number: int
    scenario: Scenario
    seed: int
    inputs: Mapping[str, float | int | str]
    shares_start: bool = False


class Study(Protocol):
    """What the runner asks of a study; it is small, frozen and picklable."""

    @property
    def scenario(self) -> Scenario:
        """The page's scenario, before anything varies."""

    @property
    def keep(self) -> tuple[str, ...]:
        """The tables that a run keeps beside `runs` and `yearly`."""

    @property
    def together(self) -> int:
        """So many runs after each other, counted from 0, share their start and are best computed together."""

    def case(self, number: int) -> Case:
        """Run number k, whatever the number of runs and their order."""

    def left(self, history: History, case: Case) -> History:
        """What a run leaves on disk of its history."""

    def conclude(self, results: Results) -> None:
        """Make the tables that come of all runs together, once the runs are done."""

    def goal(self, results: Results | None) -> int:
        """How many runs are wanted, as far as the finished runs 0, 1, 2 ... can tell."""

    def prove(self) -> None:
        """Raise InputError where the rules of some run are known to be wrong."""

    def identity(self) -> Identity:
        """What makes the experiment, the number of runs apart."""

    def files(self) -> Mapping[str, str]:
        """The texts that travel with the results."""


@dataclass(frozen=True)
class Factor:
    """A parameter that varies: its path, how, and its limits."""

    path: str
    distribution: Distribution
    low: float | None = None
    high: float | None = None

    def at(self, u: float) -> Any:
        """The value below which it lies with probability `u`."""
        value = self.distribution.at(u)
        if isinstance(value, float):
            value = value if self.low is None else max(value, self.low)
            value = value if self.high is None else min(value, self.high)
        return value


@dataclass(frozen=True)
class Precision:
    """Run on, batch by batch, until the interval of a mean is narrow enough, or there are `most` runs."""

    measure: str
    year: int
    half_width: float
    most: int
    batch: int


@dataclass(frozen=True)
class Ensemble:
    """Runs over luck and over draws of parameters; run k does not depend on how many there are."""

    name: str
    scenario: Scenario
    seed: int
    runs: int
    vary: tuple[Factor, ...]
    replicates: int
    own_luck: bool
    own_start: bool
    keep: tuple[str, ...]
    precision: Precision | None
    title: str
    question: str
    report: Report

    kind = "ensemble"

    @property
    def together(self) -> int:
        """The runs of a draw, where all start alike."""
        return 1 if self.own_start else self.replicates

    def case(self, number: int) -> Case:
        """Run k: draw k // replicates of the parameters, and its own luck unless the page fixes it."""
        draw, ids = number // self.replicates, np.array([number // self.replicates], np.uint64)
        inputs = {each.path: each.at(float(uniform_array(key(self.seed, "vary", each.path), ids, 0)[0])) for each in self.vary}
        scenario, told = self.scenario.varied(inputs), {name: _told(value) for name, value in inputs.items()}
        if self.vary:
            told["draw"] = draw
        if self.own_start:
            start = key(self.seed, "start", number) >> 1
            scenario = replace(scenario, population=scenario.population.model_copy(update={"seed": start}))
            told["population.seed"] = start
        luck = key(self.seed, "luck", number) >> 1 if self.own_luck else self.seed
        return Case(number, scenario, luck, told, not told or self.together > 1)

    def left(self, history: History, case: Case) -> History:
        """All that it keeps."""
        return history

    def conclude(self, results: Results) -> None:
        """Nothing: a report reads the runs themselves."""

    def goal(self, results: Results | None) -> int:
        """The runs of the page, and further batches until the precision is reached."""
        wanted, asked = self.runs, self.precision
        if asked is None or results is None:
            return wanted
        there = len(results.planned)
        while wanted < asked.most and wanted <= there:
            if _mean(results, asked, wanted).half_width <= asked.half_width:
                break
            wanted = min(wanted + asked.batch, asked.most)
        return wanted

    def prove(self) -> None:
        """Raise InputError where a rule is wrong, with the numbers of the page or with those of the first run."""
        prove(self.scenario)
        prove(self.case(0).scenario)

    def identity(self) -> Identity:
        """The scenario, what varies and how, what is kept, the seed, and the sources; not how many runs, nor how precise."""
        page = self.resolved()
        made = {name: page[name] for name in ("kind", "vary", "replicates", "luck", "start", "keep")}
        inside = {name: value for name, value in page["scenario"].items() if name not in ("title", "use")}
        return Identity(self.kind, {**made, "scenario": inside}, self.seed, sources(self.scenario.active()))

    def files(self) -> Mapping[str, str]:
        """The resolved page, and the user's own plugin files."""
        texts = {f"plugins/{file.name}": file.text for file in self.scenario.files}
        page = self.resolved()
        return {PAGE: yaml({**page, "scenario": {**page["scenario"], "use": list(texts)}}), **texts}

    def resolved(self) -> dict[str, Any]:
        """The whole page as plain data."""
        page: dict[str, Any] = {"kind": self.kind, "title": self.title, "question": self.question, "seed": self.seed}
        page |= {"runs": self.runs, "replicates": self.replicates, "luck": "each" if self.own_luck else "same"}
        page |= {"start": "each" if self.own_start else "same", "keep": list(self.keep)}
        page |= {"precision": plain(vars(self.precision))} if self.precision else {}
        page |= {"vary": {each.path: each.distribution.plain() for each in self.vary}, "report": self.report.given()}
        return {**page, "scenario": within(self.scenario)}


def within(scenario: Scenario) -> dict[str, Any]:
    """The resolved scenario as the page of a study holds it: its luck is the study's."""
    return {name: value for name, value in scenario.resolved().items() if name != "seed"}


def _told(value: Any) -> float | int | str:
    """A value as the table `runs` takes it: a switch is 0 or 1."""
    return int(value) if isinstance(value, bool) else value


def _mean(results: Results, asked: Precision, runs: int) -> Mean:
    """The mean over those of the first so many runs that can be used, in order."""
    found = results.values(asked.measure, asked.year)
    return mean([found[run_id] for run_id in results.planned[:runs] if run_id in found])
