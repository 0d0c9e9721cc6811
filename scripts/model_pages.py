"""Fill the tables and formulas of `docs/model/` from the code: `python scripts/model_pages.py`.

A page asks for them with a line of its own, and gets a block between two comments in its place:

    {parameters: causes.illness, rules.wages}    unit, default, ranges, evidence and source of every parameter; `start` too
    {columns: household}                         dtype, unit and meaning of every column of a level, or of named columns
    {code: rules.wages.step}                     the text of a function of a plugin: the formula itself
    {year: all}                                  the lines of the year, and the plugins that run in each
    {pages: all}                                 every other page by its title

`--check` writes nothing and ends with 1 where a page is not as this script would write it.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from povsim.columns import Column
from povsim.parameters import Declared, declared
from povsim.plugin import FOLDERS, Plugin, Schema, builtin
from povsim.start.numbers import Numbers
from povsim.year import VERB_PHASES, YEAR

FOLDER = Path(__file__).parent.parent / "docs" / "model"
KINDS = {"causes": "cause", "shocks": "shock", "programmes": "programme", "rules": "rule", "presets": "preset", "steps": "step",
         "measures": "measure"}
START = "start"
ASKED = re.compile(r"^\{(\w+): ([^}\n]+)\}$|^<!-- (\w+): ([^\n]+?) -->\n(?:(?!<!-- end -->).*\n)*<!-- end -->$", re.M)


def plugin(words: str) -> Plugin:
    """The plugin called `causes.illness`."""
    folder, _, name = words.partition(".")
    return builtin(KINDS[folder])[name]


def parameters(names: list[str]) -> Iterable[str]:
    """A table of the parameters of these plugins."""
    yield "| parameter | default | unit | plausible | limits | evidence | source |"
    yield "|---|---|---|---|---|---|---|"
    for name in names:
        for one in declared(Numbers if name == START else plugin(name).Settings):
            evidence, _, rest = one.source.partition(";") if one.evidence != "published" else ("published", "", one.source)
            cells = (f"`{name.rpartition('.')[2]}.{one.name}`", shown(one.default), one.unit, span(one.plausible), limits(one))
            yield row((*cells, evidence, rest.strip()))


def limits(one: Declared) -> str:
    """What a page may set."""
    return ", ".join(one.choices) if one.choices else span((one.low, one.high))


def span(ends: tuple[Any, Any] | None) -> str:
    """Two ends of a range, or nothing."""
    if ends is None or ends == (None, None):
        return ""
    return f"{'any' if ends[0] is None else shown(ends[0])} to {'any' if ends[1] is None else shown(ends[1])}"


def shown(value: Any) -> str:
    """A number, a switch, a choice or a series as a table shows it."""
    if isinstance(value, Mapping):
        return ", ".join(f"{year}: {shown(number)}" for year, number in value.items())
    if isinstance(value, bool):
        return "on" if value else "off"
    if isinstance(value, str):
        return value
    return f"{value:,.0f}" if abs(value) >= 1e5 else f"{value:g}"


def columns(names: list[str]) -> Iterable[str]:
    """A table of columns: of whole levels, or named."""
    yield "| column | type | unit | meaning | kept |"
    yield "|---|---|---|---|---|"
    known: Mapping[str, Column] = Schema(each for kind in FOLDERS for each in builtin(kind).values()).columns
    for name in names:
        for path, each in sorted(known.items()):
            if path == name or each.level == name:
                yield row((f"`{path}`", each.dtype, each.unit, each.meaning, kept(each)))


def kept(column: Column) -> str:
    """How long a column holds its value."""
    if column.gather:
        some = column.gather.where
        which = f" of those whose `{some.source}` is {some.low:g} to {some.high:g}" if some else ""
        return f"{column.gather.kind} of `{column.gather.source}`{which}"
    return "of the year" if column.yearly else "state"


def code(names: list[str]) -> Iterable[str]:
    """The text of functions, as they stand in their files."""
    yield "```python"
    for place, name in enumerate(names):
        words, _, function = name.rpartition(".")
        text = plugin(words).source
        found = [each for each in ast.parse(text).body if isinstance(each, ast.FunctionDef) and each.name == function]
        if place:
            yield ""
        yield str(ast.get_source_segment(text, found[0]))
    yield "```"


def year(names: list[str]) -> Iterable[str]:
    """The lines of the year, and what runs in each."""
    yield "| line | what happens | rules, steps and verbs |"
    yield "|---|---|---|"
    for number, phase, meaning in YEAR:
        yield row((f"{number} {phase}", meaning, ", ".join(sorted(running(phase)))))


def running(phase: str) -> Iterable[str]:
    """The plugins of a line, with the verb where it is not `step`."""
    for kind in ("rule", "step"):
        yield from (f"`{name}`" for name, each in builtin(kind).items() if each.phase == phase)
    for kind, verb, where in (*VERB_PHASES, ("cause", "present", "diagnosis")):
        yield from (f"`{name}.{verb}`" for name, each in builtin(kind).items() if where == phase and verb in each.verbs)
    for name, each in builtin("programme").items():
        if phase == ("costs" if "claim" in each.verbs else "delivery"):
            yield f"`{name}.deliver`"


def row(cells: Iterable[str]) -> str:
    """A line of a table."""
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def pages(names: list[str]) -> Iterable[str]:
    """Every other page by its title."""
    for path in sorted(FOLDER.glob("*.md")):
        if path.name != "README.md":
            yield f"* [{path.read_text('utf-8').partition(chr(10))[0].lstrip('# ')}]({path.name})"


Maker = Callable[[list[str]], Iterable[str]]
MAKERS: dict[str, Maker] = {"parameters": parameters, "columns": columns, "code": code, "year": year, "pages": pages}


def filled(text: str) -> str:
    """A page with every block made anew."""
    def made(match: re.Match[str]) -> str:
        kind, asked = (each for each in match.groups() if each is not None)
        lines = MAKERS[kind]([name.strip() for name in asked.split(",")])
        return "\n".join([f"<!-- {kind}: {asked} -->", *lines, "<!-- end -->"])

    return ASKED.sub(made, text)


def main() -> int:
    """Write every page anew, or name those that are not up to date."""
    stale = []
    for path in sorted(FOLDER.glob("*.md")):
        text = path.read_text("utf-8")
        if (fresh := filled(text)) != text:
            stale.append(path.name)
            if "--check" not in sys.argv:
                path.write_text(fresh, "utf-8")
    print("\n".join(stale) or "all pages are up to date")
    return 1 if stale and "--check" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
