"""Sections: the shape of a scenario page, and how faults of its fields read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, TypeVar, get_args
from unicodedata import category

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, PlainValidator, ValidationError

from povsim.errors import Fault, nearest
from povsim.pages.nodes import Node
from povsim.shape import ALLOCATIONS, RETENTIONS
from povsim.values import Frozen, Refused, Series, number, refused, series, shown

Model = TypeVar("Model", bound=BaseModel)
UNITS = (
    "persons", "households", "villages", "posts", "courses", "offers", "persons a year", "households a year", "per cent", "yuan",
    "yuan a person", "yuan a household", "yuan a village", "counties", "km", "mu", "works", "diseases", "sites", "kVA",
    "visits a year",
)
"""What figures of documents are counted in."""
RICHEST = 4e13
"""Yuan; no sum of public money on a page is larger."""


def _whole(low: float, high: float) -> PlainValidator:
    def check(value: Any) -> float:
        return number(value, low, high, whole=True)

    return PlainValidator(check)


def _number(low: float, high: float) -> PlainValidator:
    def check(value: Any) -> float:
        return number(value, low, high)

    return PlainValidator(check)


def _by_year(low: float, high: float) -> PlainValidator:
    def one(value: Any) -> float:
        return number(value, low, high)

    def check(value: Any) -> Series:
        return series(value, one) if isinstance(value, Mapping) else Series({0: one(value)})

    return PlainValidator(check)


def _name(value: Any) -> str:
    if not isinstance(value, str) or not value.strip() or "." in value or not value.isprintable():
        raise refused(f"must be a name in printable letters, without dots (got {shown(value)})")
    return value


def _allocation(value: Any) -> str:
    if value not in ("", *ALLOCATIONS) or not isinstance(value, str):
        raise refused(f"must be one of {', '.join(ALLOCATIONS)} (got {shown(value)})")
    return value


def _retention(value: Any) -> str:
    if value not in ("", *RETENTIONS) or not isinstance(value, str):
        raise refused(f"must be one of {', '.join(RETENTIONS)} (got {shown(value)})")
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise refused(f"must be text (got {shown(value)})")
    if any(category(letter) == "Cc" and letter not in "\n\t" for letter in value):
        raise refused(f"must be text without control characters (got {shown(value)})")
    return value


def _unit(value: Any) -> str:
    if not isinstance(value, str) or value not in UNITS:
        raise refused(f"must be one of {', '.join(UNITS)} (got {shown(value)})")
    return value


Year = Annotated[int, _whole(1900, 2200)]
Count = Annotated[int, _whole(0, 1e15)]
Some = Annotated[int, _whole(1, 1e15)]
Seed = Annotated[int, _whole(0, 2**63 - 1)]
Share = Annotated[float, _number(0, 1)]
Match = Annotated[int, _whole(0, 2)]
Yuan = Annotated[float, _number(0, RICHEST)]
Name = Annotated[str, PlainValidator(_name)]
Text = Annotated[str, PlainValidator(_text)]


class Section(BaseModel):
    """A part of a page; it knows its keys and cannot change."""

    model_config = ConfigDict(frozen=True, extra="forbid", validate_default=True)

    def names(self) -> list[str]:
        """The keys that the resolved page shows."""
        return list(type(self).model_fields)


class Years(Section):
    """The first year (the settled state) and the last."""

    first: Year
    last: Year


class Registered(Section):
    """The register at the start: households, persons, and the share of households in poor villages.  建档立卡"""

    households: Count
    persons: Count
    in_poor_villages: Share


class Population(Section):
    """The rural population at the start; `share` scales it with all money, `lacking` counts poor villages without a work."""

    seed: Seed = 1
    share: Annotated[float, _number(1e-9, 1)] = 1.0
    villages: Some
    households: Some
    persons: Some
    registered: Registered
    poor_villages: Count
    lacking: Annotated[dict[Name, Count], AfterValidator(Frozen)] = {}
    counties: Annotated[dict[Name, Some], AfterValidator(Frozen)]


class Lines(Section):
    """Poverty lines, yuan a person and year: the statistical one, and the one of registration and exit."""

    statistical: Annotated[Series, _by_year(1, 1e7)]
    exit: Annotated[Series, _by_year(1, 1e7)]


class Funding(Section):
    """What every programme has on a page: the use of money it belongs to, and its yearly ceiling in yuan."""

    use: Name = Field(description="the use of the page's money (money.uses) that pays it")
    budget: Annotated[Series, _by_year(0, RICHEST)] = Field(
        description=f"the most that it may spend, yuan a year, or yuan by year; from 0 to {RICHEST:g}")
    allocation: Annotated[str, PlainValidator(_allocation)] = Field(
        "", description=f"its own rule of allocation in place of steps.allot.rule: {', '.join(ALLOCATIONS)}")

    retention: Annotated[str, PlainValidator(_retention)] = Field(
        "", description=f"how it ends after exit, in place of steps.retention.schedule: {', '.join(RETENTIONS)}")

    def given(self) -> dict[str, Any]:
        """What stands on the page, as plain data."""
        return {name: plain(getattr(self, name)) for name in type(self).model_fields if name in self.model_fields_set}


class Stated(Section):
    """A figure of a document: what it counts and where it stands, and which number of the run it is set beside.

    `simulated` names a table, its row and its column: reach.industry.first_persons, works.road.poor_share, budget.dibao.spent,
    yearly.registered. Where `since` is given, the years from it to `year` are added up. `why` tells why nothing is set beside.
    """

    document: Text
    text: Text
    text_zh: Text
    figure: Annotated[float, _number(0, RICHEST)]
    unit: Annotated[str, PlainValidator(_unit)]
    year: Year
    since: Annotated[int, _whole(0, 2200)] = 0
    simulated: Text = ""
    why: Text = ""
    why_zh: Text = ""


class Named(Section):
    """A plan or action of a document, by name, and what carries it: programmes, and rules or steps as rules.observe."""

    document: Text
    text: Text
    text_zh: Text
    carried_by: tuple[Text, ...] = ()


class Report(Section):
    """What a page says for its report: titles, the shares of causes that the plan prints, its figures and its plans.

    Where a sentence of the plan can be read in several ways, `readings` has the shares of each, and `reading` chooses one.
    """

    title_en: Text = ""
    title_zh: Text = ""
    cause_shares: Annotated[dict[Name, Share], AfterValidator(Frozen)] = {}
    readings: Annotated[dict[Name, Annotated[dict[Name, Share], AfterValidator(Frozen)]], AfterValidator(Frozen)] = {}
    reading: Text = ""
    cause_shares_note: Text = ""
    cause_shares_note_en: Text = ""
    cause_shares_note_zh: Text = ""
    figures: Annotated[dict[Name, Stated], AfterValidator(Frozen)] = {}
    plans: Annotated[dict[Name, Named], AfterValidator(Frozen)] = {}

    def given(self) -> dict[str, Any]:
        """What stands on the page, as plain data."""
        return {name: plain(getattr(self, name)) for name in sorted(self.model_fields_set)}


class StudyReport(Report):
    """What the page of a study says for its report: its question in either language too."""

    question_en: Text = ""
    question_zh: Text = ""


class Head(Section):
    """What a page says beside its sections; `matching` has, cause by cause, how well a programme answers it.  因人施策"""

    title: Text = ""
    seed: Seed = 1
    matching: Annotated[dict[Name, Annotated[dict[Name, Match], AfterValidator(Frozen)]], AfterValidator(Frozen)] = {}


def checked(model: type[Model], root: Node, path: tuple[Any, ...], values: Any) -> tuple[Model | None, list[Fault]]:
    """Check the values that stand at `path`; give the model, or every fault with its line."""
    try:
        return model.model_validate(values), []
    except ValidationError as problem:
        found = [finding for error in problem.errors() for finding in _findings(error, model)]
        return None, [root.fault((*path, *keys), message) for keys, message in found]


def _findings(error: Any, model: type[BaseModel]) -> Iterator[tuple[tuple[Any, ...], str]]:
    place = tuple(key for key in error["loc"] if key != "[key]")
    reason = error.get("ctx", {}).get("error")
    if isinstance(reason, Refused):
        yield from (((*place, *keys), message) for keys, message in reason.findings)
    elif error["type"] == "missing":
        yield place, "is missing"
    elif error["type"] in ("extra_forbidden", "invalid_key"):
        yield place, f"no such key{nearest(str(place[-1]), _fields(model, place[:-1]))}"
    else:
        yield place, f"must be a mapping (got {shown(error['input'])})"


def _fields(model: type[BaseModel], place: tuple[Any, ...]) -> list[str]:
    for key in place:
        if key in model.model_fields:
            inside = model.model_fields[key].annotation
            for found in (inside, *get_args(inside)):
                model = found if isinstance(found, type) and issubclass(found, BaseModel) else model
    return list(model.model_fields)


def plain(value: Any) -> Any:
    """A section as dict, list and scalars in one canonical form: 1e6 and 1000000 are the same."""
    if isinstance(value, Section):
        return {name: plain(getattr(value, name)) for name in value.names()}
    if isinstance(value, Series) and tuple(value) == (0,):
        return plain(value[0])
    if isinstance(value, Mapping):
        return {key: plain(child) for key, child in sorted(value.items(), key=lambda pair: str(pair[0]))}
    if isinstance(value, list | tuple):
        return [plain(child) for child in value]
    return int(value) if isinstance(value, float) and value.is_integer() and abs(value) < 1e15 else value


