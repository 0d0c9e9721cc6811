"""Breaks a sound page in many ways, each at a known line and field; positions come from YAML's own marks."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

Broken = tuple[str, bytes, str | None, int | None]

OPEN = re.compile(r"money\.sources(\.[^.]+\.givers)?|money\.uses(\.[^.]+)?|report\.(figures|plans|readings)|extends")
"""Mappings whose keys are the page's own names."""
REQUIRED = re.compile(
    r"kind|years(\.(first|last))?|population(\.(villages|households|persons|registered(\.\w+)?|poor_villages|counties))?"
    r"|lines(\.(statistical|exit))?|money\.sources\.[^.]+\.(total|years)|programmes\.[^.]+\.(use|budget)")
"""Keys without which a page is broken."""
EXTENDS = re.compile(r"^extends:", re.MULTILINE)
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
RUNGS = "".join(f"  - &b{k} [{', '.join([f'*b{k - 1}'] * 9)}]\n" for k in range(1, 10))
BOMB = f"\nbomb:\n  - &b0 [x, x, x, x, x, x, x, x, x]\n{RUNGS}"


@dataclass(frozen=True)
class Place:
    """One value of the sound page: its path, the line of its key, and where key and value stand in the text."""

    path: tuple[Any, ...]
    line: int
    parent_line: int
    key: tuple[int, int] | None
    value: tuple[int, int]
    kind: str
    only: bool
    next: int | None
    before: int | None
    flow: bool

    @property
    def name(self) -> str:
        """The path as messages print it."""
        return ".".join(map(str, self.path))

    @property
    def number(self) -> bool:
        """Whether a number stands here."""
        return self.kind in ("int", "float")


def places(text: str) -> list[Place]:
    """Every value of a page, from the top."""
    from ruamel.yaml import YAML

    return list(_inside(YAML(typ="safe", pure=True).compose(text), (), 1))


def _inside(node: Any, path: tuple[Any, ...], line: int) -> Iterator[Place]:
    if node.id == "mapping":
        pairs = node.value
        for index, (key, value) in enumerate(pairs):
            name = int(key.value) if key.tag.endswith(":int") else key.value
            after = pairs[index + 1][0].start_mark.index if index + 1 < len(pairs) else None
            before = pairs[index - 1][1].end_mark.index if index else None
            made = Place((*path, name), key.start_mark.line + 1, line, _span(key), _span(value), _kind(value), len(pairs) == 1,
                         after, before, bool(node.flow_style))
            yield made
            yield from _inside(value, made.path, made.line)
    elif node.id == "sequence":
        for index, value in enumerate(node.value):
            at = value.start_mark.line + 1
            made = Place((*path, index), at, line, None, _span(value), _kind(value), False, None, None, True)
            yield made
            yield from _inside(value, made.path, made.line)


def _span(node: Any) -> tuple[int, int]:
    return node.start_mark.index, node.end_mark.index


def _kind(node: Any) -> str:
    return str(node.tag).rpartition(":")[2] if node.id == "scalar" else str(node.id)


def _closed(place: Place) -> bool:
    return not OPEN.fullmatch(".".join(map(str, place.path[:-1])) or "-") and not isinstance(place.path[-1], int)


def _put(text: str, span: tuple[int, int], new: str) -> bytes:
    return (text[:span[0]] + new + text[span[1]:]).encode()


def _values(text: str, place: Place) -> Iterator[Broken]:
    """Values that the field does not take."""
    wrong = {"nan": ".nan", "inf": "-.inf"} if place.number else {}
    if place.number:
        old = text[slice(*place.value)]
        wrong |= {"out of range": "-1e30", "far out of range": "-1e300", "digits of full width": old.translate(FULL_WIDTH)}
        wrong |= {"word": "abc", "switch": "true", "quoted number": f"'{old}'", "list": "[1]", "unit": "5yuan", "empty": "''"}
        wrong |= {"date": "2016-01-01", "percent": "20%"}
        wrong |= {} if EXTENDS.search(text) else {"null": "null"}
    elif place.kind not in ("mapping", "sequence"):
        wrong |= {"list": "[1]", "number": "1.5", "nan": ".nan"}
    elif place.kind == "mapping":
        wrong |= {"word for a mapping": "abc", "list for a mapping": "[1]"} if place.flow or text[place.value[0]] == "{" else {}
    for name, value in wrong.items():
        yield f"{name}: {place.name}", _put(text, place.value, value), place.name, place.line
    if place.kind not in ("mapping", "sequence"):
        yield f"tag: {place.name}", _put(text, place.value, "!!python/object/apply:os.system ['false']"), None, place.line


def _keys(text: str, place: Place) -> Iterator[Broken]:
    """Keys that are misspelt, missing or doubled."""
    if place.key is None or place.name == "extends":
        return
    above = [str(key) for key in place.path[:-1]]
    old = text[slice(*place.key)]
    if _closed(place) and len(old) > 3:
        new = old[:2] + old[3:]
        yield f"misspelt: {place.name}", _put(text, place.key, new), ".".join([*above, new]), place.line
    if isinstance(place.path[-1], int):
        new = old.translate(FULL_WIDTH)
        yield f"year of full width: {place.name}", _put(text, place.key, new), ".".join([*above, new]), place.line
    if place.kind not in ("mapping", "sequence"):
        entry = text[place.key[0]:place.value[1]]
        column = place.key[0] - (text.rfind("\n", 0, place.key[0]) + 1)
        gap = ", " if place.flow else "\n" + " " * column
        line = place.line + (0 if place.flow else 1)
        yield f"twice: {place.name}", _put(text, (place.key[0], place.key[0]), entry + gap), place.name, line
    if REQUIRED.fullmatch(place.name) and not place.only and not EXTENDS.search(text):
        yield f"missing: {place.name}", _put(text, _whole(text, place), ""), place.name, place.parent_line


def _whole(text: str, place: Place) -> tuple[int, int]:
    """Where an entry stands with its comma, or with its lines."""
    assert place.key is not None
    if not place.flow:
        start = text.rfind("\n", 0, place.key[0]) + 1
        if place.next is not None:
            return start, text.rfind("\n", 0, place.next) + 1
        return start, max(place.value[1], text.find("\n", place.value[0]) + 1)
    if place.next is not None:
        return place.key[0], place.next
    return place.before or place.key[0], place.value[1]


def _bytes(text: str, chance: random.Random) -> Iterator[Broken]:
    """Pages that are no pages."""
    starts = [match.start() for match in re.finditer(r"$", text, re.MULTILINE)]
    for _ in range(40):
        at = chance.choice(starts)
        line = text.count("\n", 0, at) + 1
        yield f"GBK in line {line}", text[:at].encode() + " # 贫困".encode("gbk") + text[at:].encode(), None, line
    for letter in ("\x00", "\x07", "\x7f", "\ufffe"):
        at = chance.choice(starts)
        page = (text[:at] + " # " + letter + text[at:]).encode()
        yield f"control character {letter!r}", page, None, text.count("\n", 0, at) + 1
    yield "alias bomb", (text + BOMB).encode(), None, None
    yield "alias bomb first", (BOMB + text).encode(), None, None
    yield "two documents", (text + "\n---\nkind: scenario\n").encode(), None, None
    yield "UTF-16", text.encode("utf-16"), None, 1
    yield "nothing", b"", None, 1
    yield "a list", b"- kind\n- scenario\n", None, 1
    yield "too long", text.encode() + b"#" * 1_000_001, None, None


def _large(text: str, found: list[Place], chance: random.Random) -> Iterator[Broken]:
    """Too much of something."""
    leaves = [place for place in found if place.kind not in ("mapping", "sequence")]
    for place in chance.sample(leaves, min(3, len(leaves))):
        yield f"brackets: {place.name}", _put(text, place.value, "[" * 5000), None, place.line
        yield f"closed brackets: {place.name}", _put(text, place.value, "[" * 5000 + "]" * 5000), None, place.line
    spans = {place.name: place for place in found}
    households, persons = spans.get("population.households"), spans.get("population.persons")
    for number in ("1e12", "1000000000000", "1e13"):
        if households and persons:
            yield f"households {number}", _put(text, households.value, number), households.name, households.line
            first, second = sorted([(households.value, number), (persons.value, "4e13")], reverse=True)
            both = _put(text, *first).decode()
            yield f"households and persons {number}", _put(both, *second), None, None
    for number in ("1e16", "1e400", "9" * 5000):
        for name in ("population.households", "population.persons"):
            if name in spans:
                yield f"{name} {number[:9]}", _put(text, spans[name].value, number), name, spans[name].line


def broken_pages(text: str, count: int, seed: int = 1) -> list[Broken]:
    """Give `count` broken pages, or all that there are: (name, bytes, path of the broken field, line), None where it has none."""
    chance, found = random.Random(seed), places(text)
    rare = [*_bytes(text, chance), *_large(text, found, chance)]
    common = [page for place in found for page in (*_values(text, place), *_keys(text, place))]
    common = [page for page in common if page[1] != text.encode()]
    chance.shuffle(common)
    return [*rare, *common][:count]
