"""The page of an ensemble: a scenario, what varies from run to run, how many runs, and what they keep."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, PlainValidator

from povsim.ensemble.distributions import PLAUSIBLE, read
from povsim.ensemble.study import Ensemble, Factor, Precision
from povsim.errors import Fault, InputError, nearest
from povsim.pages.inherit import SET, extended
from povsim.pages.nodes import Node
from povsim.pages.sections import Section, Seed, StudyReport, Text, Year, checked
from povsim.parameters import Declared, declared
from povsim.scenario import SECTIONS, Scenario, of_node
from povsim.study_tables import STUDY
from povsim.tables import TABLES
from povsim.values import Refused, number, refused, shown

KIND = "ensemble"
MOST = 10_000_000
"""Runs of an ensemble."""
KEPT = ("groups", "budget", "spells", "villages", "households")
"""What a run keeps beside `runs` and `yearly` where the page does not say."""
ALWAYS = ("runs", "yearly")


def count(low: int, high: int) -> PlainValidator:
    """A whole number between two ends."""
    return PlainValidator(lambda value: number(value, low, high, whole=True))


def one_of(*words: str) -> PlainValidator:
    """One of some words."""
    def check(value: Any) -> str:
        if value not in words or not isinstance(value, str):
            raise refused(f"must be one of {', '.join(words)} (got {shown(value)})")
        return value

    return PlainValidator(check)


def _tables(value: Any) -> tuple[str, ...]:
    """Names of tables, in the order of the schema."""
    known = [name for name in TABLES if name not in STUDY]
    if not isinstance(value, list | tuple):
        raise refused(f"must be a list of tables ({', '.join(known)}) (got {shown(value)})")
    findings = [((place,), f"no such table{nearest(str(name), known)}") for place, name in enumerate(value) if name not in known]
    if findings:
        raise Refused(findings)
    return tuple(name for name in known if name in value and name not in ALWAYS)


def _width(value: Any) -> float:
    return number(value, 1e-12, 1e15)


def _column(value: Any) -> str:
    if not isinstance(value, str):
        raise refused(f"must be the name of a measure (got {shown(value)})")
    return value


class Wanted(Section):
    """Run on until the 95 % interval of the mean of a measure in a year is at most `half_width` to each side."""

    measure: Annotated[str, PlainValidator(_column)]
    year: Year
    half_width: Annotated[float, PlainValidator(_width)]
    most: Annotated[int, count(2, MOST)]
    batch: Annotated[int, count(1, MOST)] = 20


class Terms(Section):
    """What an ensemble's page says beside its scenario and what varies."""

    title: Text = ""
    question: Text = ""
    seed: Seed = 1
    runs: Annotated[int, count(1, MOST)] = Field()
    replicates: Annotated[int, count(1, MOST)] = 2
    luck: Annotated[str, one_of("each", "same")] = "each"
    start: Annotated[str, one_of("same", "each")] = "same"
    keep: Annotated[tuple[str, ...], PlainValidator(_tables)] = KEPT
    precision: Wanted | None = None
    report: StudyReport = StudyReport()


KEYS = ("kind", *Terms.model_fields, "scenario", "vary")


def ensemble(root: Node) -> Ensemble:
    """The ensemble of a page that was read, extended and changed.  Raises InputError with every fault found."""
    page: dict[Any, Node] = dict(root.value) if isinstance(root.value, dict) else {}
    plain: dict[Any, Any] = root.plain()
    faults = [root.fault((key,), f"no such key{nearest(str(key), KEYS)}") for key in page if key not in KEYS]
    terms, wrong = checked(Terms, root, (), {key: plain[key] for key in Terms.model_fields if key in plain})
    faults += wrong
    scenario = scenario_of(root, page.get("scenario"), faults)
    factors = list(factors_of(root, "vary", scenario, faults)) if scenario else []
    if terms and scenario:
        faults += [*_precision(root, terms.precision, scenario), *_kept(root, scenario, factors)]
    if faults or terms is None or scenario is None:
        raise InputError(sorted(dict.fromkeys(faults), key=lambda fault: (fault.file, fault.line or 0, fault.path)))
    asked = terms.precision
    return Ensemble(
        Path(root.file).stem, scenario, terms.seed, terms.runs, tuple(factors), terms.replicates if factors else 1,
        terms.luck == "each", terms.start == "each", terms.keep,
        Precision(asked.measure, asked.year, asked.half_width, asked.most, asked.batch) if asked else None,
        terms.title, terms.question, terms.report,
    )


def scenario_of(root: Node, node: Node | None, faults: list[Fault]) -> Scenario | None:
    """The scenario of the page: a whole one, or what it changes of the page that it extends."""
    if node is None or not isinstance(node.value, dict):
        message = "is missing" if node is None else f"must be a mapping (got {shown(node.plain())})"
        faults.append(root.fault(("scenario",), message))
        return None
    if "seed" in node.value:
        faults.append(root.fault(("scenario", "seed"), "does nothing here: the luck of runs comes from the page's own `seed`"))
    try:
        whole = extended(node)
        inside = whole.value if isinstance(whole.value, dict) else {}
        return of_node(replace(whole, file=root.file, value={"kind": Node("scenario", node.file, node.line), **inside}))
    except InputError as problem:
        faults += [_inside(fault, root.file) for fault in problem.faults]
        return None


def _inside(fault: Fault, file: str) -> Fault:
    """A fault of the scenario, as the page names it that holds the scenario."""
    return replace(fault, path=f"scenario.{fault.path}") if fault.file in (file, SET) else fault


def factors_of(root: Node, where: str, scenario: Scenario, faults: list[Fault]) -> Iterator[Factor]:
    """What varies, by path, as it stands under a key of the page; a list means plausible ranges; every fault goes to `faults`."""
    given = root.plain().get(where, {})
    inside = {str(path): PLAUSIBLE for path in given} if isinstance(given, list) else given
    if not isinstance(inside, Mapping):
        faults.append(root.fault((where,), f"must be a mapping from parameters to distributions (got {shown(inside)})"))
        return
    for path, value in sorted(inside.items(), key=lambda pair: str(pair[0])):
        try:
            about = parameter(scenario, str(path))
            yield Factor(str(path), read(value, about), about.low, about.high)
        except Refused as problem:
            place = (where, path) if given is inside else (where, list(map(str, given)).index(path))
            faults += [root.fault((*place, *keys), message) for keys, message in problem.findings]




def parameter(scenario: Scenario, path: str) -> Declared:
    """What is declared of a parameter by its path (`causes.illness.onset_under_30`); raises Refused with the nearest name."""
    words = path.split(".")
    if len(words) != 3 or words[0] not in SECTIONS:
        raise refused(f"must be section.plugin.parameter, such as programmes.industry.grant; sections are {', '.join(SECTIONS)}")
    known = {each.name: each for each in scenario.plugins(SECTIONS[words[0]])}
    if words[1] not in known:
        raise refused(f"the page has no {SECTIONS[words[0]]} '{words[1]}'{nearest(words[1], known)}")
    numbers = {each.name: each for each in declared(known[words[1]].Settings)}
    if words[2] not in numbers:
        raise refused(f"no such parameter{nearest(words[2], numbers)}")
    return numbers[words[2]]


def _kept(root: Node, scenario: Scenario, factors: Sequence[Factor]) -> Iterator[Fault]:
    """No table is kept that no run will have, because the step that writes it is off."""
    varied, given = {each.path for each in factors}, root.plain().get("keep", ())
    for step in scenario.plugins("step"):
        switch = f"steps.{step.name}.{step.word('switch')}"
        for name in step.word("tables", ()) if not scenario.runs(step) and switch not in varied else ():
            if name in given:
                yield root.fault(("keep", list(given).index(name)), f"no run has the table '{name}': {switch} is false")


def _precision(root: Node, asked: Wanted | None, scenario: Scenario) -> Iterator[Fault]:
    """The precision speaks of a column of `yearly` and of a year of the run."""
    if asked is None:
        return
    fields = {field.name for field in TABLES["yearly"] if field.dtype != "str"} - {"year"}
    known = fields | {each.name for each in scenario.plugins("measure")}
    if asked.measure not in known:
        yield root.fault(("precision", "measure"), f"no such measure{nearest(asked.measure, known)}")
    years = scenario.years
    if not years.first <= asked.year <= years.last:
        yield root.fault(("precision", "year"), f"must be between {years.first} and {years.last} (got {asked.year})")


