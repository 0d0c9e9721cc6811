"""Checks between the fields of a page: each looks at sections that are sound by themselves."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

from povsim.errors import nearest
from povsim.levels import WORKS
from povsim.pages.documents import check_figures, check_plans
from povsim.pages.money import Money
from povsim.pages.sections import Funding, Lines, Population, Report, Years
from povsim.values import shown

Finding = tuple[tuple[Any, ...], str]
Matrix = Mapping[str, Mapping[str, int]]
LONGEST = 100
"""Years of a run."""
LARGEST = 60
"""Persons of a household; more the columns do not hold."""


def check_years(years: Years) -> Iterator[Finding]:
    """The last year comes after the first, and not too long after."""
    if not years.first <= years.last <= years.first + LONGEST:
        yield ("years", "last"), f"must be between {years.first} and {years.first + LONGEST} (got {years.last})"


def check_population(people: Population) -> Iterator[Finding]:
    """Persons, households, villages and the register fit into each other."""
    listed, households, persons = people.registered, people.households, people.persons
    limits: tuple[tuple[str, float, float, str, float, str], ...] = (
        ("villages", people.villages, sum(people.counties.values()), "one a county", households, "all households"),
        ("households", households, math.ceil(persons / LARGEST), f"{LARGEST} persons each", persons, "all persons"),
        ("poor_villages", people.poor_villages, 0, "none", people.villages, "all villages"),
        ("registered.households", listed.households, 0, "none", households, "all households"),
        ("registered.persons", listed.persons, listed.households, "one a registered household",
         min(persons, LARGEST * listed.households), f"{LARGEST} each, of all persons"),
    )
    for name, value, low, lowest, high, highest in limits:
        if not low <= value <= high:
            message = f"must be between {shown(low)} ({lowest}) and {shown(high)} ({highest}) (got {shown(value)})"
            yield ("population", *name.split(".")), message
    left = (households - listed.households, persons - listed.persons)
    if households <= persons and min(left) >= 0 and not left[0] <= left[1] <= LARGEST * left[0]:
        message = f"leaves {left[1]} persons for {left[0]} households that are not registered"
        yield ("population", "registered", "persons"), message
    if listed.in_poor_villages > 0 and not people.poor_villages:
        message = f"must be 0 where no village is poor (got {shown(listed.in_poor_villages)})"
        yield ("population", "registered", "in_poor_villages"), message
    if households * people.share < 1:
        message = f"must keep at least one household: {1 / households:.3g} or more (got {shown(people.share)})"
        yield ("population", "share"), message


def check_lacking(people: Population) -> Iterator[Finding]:
    """What poor villages lack is a work that a kind of place has at the start, and is lacked by no more than there are."""
    for work, count in people.lacking.items():
        if work not in WORKS:
            yield ("population", "lacking", work), f"no such work{nearest(work, WORKS)}"
        elif count > people.poor_villages:
            yield ("population", "lacking", work), f"must be at most {people.poor_villages} (all poor villages) (got {count})"


def check_counties(people: Population, presets: Collection[str]) -> Iterator[Finding]:
    """Every kind of county is a known preset."""
    if not people.counties:
        yield ("population", "counties"), f"needs at least one preset with its number of counties ({', '.join(sorted(presets))})"
    for name in people.counties:
        if name not in presets:
            yield ("population", "counties", name), f"no such preset{nearest(name, presets)}"


def check_lines(lines: Lines, years: Years) -> Iterator[Finding]:
    """Each line is given from the first year on."""
    for name, line in (("statistical", lines.statistical), ("exit", lines.exit)):
        if min(line) > years.first:
            yield ("lines", name), f"must be given from {years.first}, the first year, on (got {min(line)} first)"


def check_money(money: Money) -> Iterator[Finding]:
    """Uses take from known sources, and not more than there is."""
    taken = dict.fromkeys(money.sources, 0.0)
    for use, parts in money.uses.items():
        for source, yuan in parts.items():
            if source in taken:
                taken[source] += yuan
            else:
                yield ("money", "uses", use, source), f"no such source{nearest(source, money.sources)}"
    for name, planned in money.sources.items():
        if taken[name] > planned.total * (1 + 1e-9):
            message = f"must be at least what the uses take, {shown(taken[name])} (got {shown(planned.total)})"
            yield ("money", "sources", name, "total"), message


def check_earmarks(money: Money, programmes: Collection[str]) -> Iterator[Finding]:
    """Money is set aside for known programmes."""
    for source, planned in money.sources.items():
        for place, name in enumerate(planned.earmark):
            if name not in programmes:
                yield ("money", "sources", source, "earmark", place), f"no such programme '{name}'{nearest(name, programmes)}"


def check_funding(programmes: Mapping[str, Funding], money: Money) -> Iterator[Finding]:
    """Every programme belongs to a use of the plan's money."""
    for name, funding in programmes.items():
        if funding.use not in money.uses:
            yield ("programmes", name, "use"), f"no such use of money{nearest(funding.use, money.uses)}"


def check_matching(matching: Matrix, causes: Collection[str], programmes: Collection[str]) -> Iterator[Finding]:
    """The matrix speaks of known causes and programmes."""
    for cause, answers in matching.items():
        if cause not in causes:
            yield ("matching", cause), f"no such cause{nearest(cause, causes)}"
        for name in answers:
            if name not in programmes:
                yield ("matching", cause, name), f"no such programme{nearest(name, programmes)}"


def check_report(report: Report, causes: Collection[str]) -> Iterator[Finding]:
    """The plan's shares are of known causes, in every reading; the page chooses one that it has."""
    given = [(("cause_shares",), report.cause_shares), *((("readings", name), each) for name, each in report.readings.items())]
    for place, shares in given:
        for cause in shares:
            if cause not in causes:
                yield ("report", *place, cause), f"no such cause{nearest(cause, causes)}"
    if report.reading and report.reading not in report.readings:
        yield ("report", "reading"), f"no such reading{nearest(report.reading, report.readings)}"


def findings(parts: Mapping[str, Any]) -> Iterator[Finding]:
    """Run every check whose sections are sound; `parts` has the sections of the page, and the known plugins by kind."""
    checks: tuple[tuple[Callable[..., Iterator[Finding]], tuple[str, ...]], ...] = (
        (check_years, ("years",)), (check_population, ("population",)), (check_lacking, ("population",)),
        (check_counties, ("population", "preset")),
        (check_lines, ("lines", "years")), (check_money, ("money",)), (check_funding, ("programmes", "money")),
        (check_earmarks, ("money", "programme")),
        (check_matching, ("matching", "cause", "programme")), (check_report, ("report", "cause")),
        (check_figures, ("report", "programme")), (check_plans, ("report", "programme", "rule", "step")),
    )
    for check, needs in checks:
        if all(parts.get(name) is not None for name in needs):
            yield from check(*(parts[name] for name in needs))
