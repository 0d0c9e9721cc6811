"""The outputs that a page asks for: proved against its scenario."""

from __future__ import annotations

from povsim.errors import Fault, nearest
from povsim.pages.nodes import Node
from povsim.scenario import Scenario
from povsim.sensitivity.outputs import DEFAULT, ORDERS, RATIOS, Output
from povsim.tables import TABLES
from povsim.values import refused, shown

GROUPS = ("cause", "preset", "county", "village", "household_type")


def outputs_of(root: Node, scenario: Scenario, follow: int, faults: list[Fault]) -> tuple[Output, ...]:
    """The outputs of the page, or the usual ones; every fault goes to `faults`."""
    given = root.plain().get("outputs")
    usual = [name for name in DEFAULT if scenario.programmes or name != "cost_per_stable_exit"]
    names = usual if given is None else given
    if not isinstance(names, list) or not names or not all(isinstance(name, str) for name in names):
        message = f"must be a list of outputs, such as {', '.join(DEFAULT[:3])} (got {shown(given)})"
        faults.append(root.fault(("outputs",), message))
        return ()
    made = [Output(tuple(name.split("."))) for name in dict.fromkeys(names)]
    for place, each in enumerate(made):
        try:
            _prove(each, scenario, follow)
        except ValueError as problem:
            where = ("outputs", place) if given is not None else ("follow",) if "follow" in root.plain() else ("scenario",)
            faults += [root.fault(where, f"{each.name}: {message}") for _, message in getattr(problem, "findings", [])]
    return tuple(made)


def _prove(output: Output, scenario: Scenario, follow: int) -> None:
    """Raise Refused where there is no such output in the runs of the scenario."""
    first, *rest = output.words
    causes = [each.name for each in scenario.plugins("cause")]
    if first in RATIOS:
        last = int(scenario.years.last) - follow
        if last <= int(scenario.years.first):
            raise refused(f"no exit can be followed for {follow} years in {scenario.years.first} to {scenario.years.last}")
        _known("cause", rest, causes, most=1)
    elif first in ORDERS:
        _known("kind of group", rest[:1], GROUPS, least=1)
        if rest[0] == "cause" and not causes:
            raise refused("the scenario has no causes")
        many = 2 if first == "precedence" else 0
        _known("cause", rest[1:], causes if rest[0] == "cause" else (), least=many, most=many)
    else:
        _column(output, scenario)


def _column(output: Output, scenario: Scenario) -> None:
    """A column of `yearly` or `groups`, in a year, of a group."""
    first, *rest = output.words
    many = len(rest) > 1
    measures = [each.name for each in scenario.plugins("measure")]
    known = [each.name for each in TABLES["groups" if many else "yearly"] if each.dtype != "str"] + measures
    if first not in known:
        raise refused(f"no such output{nearest(first, (*known, *RATIOS, *ORDERS))}")
    years = range(int(scenario.years.first), int(scenario.years.last) + 1)
    _known("year", rest[:1], [str(year) for year in years], most=1)
    if many:
        _known("kind of group", rest[1:2], GROUPS, least=1)
        causes = [each.name for each in scenario.plugins("cause")]
        _known("group", rest[2:], causes if rest[1] == "cause" else (), least=1, most=1)


def _known(what: str, words: list[str], choices: list[str] | tuple[str, ...], least: int = 0, most: int = 1) -> None:
    """Raise Refused for too few words, too many, or one that is not among the choices, where there are any."""
    if not least <= len(words) <= most:
        raise refused(f"takes {least or most} words for {what} (got {len(words)})")
    for word in words:
        if choices and word not in choices:
            raise refused(f"no such {what} '{word}'{nearest(word, choices)}")
