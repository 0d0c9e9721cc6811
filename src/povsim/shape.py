"""The shape of a plugin: which words each kind must give, about which rows, and of what type."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING

from povsim.columns import LEVELS, Column
from povsim.errors import Fault, nearest
from povsim.parameters import Parameters, declared
from povsim.tables import KINDS

if TYPE_CHECKING:
    from povsim.plugin import Plugin

MARKS = (
    ("eligible", "programme"), ("count", "measure"), ("phase", "rule"), ("present", "cause"), ("strike", "shock"),
    ("Settings", "preset"),
)
"""What tells the kind of a user's file: the first of these words that it gives."""
VERBS = {
    "preset": (), "shock": ("strike",), "cause": ("strike", "charge", "present"), "rule": ("lacks", "step"),
    "programme": ("apply", "eligible", "need", "limit", "cost", "claim", "deliver", "tend"),
    "measure": ("count", "per"), "step": (),
}
REQUIRED = {
    "shock": ("strike",), "cause": ("present",), "rule": ("step",), "programme": ("eligible", "need"), "measure": ("count",),
}
QUESTIONS = frozenset({"eligible", "need", "limit", "cost", "claim", "present", "count", "per", "lacks"})
ROWS = {level.capitalize(): level for level in LEVELS}
ABOUT = {
    ("shock", "strike"): ("village", "county", "province"), ("cause", "strike"): ("person", "household"),
    ("cause", "charge"): ("household",), ("cause", "present"): ("household",), ("rule", "lacks"): ("household",),
    ("measure", "count"): ("household",), ("measure", "per"): ("household",),
    **{("programme", verb): ("household", "village") for verb in ("eligible", "need", "limit", "cost", "claim", "deliver")},
}
"""The rows that a verb may be about, where not any row will do."""
ANY = ("apply", "tend")
"""Verbs of a programme that may be about other rows than its help."""
RANKINGS = ("cause", "need")
"""Whom a programme serves first: those whose recorded cause it answers, or simply those of the largest need."""

ALLOCATIONS = ("matched", "equal", "near_line", "poorest", "capture", "random", "value_cost", "optimum")
"""How a county chooses among those whom a programme could help."""

RETENTIONS = ("full", "taper", "cliff")
"""How support ends after exit: whole to its last year, less by equal steps, or at once with the campaign."""
RETAINED = ("whole", "yearly", "contract")
"""What a schedule does to a programme: nothing or all of its help, a part of a yearly payment, or nothing, as contracts run."""


def faults(plugin: Plugin, pattern: type[Parameters] | None = None) -> Iterator[Fault]:
    """Everything that is wrong with what a file gives at its top; `pattern` has the numbers that its settings must have."""
    yield from _missing(plugin)
    yield from _rows(plugin)
    wrong = list(_types(plugin))
    yield from wrong
    if pattern is not None and not wrong:
        yield from _numbers(plugin, pattern)


def _missing(plugin: Plugin) -> Iterator[Fault]:
    missing = [verb for verb in REQUIRED.get(plugin.kind, ()) if verb not in plugin.functions]
    if plugin.kind == "programme":
        prices = [verb for verb in ("cost", "claim") if verb in plugin.functions]
        missing += [] if prices else ["cost"]
        if len(prices) == 2:
            yield plugin.fault("claim", "rule `claim`", "stands in place of `cost`; a programme has one of the two")
    for verb in missing:
        yield plugin.fault(verb, "", f"a {plugin.kind} must define `{verb}`")


def _rows(plugin: Plugin) -> Iterator[Fault]:
    """Every verb is about a row that it may be about; the rows of a programme's help are those that are eligible."""
    one = plugin.level("eligible") if "eligible" in plugin.functions and plugin.kind == "programme" else ""
    for verb in plugin.verbs:
        level = plugin.level(verb)
        allowed = ABOUT.get((plugin.kind, verb), tuple(ROWS.values()))
        allowed = (one,) if one in allowed and verb not in ANY else allowed
        words = ", ".join(word for word, each in ROWS.items() if each in allowed)
        if level not in allowed:
            why = f"; `eligible` asks about a {one}" if allowed == (one,) and level else ""
            yield plugin.fault(verb, f"rule `{verb}`", f"the first argument must be annotated with a row: {words}{why}")


def _types(plugin: Plugin) -> Iterator[Fault]:
    """Settings, columns and constants are what the engine takes them for."""
    settings, columns, payment = plugin.word("Settings", Parameters), plugin.word("columns", ()), plugin.word("payment", "grant")
    if not (isinstance(settings, type) and issubclass(settings, Parameters)):
        yield plugin.fault("Settings", "Settings", "must be a class of parameters: `class Settings(Parameters):`")
    elif plugin.word("switch") not in ("", *(each.name for each in declared(settings) if each.kind != "choice")):
        yield plugin.fault("switch", "switch", "must name a parameter of the file that is true or false, or a number: 0 is off")
    if not (isinstance(columns, tuple) and all(isinstance(each, Column) for each in columns)):
        shown = "`columns = (column(...), ...)`, with a comma after the only one"
        yield plugin.fault("columns", "columns", f"must be a tuple of columns: {shown}")
    if plugin.kind == "programme" and payment not in KINDS:
        yield plugin.fault("payment", "payment", f"no such kind of payment{nearest(str(payment), KINDS)}")
    if plugin.word("builds") and not (plugin.kind == "programme" and isinstance(plugin.word("builds"), str)):
        yield plugin.fault("builds", "builds", 'must be the name of a column of the village, in a programme: `builds = "road"`')
    if plugin.word("divisible", False) not in (True, False):
        yield plugin.fault("divisible", "divisible", "must be True or False")
    if plugin.kind == "programme" and plugin.word("ranking", "cause") not in RANKINGS:
        yield plugin.fault("ranking", "ranking", f"must be one of {', '.join(RANKINGS)}")
    if plugin.kind == "programme" and plugin.word("retention", "whole") not in RETAINED:
        yield plugin.fault("retention", "retention", f"must be one of {', '.join(RETAINED)}")
    if plugin.kind == "measure" and not (isinstance(plugin.word("unit"), str) and plugin.word("unit").strip()):
        yield plugin.fault("unit", "unit", 'a measure must say its unit: `unit = "yuan a person"`')


def _numbers(plugin: Plugin, pattern: type[Parameters]) -> Iterator[Fault]:
    """A preset has the numbers that all presets have, in limits no wider."""
    own, known = ({each.name: each for each in declared(settings)} for settings in (plugin.Settings, pattern))
    for name, theirs in known.items():
        mine = own.pop(name, None)
        if mine is None:
            message = f"is missing; a preset gives the numbers that all presets give ({theirs.unit})"
        elif (mine.kind, mine.choices) != (theirs.kind, theirs.choices):
            message = f"must be a {theirs.kind} {' or '.join(theirs.choices)}".rstrip()
        elif not _inside((mine.low, mine.high), (theirs.low, theirs.high)):
            message = f"must have limits within {theirs.low} and {theirs.high}"
        else:
            continue
        yield plugin.fault("Settings", f"Settings.{name}", message)
    for name in own:
        yield plugin.fault("Settings", f"Settings.{name}", f"no such number of a preset{nearest(name, known)}")


def _inside(mine: tuple[float | None, float | None], theirs: tuple[float | None, float | None]) -> bool:
    (low, high), (least, most) = ((-math.inf if a is None else a, math.inf if b is None else b) for a, b in (mine, theirs))
    return least <= low and high <= most
