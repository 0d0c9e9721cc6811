"""`list` and `describe`: what there is, and what each thing is made of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain
from pathlib import Path
from typing import Any

from povsim.errors import Fault, InputError, nearest
from povsim.pages.places import pages

KINDS = {
    "causes": "cause", "shocks": "shock", "programmes": "programme", "rules": "rule", "measures": "measure", "presets": "preset",
    "steps": "step", "scenarios": "configs", "experiments": "experiments", "parameters": "",
}
PLUGINS = ("cause", "shock", "programme", "rule", "measure", "preset", "step")


def listed(kind: str | None) -> Iterable[str]:
    """The lines of `povsim list`: one kind, or all of them by name.

    Raises InputError for an unknown kind.
    """
    if kind is None:
        for word in KINDS:
            if word != "parameters":
                yield f"{word}: {', '.join(_names(word)) or 'none'}"
        yield "parameters: povsim list parameters"
    elif kind in KINDS:
        yield from _table(kind)
    else:
        raise InputError([Fault("", None, kind, f"no such kind{nearest(kind, KINDS)}")])


def _names(word: str) -> list[str]:
    from povsim.plugin import builtin

    return list(pages(KINDS[word])) if word in ("scenarios", "experiments") else list(builtin(KINDS[word]))


def _table(word: str) -> Iterable[str]:
    from povsim.plugin import builtin

    if word == "parameters":
        found = ((plugin.name, one) for plugin in _plugins() for one in _declared(plugin))
        yield from _aligned((f"{name}.{one.name}", one.unit, _range(one), _value(one.default)) for name, one in found)
    elif word in ("scenarios", "experiments"):
        yield from _aligned((name, _title(path)) for name, path in pages(KINDS[word]).items())
    else:
        yield from _aligned((plugin.name, plugin.chinese, plugin.title) for plugin in builtin(KINDS[word]).values())


def _plugins() -> list[Any]:
    from povsim.plugin import builtin

    return [plugin for kind in PLUGINS for plugin in builtin(kind).values()]


def _declared(plugin: Any) -> Iterable[Any]:
    from povsim.parameters import declared

    return declared(plugin.Settings)


def _title(path: Path) -> str:
    """The title of a page, or the first line of its comment."""
    lines = path.read_text("utf-8").splitlines()
    titles = [line.partition(":")[2].strip().strip("\"'") for line in lines if line.startswith("title:")]
    return titles[0] if titles else next((line.lstrip("# ") for line in lines if line.startswith("#")), "")


def described(name: str) -> Iterable[str]:
    """The lines of `povsim describe`: of plugins, of one parameter (`industry.cost`), or of a page.

    Raises InputError with the nearest name when nothing is called so.
    """
    plugins = _plugins()
    owner, _, parameter = name.partition(".")
    named = [plugin for plugin in plugins if plugin.name == owner]
    if named and not parameter:
        return (line for plugin in named for line in _plugin(plugin))
    own = [(f"{plugin.kind} {name}", *lines) for plugin in named if (lines := _parameters(plugin).get(parameter))]
    if own:
        return chain.from_iterable(own)
    if named:
        known: Iterable[str] = {name for plugin in named for name in _parameters(plugin)}
        raise InputError([Fault("", None, name, f"no such parameter{nearest(parameter, known)}")])
    found = {**pages("configs"), **pages("experiments")}
    if name not in found:
        known = {*found, *(plugin.name for plugin in plugins)}
        raise InputError([Fault("", None, name, f"nothing is called so{nearest(name, known)}")])
    return (str(found[name]), "", *found[name].read_text("utf-8").splitlines())


def _plugin(plugin: Any) -> Iterable[str]:
    yield f"{plugin.kind} {plugin.name}  {plugin.chinese}"
    yield ""
    yield plugin.doc
    yield ""
    yield from chain.from_iterable(_parameters(plugin).values() or [("It has no parameters.",)])
    yield ""


def _parameters(plugin: Any) -> dict[str, tuple[str, ...]]:
    """The lines of every parameter by name, those of its funding first where it is a programme."""
    from povsim.pages.sections import Funding

    paid = Funding.model_fields if plugin.kind == "programme" else {}
    asked = {name: "must" if field.is_required() else "may" for name, field in paid.items()}
    known = {name: (f"{name}, which the page {asked[name]} say: {field.description}",) for name, field in paid.items()}
    return known | {one.name: _lines(one) for one in _declared(plugin)}


def _lines(one: Any) -> tuple[str, ...]:
    return f"{one.name} = {_value(one.default)}  {one.unit}, {_range(one)}", f"    source: {one.source}"


def _value(default: Any) -> str:
    if isinstance(default, Mapping):
        return "{" + ", ".join(f"{year}: {_value(number)}" for year, number in default.items()) + "}"
    return f"{default:g}" if isinstance(default, float) else str(default)


def _range(one: Any) -> str:
    if one.choices:
        return f"one of {', '.join(one.choices)}"
    if one.kind == "switch":
        return "true or false"
    ends = ("any" if one.low is None else f"{one.low:g}", "any" if one.high is None else f"{one.high:g}")
    return f"from {ends[0]} to {ends[1]}" if ends != ("any", "any") else "any number"


def _aligned(rows: Iterable[tuple[str, ...]]) -> Iterable[str]:
    """Rows as columns of even width, the last one free."""
    found = list(rows)
    widths = [max(map(_width, column)) for column in zip(*found, strict=True)] if found else []
    for row in found:
        cells = (f"{cell}{' ' * (width - _width(cell))}" for cell, width in zip(row, widths, strict=True))
        yield "  ".join(cells).rstrip()


def _width(text: str) -> int:
    """Places that a text takes on a terminal; a Chinese character takes two."""
    from unicodedata import east_asian_width

    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)
