"""The page of a sensitivity study: a design, its factors, and a scenario with outputs, or a model with known answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, PlainValidator

from povsim.analysis.copula import matrix, possible
from povsim.analysis.indices import METHODS
from povsim.ensemble.distributions import Distribution
from povsim.ensemble.page import MOST, count, factors_of, one_of, scenario_of
from povsim.ensemble.study import Factor
from povsim.errors import Fault, InputError, nearest
from povsim.pages.nodes import Node
from povsim.pages.sections import Section, Seed, StudyReport, Text, checked
from povsim.sensitivity.asked import outputs_of
from povsim.sensitivity.models import MODELS, Model
from povsim.sensitivity.plan import DUMMY, FEWEST
from povsim.sensitivity.study import Sensitivity
from povsim.sensitivity.trial import Trial
from povsim.values import number, refused, shown

NUMBERS = {"sobol_g": "a", "linear": "c"}


def _switch(value: Any) -> bool:
    if not isinstance(value, bool):
        raise refused(f"must be true or false (got {shown(value)})")
    return value


class Terms(Section):
    """What the page says of its design."""

    title: Text = ""
    question: Text = ""
    seed: Seed = 1
    method: Annotated[str, one_of(*METHODS)] = Field()
    samples: Annotated[int, count(4, MOST)] = Field()
    second_order: Annotated[bool, PlainValidator(_switch)] = False
    levels: Annotated[int, count(2, 100)] = 6
    seeds: Annotated[int, count(1, 10_000)] = 1
    luck: Annotated[str, one_of("common", "each")] = "common"
    follow: Annotated[int, count(1, 50)] = 3
    report: StudyReport = StudyReport()


SHARED = ("kind", *Terms.model_fields, "groups", "correlations")
OF_SCENARIO = (*SHARED, "scenario", "factors", "outputs")
OF_MODEL = (*(key for key in SHARED if key != "follow"), "model", "noise", *NUMBERS.values())


def sensitivity(root: Node) -> Sensitivity | Trial:
    """The study of a page that was read, extended and changed.  Raises InputError with every fault found."""
    page: dict[Any, Node] = dict(root.value) if isinstance(root.value, dict) else {}
    plain: dict[Any, Any] = root.plain()
    keys = OF_MODEL if "model" in page else OF_SCENARIO
    faults = [root.fault((key,), f"no such key{nearest(str(key), keys)}") for key in page if key not in keys]
    terms, wrong = checked(Terms, root, (), {key: plain[key] for key in Terms.model_fields if key in plain})
    faults += wrong
    made = (_model if "model" in page else _study)(root, terms, faults)
    factors = made.get("factors", ())
    design = _designed(root, terms, factors, faults) if terms and factors else {}
    if faults or terms is None:
        raise InputError(sorted(dict.fromkeys(faults), key=lambda fault: (fault.file, fault.line or 0, fault.path)))
    said = {name: getattr(terms, name) for name in Terms.model_fields if name not in ("luck", "follow")}
    whole = {"name": Path(root.file).stem, "common": terms.luck == "common", **said, **design, **made}
    study = Trial(**whole) if "model" in page else Sensitivity(follow=terms.follow, **whole)
    if study.runs > MOST:
        raise InputError([root.fault(("samples",), f"makes {study.runs:,} runs; at most {MOST:,} are possible")])
    return study


def _study(root: Node, terms: Terms | None, faults: list[Fault]) -> dict[str, Any]:
    """The scenario of the page, its factors and its outputs."""
    page: dict[Any, Node] = dict(root.value) if isinstance(root.value, dict) else {}
    scenario = scenario_of(root, page.get("scenario"), faults)
    if scenario is None:
        return {}
    before = len(faults)
    factors = tuple(factors_of(root, "factors", scenario, faults))
    if not factors and len(faults) == before:
        faults.append(root.fault(("factors",), "must name one parameter or more, such as [shocks.weather.spread]"))
    wanted = outputs_of(root, scenario, terms.follow if terms else 1, faults)
    return {"scenario": scenario, "factors": factors, "outputs": wanted}


def _model(root: Node, terms: Terms | None, faults: list[Fault]) -> dict[str, Any]:
    """The model of the page, with its numbers."""
    plain = root.plain()
    name = plain["model"]
    if name not in MODELS or not isinstance(name, str):
        faults.append(root.fault(("model",), f"no such model{nearest(str(name), MODELS)}"))
        return {}
    numbers = tuple(_numbers(root, NUMBERS[name], plain.get(NUMBERS[name]), faults)) if name in NUMBERS else ()
    noise = list(_numbers(root, "noise", [plain.get("noise", 0.0)], faults))
    strange = [key for key in NUMBERS.values() if key in plain and NUMBERS.get(name) != key]
    faults += [root.fault((key,), f"is no number of {name}") for key in strange]
    if faults:
        return {}
    model = Model(name, numbers)
    factors = tuple(Factor(path, Distribution("uniform", ends)) for path, ends in model.factors.items())
    return {"model": model, "factors": factors, "noise": noise[0]}


def _numbers(root: Node, key: str, given: Any, faults: list[Fault]) -> Iterator[float]:
    """Numbers of a list; of Sobol's g and of noise none is below 0."""
    if not isinstance(given, list) or not given:
        message = "is missing" if given is None else f"must be a list of numbers (got {shown(given)})"
        faults.append(root.fault((key,), message))
        return
    for value in given:
        try:
            yield float(number(value, -1e15 if key == "c" else 0.0, 1e15))
        except ValueError as problem:
            faults.append(root.fault((key,), getattr(problem, "findings", [((), str(problem))])[0][1]))


def _designed(root: Node, terms: Terms, factors: tuple[Factor, ...], faults: list[Fault]) -> dict[str, Any]:
    """Groups and correlations, and whether the method can have them."""
    names = [each.path for each in factors]
    groups = tuple(_groups(root, names, faults))
    correlations = tuple(_correlations(root, names, faults))
    faults += list(_fitting(root, terms, dict(groups), correlations))
    if correlations and not possible(matrix(names, correlations)):
        faults.append(root.fault(("correlations",), "no inputs can have these rank correlations together"))
    return {"groups": groups, "correlations": correlations}


def _groups(root: Node, names: list[str], faults: list[Fault]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The groups of the page, each factor in one at most."""
    given = root.plain().get("groups", {})
    if not isinstance(given, Mapping):
        faults.append(root.fault(("groups",), f"must be a mapping from names to lists of factors (got {shown(given)})"))
        return
    free = list(names)
    for group, inside in given.items():
        if not isinstance(inside, list) or not inside or str(group) in (*names, DUMMY):
            faults.append(root.fault(("groups", group), "must be a list of factors, under a name of its own"))
            continue
        for path in inside:
            if path not in free:
                message = f"'{path}' is no factor, or in another group{nearest(str(path), free)}"
                faults.append(root.fault(("groups", group), message))
            else:
                free.remove(path)
        yield str(group), tuple(map(str, inside))


def _correlations(root: Node, names: list[str], faults: list[Fault]) -> Iterator[tuple[str, str, float]]:
    """The rank correlations of the page."""
    given = root.plain().get("correlations", [])
    if not isinstance(given, list):
        faults.append(root.fault(("correlations",), f"must be a list of [factor, factor, rank correlation] (got {shown(given)})"))
        return
    for place, each in enumerate(given):
        sound = isinstance(each, list) and len(each) == 3 and each[0] != each[1]
        if not sound or not isinstance(each[2], int | float) or isinstance(each[2], bool) or not -1 < each[2] < 1:
            faults.append(root.fault(("correlations", place), "must be [factor, another factor, a number between -1 and 1]"))
            continue
        wrong = [name for name in each[:2] if name not in names]
        faults += [root.fault(("correlations", place), f"'{name}' is no factor{nearest(str(name), names)}") for name in wrong]
        if not wrong:
            yield str(each[0]), str(each[1]), float(each[2])


def _fitting(
    root: Node, terms: Terms, groups: Mapping[str, tuple[str, ...]], correlations: tuple[tuple[str, str, float], ...],
) -> Iterator[Fault]:
    """What the method cannot do with this design."""
    method = METHODS[terms.method]
    if terms.method == "sobol" and terms.samples & (terms.samples - 1):
        yield root.fault(("samples",), f"of sobol must be a power of two, such as 64, 128, 256 (got {terms.samples})")
    if terms.samples < FEWEST.get(terms.method, 0):
        yield root.fault(("samples",), f"of {terms.method} must be {FEWEST[terms.method]} or more (got {terms.samples})")
    if terms.method == "morris" and terms.levels % 2:
        yield root.fault(("levels",), f"must be even (got {terms.levels})")
    if terms.second_order and terms.method != "sobol":
        yield root.fault(("second_order",), f"is of sobol, not of {terms.method}")
    if groups and not method.grouped:
        able = [name for name, each in METHODS.items() if each.grouped]
        yield root.fault(("groups",), f"{terms.method} has no groups; these have: {', '.join(able)}")
    for one, other, _ in correlations:
        if not method.dependent and not any(one in inside and other in inside for inside in groups.values()):
            able = [name for name, each in METHODS.items() if each.dependent]
            message = f"{terms.method} asks for independent factors: group {one} and {other}, or use {', '.join(able)}"
            yield root.fault(("correlations",), message)
